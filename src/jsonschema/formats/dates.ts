/** RFC 3339. */
import { byteLength, byteSlice } from "../../go/index.ts";
import { quoteRune } from "../../go/strconv/index.ts";
import { parseTime, UTC } from "../../go/time/index.ts";
import { checkPart, refuse } from "./refuse.ts";

export function checkDate(text: string): void {
  parseTime("2006-01-02", text, { fallback: UTC, local: UTC });
}

export function checkDateTime(text: string): void {
  if (byteLength(text) < 20) refuse("less than 20 characters long");
  const separator = byteSlice(text, 10, 11);
  if (separator !== "t" && separator !== "T") refuse("11th character must be t or T");
  checkPart("invalid date element", () => checkDate(byteSlice(text, 0, 10)));
  checkPart("invalid time element", () => checkTime(byteSlice(text, 11)));
}

const INTEGER = /^[+-]?[0-9]+$/;

export function checkTime(text: string): void {
  if (byteLength(text) < 9) refuse("less than 9 characters long");
  if (byteSlice(text, 2, 3) !== ":" || byteSlice(text, 5, 6) !== ":") refuse("missing colon in correct place");
  const [hour, minute, second] = readNumbers(byteSlice(text, 0, 8).split(":", 3), "hour/min/sec");
  if (hour === undefined || minute === undefined || second === undefined) refuse("missing hour/min/sec");
  if (hour > 23 || minute > 59 || second > 60) refuse("hour/min/sec out of range");
  const zone = withoutFraction(byteSlice(text, 8));
  const minutes = hour * 60 + minute - offsetMinutes(zone);
  const utc = minutes < 0 ? minutes + 24 * 60 : minutes;
  if (second >= 60 && (Math.floor(utc / 60) !== 23 || utc % 60 !== 59)) refuse("invalid leap second");
}

function readNumbers(parts: readonly string[], what: string): number[] {
  return parts.map((part) => {
    if (!INTEGER.test(part)) refuse(`invalid ${what}`);
    if (Number(part) < 0) refuse(`non-positive ${what}`);
    return Number(part);
  });
}

function withoutFraction(text: string): string {
  if (!text.startsWith(".")) return text;
  const digits = /^\.[0-9]*/.exec(text)?.[0] ?? ".";
  if (digits === ".") refuse("no digits in second fraction");
  return text.slice(digits.length);
}

function offsetMinutes(zone: string): number {
  if (zone === "z" || zone === "Z") return 0;
  if (byteLength(zone) !== 6) refuse("offset must be 6 characters long");
  const sign = zone.charAt(0);
  if (sign !== "+" && sign !== "-") refuse("offset must begin with plus/minus");
  if (zone[3] !== ":") refuse("missing colon in offset in correct place");
  const [hours = 0, minutes = 0] = readNumbers([zone.slice(1, 3), zone.slice(4)], "hour/min in offset");
  if (hours > 23 || minutes > 59) refuse("hour/min in offset out of range");
  return sign === "+" ? hours * 60 + minutes : -(hours * 60 + minutes);
}

const UNITS = ["YMD", "HMS"];

export function checkDuration(text: string): void {
  if (!text.startsWith("P")) refuse("must start with P");
  const body = text.slice(1);
  if (body === "") refuse("nothing after P");
  if (body.endsWith("W")) {
    if (body === "W") refuse("no number in week");
    if (!/^[0-9]+W$/.test(body)) refuse("invalid week");
    return;
  }
  for (const [i, part] of body.split("T").entries()) {
    if (i > 0 && part === "") refuse("no time elements");
    const units = UNITS[i];
    if (units === undefined) refuse("more than one T");
    checkUnits(part, units);
  }
}

function checkUnits(text: string, allUnits: string): void {
  let units = allUnits;
  for (let rest = text; rest !== "";) {
    const digits = /^[0-9]*/.exec(rest)?.[0] ?? "";
    if (digits === "") refuse("missing number");
    const unit = rest.charAt(digits.length);
    if (unit === "") refuse("missing unit");
    const at = units.indexOf(unit);
    if (at < 0) {
      const shown = quoteRune(unit.codePointAt(0) ?? 0);
      refuse(allUnits.includes(unit) ? `unit ${shown} out of order` : `invalid unit ${shown}`);
    }
    units = units.slice(at + 1);
    rest = rest.slice(digits.length + 1);
  }
}

export function checkPeriod(text: string): void {
  const slash = text.indexOf("/");
  if (slash < 0) refuse("missing slash");
  const start = text.slice(0, slash);
  const end = text.slice(slash + 1);
  if (start.startsWith("P")) {
    checkPart("invalid start duration", () => checkDuration(start));
    checkPart("invalid end date-time", () => checkDateTime(end));
    return;
  }
  checkPart("invalid start date-time", () => checkDateTime(start));
  if (end.startsWith("P")) checkPart("invalid end duration", () => checkDuration(end));
  else checkPart("invalid end date-time", () => checkDateTime(end));
}
