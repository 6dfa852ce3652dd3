/** An instant with a location: Go's time.Time (Go 1.26), counted in whole Unix seconds and nanoseconds. */
import { civilFromDays, daysFromCivil, SECONDS_PER_DAY, weekdayOfDays, yearDay } from "./civil.ts";
import { DURATION_MAX, DURATION_MIN } from "./duration.ts";
import { type Location, UTC } from "./location.ts";

export interface GoTime {
  /** Since 1970-01-01 UTC; exact up to 2^53. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
  readonly location: Location;
  /** Nanoseconds since the program started, on times read from the clock only: Go prints them. */
  readonly monotonic?: bigint;
}

/** The date and clock of a time where it is. */
export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly yearDay: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const BILLION = 1_000_000_000n;
/** Year 1, the zero Time. */
const ZERO_SECONDS = -62135596800;

export const ZERO_TIME: GoTime = { seconds: ZERO_SECONDS, nanoseconds: 0, location: UTC };

export function unixTime(seconds: number, location: Location): GoTime {
  return { seconds, nanoseconds: 0, location };
}

export function fieldsOf(time: GoTime): Fields {
  const local = time.seconds + time.location.lookup(time.seconds).offset;
  const days = Math.floor(local / SECONDS_PER_DAY);
  const clock = local - days * SECONDS_PER_DAY;
  const date = civilFromDays(days);
  return {
    ...date,
    weekday: weekdayOfDays(days),
    yearDay: yearDay(date),
    hour: Math.floor(clock / 3600),
    minute: Math.floor(clock / 60) % 60,
    second: clock % 60,
  };
}

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly nanosecond?: number;
}

/** The instant of a local date and clock, months and days outside their range carried over. */
export function dateIn(location: Location, parts: DateParts): GoTime {
  const month = parts.month - 1;
  const first = { year: parts.year + Math.floor(month / 12), month: (((month % 12) + 12) % 12) + 1, day: 1 };
  const days = daysFromCivil(first) + parts.day - 1;
  const clock = (parts.hour ?? 0) * 3600 + (parts.minute ?? 0) * 60 + (parts.second ?? 0);
  const seconds = toUtc(location, days * SECONDS_PER_DAY + clock);
  return { seconds, nanoseconds: parts.nanosecond ?? 0, location };
}

/** Near a change of offset, the local time is tried with the offset on either side as Go does (Date in time.go). */
function toUtc(location: Location, local: number): number {
  const period = location.lookup(local);
  if (period.offset === 0) return local;
  const utc = local - period.offset;
  const isInside = utc >= period.start && utc < period.end;
  return isInside ? utc : local - location.lookup(utc).offset;
}

export function inLocation(time: GoTime, location: Location): GoTime {
  return { ...time, location };
}

export function nanosecondsSinceEpoch(time: GoTime): bigint {
  return BigInt(time.seconds) * BILLION + BigInt(time.nanoseconds);
}

export function addDuration(time: GoTime, duration: bigint): GoTime {
  const total = BigInt(time.nanoseconds) + duration;
  const nanoseconds = ((total % BILLION) + BILLION) % BILLION;
  const moved = {
    ...time,
    seconds: time.seconds + Number((total - nanoseconds) / BILLION),
    nanoseconds: Number(nanoseconds),
  };
  return time.monotonic === undefined ? moved : { ...moved, monotonic: time.monotonic + duration };
}

/** The time between, held at the ends of what a Duration can say (292 years). */
export function subtract(time: GoTime, other: GoTime): bigint {
  const difference = nanosecondsSinceEpoch(time) - nanosecondsSinceEpoch(other);
  if (difference > DURATION_MAX) return DURATION_MAX;
  return difference < DURATION_MIN ? DURATION_MIN : difference;
}

export function addDate(
  time: GoTime,
  { years, months, days }: { years: number; months: number; days: number },
): GoTime {
  const { year, month, day, hour, minute, second } = fieldsOf(time);
  const date = { year: year + years, month: month + months, day: day + days };
  return dateIn(time.location, { ...date, hour, minute, second, nanosecond: time.nanoseconds });
}

export function compareTimes(a: GoTime, b: GoTime): number {
  return Math.sign(a.seconds - b.seconds) || Math.sign(a.nanoseconds - b.nanoseconds);
}

/** Down to a multiple of `unit` since year 1, whatever the location shows. */
export function truncateTime(time: GoTime, unit: bigint): GoTime {
  return unit <= 0n ? withoutMonotonic(time) : addDuration(withoutMonotonic(time), -remainder(time, unit));
}

/** To the nearest multiple of `unit` since year 1, halves up. */
export function roundTime(time: GoTime, unit: bigint): GoTime {
  if (unit <= 0n) return withoutMonotonic(time);
  const rest = remainder(time, unit);
  return addDuration(withoutMonotonic(time), rest + rest < unit ? -rest : unit - rest);
}

function remainder(time: GoTime, unit: bigint): bigint {
  const sinceYearOne = nanosecondsSinceEpoch(time) - BigInt(ZERO_SECONDS) * BILLION;
  return ((sinceYearOne % unit) + unit) % unit;
}

export function withoutMonotonic({ seconds, nanoseconds, location }: GoTime): GoTime {
  return { seconds, nanoseconds, location };
}

export interface IsoWeek {
  readonly year: number;
  readonly week: number;
}

/** The ISO 8601 week: the one of the nearest Thursday. */
export function isoWeek(time: GoTime): IsoWeek {
  const { year, month, day, weekday } = fieldsOf(time);
  const thursday = civilFromDays(daysFromCivil({ year, month, day }) + 3 - ((weekday + 6) % 7));
  return { year: thursday.year, week: Math.floor((yearDay(thursday) - 1) / 7) + 1 };
}
