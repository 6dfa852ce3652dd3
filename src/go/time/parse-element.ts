/** Reading one layout element from the front of a text: the second half of parse in Go 1.26 format.go. */
import { MONTHS, WEEKDAYS } from "./civil.ts";
import { isFraction, isOffset, type LayoutPart } from "./layout.ts";

/** What has been read so far, and the text still to read. */
export interface Reading {
  rest: string;
  year?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour?: number;
  minute?: number;
  second?: number;
  nanosecond: number;
  half?: "am" | "pm";
  isUtc?: true;
  /** Seconds east of UTC. */
  offset?: number;
  abbreviation?: string;
}

/** `bad`: not of this form; `range`: a number that does not exist. */
export type Problem = { readonly kind: "bad" } | { readonly kind: "range"; readonly what: string };

const BAD: Problem = { kind: "bad" };

/** `next` is the part after this one: a fraction may follow the seconds without being asked for. */
export function readElement(reading: Reading, element: string, next: LayoutPart | undefined): Problem | undefined {
  const read = READERS[element];
  if (read !== undefined) return read(reading, next);
  if (isFraction(element)) return readFraction(reading, element);
  if (!isOffset(element)) return readAbbreviation(reading);
  if (!element.startsWith("Z") || !reading.rest.startsWith("Z")) return readOffset(reading, element);
  reading.rest = reading.rest.slice(1);
  reading.isUtc = true;
  return undefined;
}

type Reader = (reading: Reading, next: LayoutPart | undefined) => Problem | undefined;

const READERS: Record<string, Reader> = {
  "2006": readLongYear,
  "06": readShortYear,
  January: (reading) => readMonthName(reading, MONTHS),
  Jan: (reading) => readMonthName(reading, SHORT_MONTHS),
  "1": (reading) => readMonth(reading, ONE_OR_TWO),
  "01": (reading) => readMonth(reading, TWO),
  Monday: (reading) => readWeekday(reading, WEEKDAYS),
  Mon: (reading) => readWeekday(reading, SHORT_WEEKDAYS),
  "2": (reading) => readDay(reading, ONE_OR_TWO),
  _2: (reading) => readDay(dropSpaces(reading, 1), ONE_OR_TWO),
  "02": (reading) => readDay(reading, TWO),
  __2: (reading) => readYearDay(dropSpaces(reading, 2), /^\d{1,3}/),
  "002": (reading) => readYearDay(reading, /^\d{3}/),
  "15": (reading) => readHour(reading, ONE_OR_TWO, 23),
  "3": (reading) => readHour(reading, ONE_OR_TWO, 12),
  "03": (reading) => readHour(reading, TWO, 12),
  "4": (reading) => readMinute(reading, ONE_OR_TWO),
  "04": (reading) => readMinute(reading, TWO),
  "5": (reading, next) => readSecond(reading, ONE_OR_TWO, next),
  "05": (reading, next) => readSecond(reading, TWO, next),
  PM: (reading) => readHalf(reading, "PM", "AM"),
  pm: (reading) => readHalf(reading, "pm", "am"),
};

const ONE_OR_TWO = /^\d{1,2}/;
const TWO = /^\d\d/;
const SHORT_MONTHS = MONTHS.map((name) => name.slice(0, 3));
const SHORT_WEEKDAYS = WEEKDAYS.map((name) => name.slice(0, 3));

/** Takes what the pattern matches at the front as a number. */
function take(reading: Reading, pattern: RegExp): number | undefined {
  const digits = pattern.exec(reading.rest)?.[0];
  if (digits === undefined) return undefined;
  reading.rest = reading.rest.slice(digits.length);
  return Number(digits);
}

function dropSpaces(reading: Reading, max: number): Reading {
  for (let i = 0; i < max && reading.rest.startsWith(" "); i++) reading.rest = reading.rest.slice(1);
  return reading;
}

function readLongYear(reading: Reading): Problem | undefined {
  const year = take(reading, /^\d{4}/);
  if (year === undefined) return BAD;
  reading.year = year;
  return undefined;
}

/** Two digits count from 1969; Go also takes a sign and one digit, as its atoi does. */
function readShortYear(reading: Reading): Problem | undefined {
  const year = take(reading, /^(?:\d\d|[+-]\d)/);
  if (year === undefined) return BAD;
  reading.year = year >= 69 ? year + 1900 : year + 2000;
  return undefined;
}

function readMonth(reading: Reading, pattern: RegExp): Problem | undefined {
  const month = take(reading, pattern);
  if (month === undefined) return BAD;
  reading.month = month;
  return month < 1 || month > 12 ? { kind: "range", what: "month" } : undefined;
}

/** Index of the name at the front, in any case of ASCII letters. */
function takeName(reading: Reading, names: readonly string[]): number {
  const index = names.findIndex((name) => reading.rest.slice(0, name.length).toLowerCase() === name.toLowerCase());
  reading.rest = reading.rest.slice(names[index]?.length ?? 0);
  return index;
}

function readMonthName(reading: Reading, names: readonly string[]): Problem | undefined {
  const index = takeName(reading, names);
  if (index < 0) return BAD;
  reading.month = index + 1;
  return undefined;
}

/** Weekdays are checked and not used. */
function readWeekday(reading: Reading, names: readonly string[]): Problem | undefined {
  return takeName(reading, names) < 0 ? BAD : undefined;
}

function readDay(reading: Reading, pattern: RegExp): Problem | undefined {
  const day = take(reading, pattern);
  if (day === undefined) return BAD;
  reading.day = day;
  return undefined;
}

