/** Helm 4's functions over durations (helm pkg/engine/funcs.go): a text, a number of seconds or a duration in, a number out. */
import { sprintf } from "../../go/fmt/index.ts";
import * as strconv from "../../go/strconv/index.ts";
import {
  DURATION_MAX,
  DURATION_MIN,
  durationIn,
  durationValue,
  HOUR,
  MICROSECOND,
  MILLISECOND,
  MINUTE,
  parseDuration,
  roundDuration,
  SECOND,
  truncateDuration,
} from "../../go/time/index.ts";
import { attempt, func, type FuncMap, GoError, Int, int64, type Value, typeOf } from "../../go/index.ts";
import { trimSpace } from "../../go/unicode/index.ts";

const DAY_HOURS = 24;
const WEEK_DAYS = 7;

export const durationFunctions: FuncMap = new Map(
  [
    func("mustToDuration", "interface {}", (value: Value) => durationValue(toDuration(value))),
    inUnit("durationSeconds", SECOND),
    whole("durationMilliseconds", MILLISECOND),
    whole("durationMicroseconds", MICROSECOND),
    whole("durationNanoseconds", 1n),
    inUnit("durationMinutes", MINUTE),
    inUnit("durationHours", HOUR),
    func("durationDays", "interface {}", (value: Value) => durationIn(orZero(value), HOUR) / DAY_HOURS),
    func("durationWeeks", "interface {}", (value: Value) => durationIn(orZero(value), HOUR) / DAY_HOURS / WEEK_DAYS),
    toMultiple("durationRoundTo", roundDuration),
    toMultiple("durationTruncateTo", truncateDuration),
  ].map((declared) => [declared.name, declared]),
);

function inUnit(name: string, unit: bigint) {
  return func(name, "interface {}", (value: Value) => durationIn(orZero(value), unit));
}

function whole(name: string, unit: bigint) {
  return func(name, "interface {}", (value: Value) => int64(orZero(value) / unit));
}

function toMultiple(name: string, round: (duration: bigint, unit: bigint) => bigint) {
  return func(name, "interface {}, interface {}", (value: Value, unit: Value) => {
    const duration = tryDuration(value);
    if (duration === undefined) return durationValue(0n);
    const multiple = tryDuration(unit);
    return durationValue(multiple === undefined ? duration : round(duration, multiple));
  });
}

function orZero(value: Value): bigint {
  return tryDuration(value) ?? 0n;
}

function tryDuration(value: Value): bigint | undefined {
  return attempt(() => toDuration(value));
}

function toDuration(value: Value): bigint {
  if (value === null || value === undefined) throw new GoError("invalid duration");
  if (typeof value === "string") return fromText(value);
  if (typeof value === "number") return fromSeconds(value);
  if (!(value instanceof Int)) throw new GoError(`unsupported duration type ${typeOf(value)}`);
  if (value.type === "time.Duration") return value.value;
  const nanoseconds = value.value * SECOND;
  if (nanoseconds > DURATION_MAX || nanoseconds < DURATION_MIN) {
    throw new GoError(`duration seconds overflow: ${value.value}`);
  }
  return nanoseconds;
}

function fromText(text: string): bigint {
  const trimmed = trimSpace(text);
  if (trimmed === "") throw new GoError("empty duration");
  try {
    return parseDuration(trimmed);
  } catch {
    return fromSeconds(secondsIn(trimmed, text));
  }
}

function secondsIn(trimmed: string, text: string): number {
  try {
    return strconv.parseFloat(trimmed);
  } catch {
    throw new GoError(sprintf("could not parse duration %q", [text]));
  }
}

const SECONDS_MAX = Number(DURATION_MAX) / Number(SECOND);

function fromSeconds(seconds: number): bigint {
  if (!Number.isFinite(seconds)) throw new GoError(sprintf("invalid duration seconds: %v", [seconds]));
  if (Math.abs(seconds) > SECONDS_MAX) throw new GoError(sprintf("duration seconds overflow: %v", [seconds]));
  const nanoseconds = BigInt(Math.trunc(seconds * Number(SECOND)));
  // The largest float64 of seconds is one nanosecond too many: Go's conversion then wraps around.
  return BigInt.asIntN(64, nanoseconds);
}
