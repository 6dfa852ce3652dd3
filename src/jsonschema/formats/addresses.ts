import { GoError } from "../../go/index.ts";
import { atoi, quote } from "../../go/strconv/index.ts";
import { refuse } from "./refuse.ts";

export function checkIpv4(text: string): void {
  const groups = text.split(".");
  if (groups.length !== 4) refuse("expected four decimals");
  for (const group of groups) {
    if (group.length > 1 && group.startsWith("0")) refuse("leading zeros");
    const value = Number(atoi(group));
    if (value < 0 || value > 255) refuse("decimal must be between 0 and 255");
  }
}

export function checkIpv6(text: string): void {
  if (!text.includes(":")) refuse("missing colon");
  if (parseAddress(text)) refuse("zone id is not a part of ipv6 address");
}

/** netip.ParseAddr (Go 1.26), its messages: whether the address has a zone. */
function parseAddress(text: string): boolean {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === ".") {
    parseIpv4Part(text, text);
    return false;
  }
  if (first === "%") throw failure(text, "missing IPv6 address");
  const percent = text.indexOf("%");
  if (percent >= 0 && percent === text.length - 1) throw failure(text, "zone must be a non-empty string");
  parseIpv6Groups(text, percent < 0 ? text : text.slice(0, percent));
  return percent >= 0;
}

function failure(whole: string, problem: string, at = ""): GoError {
  const place = at === "" ? "" : ` (at ${quote(at)})`;
  return new GoError(`ParseAddr(${quote(whole)}): ${problem}${place}`);
}

function parseIpv6Groups(whole: string, address: string): void {
  let rest = address;
  let bytes = 0;
  let ellipsis = -1;
  if (rest.startsWith("::")) {
    ellipsis = 0;
    rest = rest.slice(2);
    if (rest === "") return;
  }
  while (bytes < 16) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? "";
    if (digits.length > 4) throw failure(whole, fieldTooLong(digits), rest);
    if (digits === "") throw failure(whole, "each colon-separated field must have at least one digit", rest);
    if (rest[digits.length] === ".") {
      if (ellipsis < 0 && bytes !== 12) {
        throw failure(whole, "embedded IPv4 address must replace the final 2 fields of the address", rest);
      }
      if (bytes + 4 > 16)
        throw failure(whole, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
      parseIpv4Part(whole, rest);
      rest = "";
      bytes += 4;
      break;
    }
    bytes += 2;
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (!rest.startsWith(":")) throw failure(whole, "unexpected character, want colon", rest);
    if (rest.length === 1) throw failure(whole, "colon must be followed by more characters", rest);
    rest = rest.slice(1);
    if (!rest.startsWith(":")) continue;
    if (ellipsis >= 0) throw failure(whole, "multiple :: in address", rest);
    ellipsis = bytes;
    rest = rest.slice(1);
    if (rest === "") break;
  }
  if (rest !== "") throw failure(whole, "trailing garbage after address", rest);
  if (bytes < 16 && ellipsis < 0) throw failure(whole, "address string too short");
  if (bytes === 16 && ellipsis >= 0) throw failure(whole, "the :: must expand to at least one field of zeros");
}

/** Go stops at the fifth digit, or where the number no longer fits. */
function fieldTooLong(digits: string): string {
  const first = digits.slice(0, 5);
  return Number.parseInt(first, 16) > 0xffff && first.length <= 4
    ? "IPv6 field has value >=2^16"
    : "each group must have 4 or less digits";
}

function parseIpv4Part(whole: string, text: string): void {
  let value = 0;
  let digits = 0;
  let fields = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (/[0-9]/.test(character)) {
      if (digits === 1 && value === 0) throw failure(whole, "IPv4 field has octet with leading zero");
      value = value * 10 + Number(character);
      digits++;
      if (value > 255) throw failure(whole, "IPv4 field has value >255");
    } else if (character === ".") {
      if (i === 0 || i === text.length - 1 || text[i - 1] === ".") {
        throw failure(whole, "IPv4 field must have at least one digit", text.slice(i));
      }
      if (fields === 3) throw failure(whole, "IPv4 address too long");
      fields++;
      value = digits = 0;
    } else {
      throw failure(whole, "unexpected character", text.slice(i));
    }
  }
  if (fields < 3) throw failure(whole, "IPv4 address too short");
}