function readYearDay(reading: Reading, pattern: RegExp): Problem | undefined {
  const day = take(reading, pattern);
  if (day === undefined) return BAD;
  reading.yearDay = day;
  return undefined;
}

function readHour(reading: Reading, pattern: RegExp, max: number): Problem | undefined {
  const hour = take(reading, pattern);
  if (hour === undefined) return BAD;
  reading.hour = hour;
  return hour > max ? { kind: "range", what: "hour" } : undefined;
}

function readMinute(reading: Reading, pattern: RegExp): Problem | undefined {
  const minute = take(reading, pattern);
  if (minute === undefined) return BAD;
  reading.minute = minute;
  return minute > 59 ? { kind: "range", what: "minute" } : undefined;
}

function readSecond(reading: Reading, pattern: RegExp, next: LayoutPart | undefined): Problem | undefined {
  const second = take(reading, pattern);
  if (second === undefined) return BAD;
  reading.second = second;
  if (second > 59) return { kind: "range", what: "second" };
  // Go looks only at the kind of the next element, wherever in the layout it stands.
  if (next === undefined || !isFraction(next.element)) readDigits(reading);
  return undefined;
}

function readHalf(reading: Reading, pm: string, am: string): Problem | undefined {
  const text = reading.rest.slice(0, 2);
  if (text !== pm && text !== am) return BAD;
  reading.rest = reading.rest.slice(2);
  // Once said to be the afternoon, Go stays with it.
  if (text === pm) reading.half = "pm";
  else reading.half ??= "am";
  return undefined;
}

function readFraction(reading: Reading, element: string): Problem | undefined {
  if (element[1] === "9") {
    readDigits(reading);
    return undefined;
  }
  const text = reading.rest.slice(0, element.length);
  if (text.length < element.length || !/^[.,]/.test(text)) return BAD;
  const digits = text.slice(1, 10);
  if (!/^[+-]?\d*$/.test(digits)) return BAD; // Go's atoi takes a sign here, even alone
  reading.rest = reading.rest.slice(element.length);
  const value = Number(digits.replace(/^[+-]$/, "0"));
  if (value < 0) return { kind: "range", what: "fractional second" };
  reading.nanosecond = value * 10 ** (10 - Math.min(text.length, 10));
  return undefined;
}

/** A fraction with any number of digits, or none. */
function readDigits(reading: Reading): void {
  const fraction = /^[.,]\d+/.exec(reading.rest)?.[0];
  if (fraction === undefined) return;
  reading.rest = reading.rest.slice(fraction.length);
  reading.nanosecond = Number(fraction.slice(1, 10).padEnd(9, "0"));
}

const OFFSET_FORMS: Record<string, RegExp> = {
  "07": /^(.)(..)/s,
  "0700": /^(.)(..)(..)/s,
  "07:00": /^(.)(..):(..)/s,
  "070000": /^(.)(..)(..)(..)/s,
  "07:00:00": /^(.)(..):(..):(..)/s,
};

function readOffset(reading: Reading, element: string): Problem | undefined {
  const match = OFFSET_FORMS[element.slice(1)]?.exec(reading.rest);
  if (match === null || match === undefined) return BAD;
  const [text, sign, hours = "", minutes = "00", seconds = "00"] = match;
  reading.rest = reading.rest.slice(text.length);
  const [h, m, s] = [hours, minutes, seconds].map((digits) => (/^\d\d$/.test(digits) ? Number(digits) : undefined));
  // Go reads them until one is no number, then reports the last that is out of range before anything else.
  if (h !== undefined && m !== undefined && s !== undefined && s > 60) return offsetRange("second");
  if (h !== undefined && m !== undefined && m > 60) return offsetRange("minute");
  if (h !== undefined && h > 24) return offsetRange("hour");
  if (h === undefined || m === undefined || s === undefined) return BAD;
  if (sign !== "+" && sign !== "-") return BAD;
  const offset = (h * 60 + m) * 60 + s;
  reading.offset = sign === "-" ? -offset : offset;
  return undefined;
}

function offsetRange(unit: string): Problem {
  return { kind: "range", what: `time zone offset ${unit}` };
}

function readAbbreviation(reading: Reading): Problem | undefined {
  if (reading.rest.startsWith("UTC")) {
    reading.rest = reading.rest.slice(3);
    reading.isUtc = true;
    return undefined;
  }
  const length = abbreviationLength(reading.rest);
  if (length === 0) return BAD;
  reading.abbreviation = reading.rest.slice(0, length);
  reading.rest = reading.rest.slice(length);
  return undefined;
}

/** What looks like an abbreviation: three capitals, four or five that end in T, or an offset; 0 for anything else. */
function abbreviationLength(text: string): number {
  if (text.length < 3) return 0;
  if (text.startsWith("ChST") || text.startsWith("MeST")) return 4;
  if (text.startsWith("GMT")) return 3 + hourOffsetLength(text.slice(3));
  if (/^[+-]/.test(text)) return hourOffsetLength(text);
  const capitals = /^[A-Z]{3,6}/.exec(text)?.[0] ?? "";
  if (capitals.length === 3 || capitals === "WITA") return capitals.length;
  return (capitals.length === 4 || capitals.length === 5) && capitals.endsWith("T") ? capitals.length : 0;
}

const HOUR_OFFSET_MAX = 23;

function hourOffsetLength(text: string): number {
  const match = /^[+-]\d+/.exec(text)?.[0];
  return match !== undefined && Number(match.slice(1)) <= HOUR_OFFSET_MAX ? match.length : 0;
}
