/** Time.Parse (Go 1.26 format.go): reads a time by a layout, with Go's error texts. */
import { daysInMonth, isLeap } from "./civil.ts";
import { quoteBytes } from "./duration.ts";
import { GoError } from "../value.ts";
import { RFC3339, RFC3339_NANO } from "./format.ts";
import { parseLayout } from "./layout.ts";
import { fixedZone, type Location, UTC } from "./location.ts";
import { readElement, type Reading } from "./parse-element.ts";
import { dateIn, type GoTime, ZERO_TIME } from "./time.ts";

export interface ParseOptions {
  /** Where a time without a zone is. */
  readonly fallback: Location;
  /** Whose offsets and abbreviations are recognised. */
  readonly local: Location;
}

/** Throws GoError with Go's text. */
export function parseTime(layout: string, value: string, { fallback, local }: ParseOptions): GoTime {
  const usual = layout === RFC3339 || layout === RFC3339_NANO ? parseUsual(value, local) : undefined;
  if (usual !== undefined) return usual;
  const reading: Reading = { rest: value, nanosecond: 0 };
  const parts = parseLayout(layout);
  for (const [i, { literal, element }] of parts.entries()) {
    const afterLiteral = skip(reading.rest, literal);
    if (typeof afterLiteral !== "string") throw cannotParse({ layout, value }, literal, afterLiteral.at);
    reading.rest = afterLiteral;
    if (element === "") break;
    const problem = readElement(reading, element, parts[i + 1]);
    if (problem?.kind === "bad") throw cannotParse({ layout, value }, element, afterLiteral);
    if (problem?.kind === "range") throw failed(value, `: ${problem.what} out of range`);
  }
  if (reading.rest !== "") throw failed(value, `: extra text: ${quoteBytes(reading.rest)}`);
  return assemble(value, reading, { fallback, local });
}

const USUAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Most times by far, as Go has it too (format_rfc3339.go); what is anywhere out of range is left to the layout. */
function parseUsual(value: string, local: Location): GoTime | undefined {
  const found = USUAL.exec(value);
  if (found === null) return undefined;
  const at = (group: number): number => Number(found[group] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  const isRight = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!isRight || hour > 23 || minute > 59 || second > 59 || at(9) > 23 || at(10) > 59) return undefined;
  const nanosecond = Number((found[7] ?? "").padEnd(9, "0"));
  const time = dateIn(UTC, { year, month, day, hour, minute, second, nanosecond });
  if (found[8] === undefined) return time;
  const offset = (at(9) * 60 + at(10)) * 60;
  return atOffset(time, { offset: found[8] === "-" ? -offset : offset }, local);
}

/** What toDate answers for a value it cannot read. */
export function parseTimeOrZero(layout: string, value: string, options: ParseOptions): GoTime {
  try {
    return parseTime(layout, value, options);
  } catch (error) {
    if (error instanceof GoError) return ZERO_TIME;
    throw error;
  }
}

/** Cuts `literal` from the front; runs of spaces count as one. On a mismatch tells how far it came. */
function skip(value: string, literal: string): string | { readonly at: string } {
  let rest = value;
  for (const piece of literal.match(/ +|[^ ]/gs) ?? []) {
    if (piece.startsWith(" ")) {
      if (rest !== "" && !rest.startsWith(" ")) return { at: rest };
      rest = rest.replace(/^ +/, "");
    } else if (rest.startsWith(piece)) {
      rest = rest.slice(piece.length);
    } else {
      return { at: rest };
    }
  }
  return rest;
}

function cannotParse(what: { layout: string; value: string }, element: string, at: string): GoError {
  const { layout, value } = what;
  const place = `cannot parse ${quoteBytes(at)} as ${quoteBytes(element)}`;
  return new GoError(`parsing time ${quoteBytes(value)} as ${quoteBytes(layout)}: ${place}`);
}

function failed(value: string, message: string): GoError {
  return new GoError(`parsing time ${quoteBytes(value)}${message}`);
}

function assemble(value: string, reading: Reading, { fallback, local }: ParseOptions): GoTime {
  const year = reading.year ?? 0;
  const { month, day } = dayOf(value, reading, year);
  if (day < 1 || day > daysInMonth(year, month)) throw failed(value, ": day out of range");
  const { minute = 0, second = 0, nanosecond } = reading;
  const parts = { year, month, day, hour: hourOf(reading), minute, second, nanosecond };
  if (reading.isUtc === true) return dateIn(UTC, parts);
  if (reading.offset !== undefined) return atOffset(dateIn(UTC, parts), reading, local);
  if (reading.abbreviation !== undefined) return atAbbreviation(dateIn(UTC, parts), reading.abbreviation, local);
  return dateIn(fallback, parts);
}

function hourOf({ hour = 0, half }: Reading): number {
  if (half === "pm" && hour < 12) return hour + 12;
  return half === "am" && hour === 12 ? 0 : hour;
}

function dayOf(value: string, reading: Reading, year: number): { month: number; day: number } {
  if (reading.yearDay === undefined) return { month: reading.month ?? 1, day: reading.day ?? 1 };
  const found = fromYearDay(year, reading.yearDay);
  if (found === undefined) throw failed(value, ": day-of-year out of range");
  if (reading.month !== undefined && reading.month !== found.month) {
    throw failed(value, ": day-of-year does not match month");
  }
  if (reading.day !== undefined && reading.day !== found.day) throw failed(value, ": day-of-year does not match day");
  return found;
}

function fromYearDay(year: number, yearDay: number): { month: number; day: number } | undefined {
  if (yearDay < 1 || yearDay > (isLeap(year) ? 366 : 365)) return undefined;
  let day = yearDay;
  let month = 1;
  for (; day > daysInMonth(year, month); month++) day -= daysInMonth(year, month);
  return { month, day };
}

type Zone = Pick<Reading, "offset" | "abbreviation">;

/** An offset that holds locally at that time gives a local time, any other a zone made for it. */
function atOffset(time: GoTime, { offset = 0, abbreviation = "" }: Zone, local: Location): GoTime {
  const seconds = time.seconds - offset;
  const period = local.lookup(seconds);
  const isLocal = period.offset === offset && (abbreviation === "" || abbreviation === period.abbreviation);
  return { ...time, seconds, location: isLocal ? local : fixedZone(abbreviation, offset) };
}

/** An unknown abbreviation is kept, with no offset unless it is `GMT+3` or the like. */
function atAbbreviation(time: GoTime, abbreviation: string, local: Location): GoTime {
  const known = local.offsetOf(abbreviation, time.seconds);
  if (known !== undefined) return { ...time, seconds: time.seconds - known, location: local };
  const hours = abbreviation.length > 3 && abbreviation.startsWith("GMT") ? Number(abbreviation.slice(3)) : 0;
  return { ...time, location: fixedZone(abbreviation, hours * 3600) };
}
