/**
 * The POSIX TZ rule at the end of a TZif file (`EST5EDT,M3.2.0,M11.1.0`), which says what holds after the last recorded
 * transition. Mirrors tzset in Go 1.26 zoneinfo.go, periods included: they end with the year at the latest.
 */
import { civilFromDays, daysFromCivil, daysInMonth, isLeap, SECONDS_PER_DAY, weekdayOfDays } from "./civil.ts";
import type { ZonePeriod } from "./location.ts";

interface Rule {
  /** Days from the first of January of a year to the switch. */
  day(year: number): number;
  /** Seconds of local time on that day. */
  readonly time: number;
}

interface Half {
  readonly abbreviation: string;
  readonly offset: number;
  readonly isDst: boolean;
}

interface Daylight extends Half {
  readonly starts: Rule;
  readonly ends: Rule;
}

export interface PosixZone {
  readonly standard: Half;
  readonly daylight?: Daylight;
}

const NAME = "([^<0-9,+-][^0-9,+-]{2,}|<[^>]*>)";
const OFFSET = "([+-]?\\d+(?::\\d+(?::\\d+)?)?)";
const RULE = "(J\\d+|\\d+|M\\d+\\.\\d+\\.\\d+)(?:/([+-]?\\d+(?::\\d+(?::\\d+)?)?))?";
const ZONE = `^${NAME}${OFFSET}(?:,.*)?$`;
const ZONE_WITH_DAYLIGHT = `^${NAME}${OFFSET}${NAME}${OFFSET}?(?:[,;]${RULE},${RULE})?$`;

/** `undefined` for a text that is no rule. */
export function parsePosixZone(text: string): PosixZone | undefined {
  const plain = new RegExp(ZONE).exec(text);
  if (plain !== null) return { standard: half(plain[1], -parseTime(plain[2] ?? "0"), false) };
  const match = new RegExp(ZONE_WITH_DAYLIGHT).exec(text);
  if (match === null) return undefined;
  const [, name, offset = "0", daylightName, daylightOffset, start, startTime, end, endTime] = match;
  const standard = half(name, -parseTime(offset), false);
  const shifted = daylightOffset === undefined ? standard.offset + 3600 : -parseTime(daylightOffset);
  const [starts, ends] =
    start === undefined || end === undefined
      ? [parseRule("M3.2.0"), parseRule("M11.1.0")]
      : [parseRule(start, startTime), parseRule(end, endTime)];
  return { standard, daylight: { ...half(daylightName, shifted, true), starts, ends } };
}

function half(name: string | undefined, offset: number, isDst: boolean): Half {
  return { abbreviation: (name ?? "").replace(/^<|>$/g, ""), offset, isDst };
}

function parseTime(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return text.startsWith("-") ? -total : total;
}

function parseRule(text: string, time = "2"): Rule {
  return { day: parseDay(text), time: parseTime(time) };
}

function parseDay(text: string): (year: number) => number {
  if (text.startsWith("M")) {
    const [month = 1, week = 1, weekday = 0] = text.slice(1).split(".").map(Number);
    return (year) => nthWeekday(year, { month, week, weekday });
  }
  if (!text.startsWith("J")) return () => Number(text);
  const day = Number(text.slice(1)); // counts without 29 February
  return (year) => (isLeap(year) && day >= 60 ? day : day - 1);
}

function nthWeekday(year: number, rule: { month: number; week: number; weekday: number }): number {
  const first = daysFromCivil({ year, month: rule.month, day: 1 });
  let day = (rule.weekday - weekdayOfDays(first) + 7) % 7;
  for (let week = 1; week < rule.week && day + 7 < daysInMonth(year, rule.month); week++) day += 7;
  return first - daysFromCivil({ year, month: 1, day: 1 }) + day;
}

/** The period around an instant after `lastTransition`. */
export function lookupPosixZone(zone: PosixZone, lastTransition: number, unixSeconds: number): ZonePeriod {
  const { standard, daylight } = zone;
  if (daylight === undefined) return { ...standard, start: lastTransition, end: Infinity };
  const { year } = civilFromDays(Math.floor(unixSeconds / SECONDS_PER_DAY));
  const yearStart = daysFromCivil({ year, month: 1, day: 1 }) * SECONDS_PER_DAY;
  const starts = yearStart + switchTime(daylight.starts, year, standard.offset);
  const ends = yearStart + switchTime(daylight.ends, year, daylight.offset);
  const yearEnd = yearStart + 365 * SECONDS_PER_DAY;
  return starts <= ends
    ? within(unixSeconds, [yearStart, starts, ends, yearEnd], [standard, daylight])
    : within(unixSeconds, [yearStart, ends, starts, yearEnd], [daylight, standard]);
}

function switchTime(rule: Rule, year: number, offset: number): number {
  return rule.day(year) * SECONDS_PER_DAY + rule.time - offset;
}

function within(
  unixSeconds: number,
  [yearStart, first, second, yearEnd]: readonly [number, number, number, number],
  [outer, inner]: readonly [Half, Half],
): ZonePeriod {
  if (unixSeconds < first) return period(outer, yearStart, first);
  return unixSeconds >= second ? period(outer, second, yearEnd) : period(inner, first, second);
}

function period({ abbreviation, offset, isDst }: Half, start: number, end: number): ZonePeriod {
  return { abbreviation, offset, isDst, start, end };
}
