/** time.Duration, time.Month and time.Weekday are integers with methods: what templates and fmt need to know of them. */
import { type Func, func, type Int, int64 } from "../value.ts";
import { MONTHS, WEEKDAYS } from "./civil.ts";
import {
  DURATION_MAX,
  durationIn,
  durationValue,
  formatDuration,
  HOUR,
  MINUTE,
  roundDuration,
  SECOND,
  truncateDuration,
} from "./duration.ts";

/** The String method of an integer type of package time, `undefined` for all other integers. */
export function intString(value: Int): string | undefined {
  switch (value.type) {
    case "time.Duration":
      return formatDuration(value.value);
    case "time.Month":
      return MONTHS[Number(value.value) - 1] ?? `%!Month(${BigInt.asUintN(64, value.value)})`;
    case "time.Weekday":
      return WEEKDAYS[Number(value.value)] ?? `%!Weekday(${BigInt.asUintN(64, value.value)})`;
    default:
      return undefined;
  }
}

/** The method of that name, `undefined` where the integer's type has none. */
export function intMethod(value: Int, name: string): Func | undefined {
  const text = intString(value);
  if (text === undefined) return undefined;
  if (name === "String") return func("String", "", () => text);
  if (value.type !== "time.Duration" || !Object.hasOwn(DURATION_METHODS, name)) return undefined;
  return DURATION_METHODS[name]?.(value.value);
}

type DurationMethod = (value: bigint) => Func;

const DURATION_METHODS: Record<string, DurationMethod> = {
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
