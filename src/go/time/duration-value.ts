/** time.Duration, time.Month and time.Weekday: integers with methods, as template values. */
import { func, Int, int64 } from "../value.ts";
import { BoundMethods, type MethodTable } from "./bound-methods.ts";
import { MONTHS, WEEKDAYS } from "./civil.ts";
import {
  DURATION_MAX,
  durationIn,
  formatDuration,
  HOUR,
  MINUTE,
  roundDuration,
  SECOND,
  truncateDuration,
} from "./duration.ts";

/** A duration from nanoseconds, wrapped to 64 bits. */
export function durationValue(nanoseconds: bigint): Int {
  const value = BigInt.asIntN(64, nanoseconds);
  return new Int(value, "int64", "time.Duration", new BoundMethods(DURATION_METHODS, value));
}

const DURATION_METHODS: MethodTable<bigint> = {
  String: (value) => func("String", "", () => formatDuration(value)),
  Nanoseconds: (value) => func("Nanoseconds", "", () => int64(value)),
  Microseconds: (value) => func("Microseconds", "", () => int64(value / 1000n)),
  Milliseconds: (value) => func("Milliseconds", "", () => int64(value / 1_000_000n)),
  Seconds: (value) => func("Seconds", "", () => durationIn(value, SECOND)),
  Minutes: (value) => func("Minutes", "", () => durationIn(value, MINUTE)),
  Hours: (value) => func("Hours", "", () => durationIn(value, HOUR)),
  Abs: (value) => func("Abs", "", () => durationValue(absolute(value))),
  Round: (value) => func("Round", "time.Duration", (unit: bigint) => durationValue(roundDuration(value, unit))),
  Truncate: (value) =>
    func("Truncate", "time.Duration", (unit: bigint) => durationValue(truncateDuration(value, unit))),
};

function absolute(value: bigint): bigint {
  if (value >= 0n) return value;
  return -value > DURATION_MAX ? DURATION_MAX : -value;
}

/** 1 is January. */
export function monthValue(month: number): Int {
  return named("time.Month", month, MONTHS[month - 1] ?? `%!Month(${month})`);
}

/** 0 is Sunday. */
export function weekdayValue(weekday: number): Int {
  return named("time.Weekday", weekday, WEEKDAYS[weekday] ?? `%!Weekday(${weekday})`);
}

function named(type: string, value: number, name: string): Int {
  return new Int(BigInt(value), "int", type, new Map([["String", func("String", "", () => name)]]));
}
