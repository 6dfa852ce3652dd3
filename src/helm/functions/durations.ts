/**
 * The duration functions of Helm 4 (helm v4.3.1 pkg/engine/funcs.go): they take a `time.Duration`, a text such as `1h30m`
 * or a number of seconds. All but mustToDuration answer 0 for anything else.
 */
import { func, type FuncMap, GoError, Int, int64, typeOf, type Value } from "../../go/index.ts";
import { formatFloat, NumError, parseFloat, quote } from "../../go/strconv/index.ts";
import {
  DURATION_MAX,
  DURATION_MIN,
  durationIn,
  durationValue,
  HOUR,
  MINUTE,
  parseDuration,
  roundDuration,
  SECOND,
  truncateDuration,
} from "../../go/time/index.ts";

export const durationFunctions: FuncMap = new Map(
  [
    func("mustToDuration", "interface {}", (value: Value) => durationValue(toDuration(value))),
    func("durationNanoseconds", "interface {}", (value: Value) => int64(toDurationOrZero(value))),
    func("durationMicroseconds", "interface {}", (value: Value) => int64(toDurationOrZero(value) / 1000n)),
    func("durationMilliseconds", "interface {}", (value: Value) => int64(toDurationOrZero(value) / 1_000_000n)),
    func("durationSeconds", "interface {}", (value: Value) => durationIn(toDurationOrZero(value), SECOND)),
    func("durationMinutes", "interface {}", (value: Value) => durationIn(toDurationOrZero(value), MINUTE)),
    func("durationHours", "interface {}", hours),
    func("durationDays", "interface {}", (value: Value) => hours(value) / 24),
    func("durationWeeks", "interface {}", (value: Value) => hours(value) / 24 / 7),
    func("durationRoundTo", "interface {}, interface {}", (value: Value, unit: Value) =>
      fit(value, unit, roundDuration),
    ),
    func("durationTruncateTo", "interface {}, interface {}", (value: Value, unit: Value) =>
      fit(value, unit, truncateDuration),
    ),
  ].map((fn) => [fn.name, fn]),
);

function hours(value: Value): number {
  return durationIn(toDurationOrZero(value), HOUR);
}

/** A unit that is no duration leaves the value as it is. */
function fit(value: Value, unit: Value, change: (value: bigint, unit: bigint) => bigint): Int {
  const duration = tryDuration(value);
  if (duration === undefined) return durationValue(0n);
  const step = tryDuration(unit);
  return durationValue(step === undefined ? duration : change(duration, step));
}

function toDurationOrZero(value: Value): bigint {
  return tryDuration(value) ?? 0n;
}

function tryDuration(value: Value): bigint | undefined {
  try {
    return toDuration(value);
  } catch (error) {
    if (error instanceof GoError) return undefined;
    throw error;
  }
}

function toDuration(value: Value): bigint {
  if (value === null || value === undefined) throw new GoError("invalid duration");
  if (typeof value === "string") return fromText(value);
  if (typeof value === "number") return fromSeconds(value);
  if (!(value instanceof Int)) throw new GoError(`unsupported duration type ${typeOf(value)}`);
  return value.type === "time.Duration" ? value.value : fromWholeSeconds(value.value);
}

/** White space as Go's strings.TrimSpace knows it. */
const SPACE_AROUND = /^[\s\u0085]+|[\s\u0085]+$/g;

function fromText(value: string): bigint {
  const text = value.replace(SPACE_AROUND, "");
  if (text === "") throw new GoError("empty duration");
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
  }
  return fromSeconds(secondsIn(text, value));
}

function secondsIn(text: string, original: string): number {
  try {
    return parseFloat(text);
  } catch (error) {
    if (!(error instanceof NumError)) throw error;
    throw new GoError(`could not parse duration ${quote(original)}`);
  }
}

function fromWholeSeconds(seconds: bigint): bigint {
  const nanoseconds = seconds * SECOND;
  if (nanoseconds > DURATION_MAX || nanoseconds < DURATION_MIN) {
    throw new GoError(`duration seconds overflow: ${seconds}`);
  }
  return nanoseconds;
}

const SECONDS_MAX = Number(DURATION_MAX) / Number(SECOND);
const SECONDS_MIN = Number(DURATION_MIN) / Number(SECOND);

function fromSeconds(seconds: number): bigint {
  if (!Number.isFinite(seconds)) throw new GoError(`invalid duration seconds: ${shown(seconds)}`);
  if (seconds > SECONDS_MAX || seconds < SECONDS_MIN) {
    throw new GoError(`duration seconds overflow: ${shown(seconds)}`);
  }
  // At the very end the float rounds up to 2^63, which the processor turns into the lowest number.
  return BigInt.asIntN(64, BigInt(Math.trunc(seconds * Number(SECOND))));
}

/** As `%v` prints a float64. */
function shown(value: number): string {
  return formatFloat(value, "g", -1, 64);
}
