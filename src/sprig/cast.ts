/**
 * Numbers out of any value, as spf13/cast v1.7.0 makes them for Sprig: what cannot be cast is zero, never an error.
 * Left out: json.Number, which no value here is.
 */
import { GoError, Int, type Value } from "../go/index.ts";
import { parseFloat as parseGoFloat, parseInt as parseGoInt } from "../go/strconv/index.ts";

const INT64_MIN = -(2n ** 63n);
const INT64_LIMIT = 2 ** 63;
const DECIMAL = /^(?:0|[1-9][0-9]{0,14})$/;

/** `cast.ToInt64`. */
export function toInt64(value: Value): bigint {
  switch (typeof value) {
    case "number":
      return floatToInt64(value);
    case "string":
      return textToInt64(value);
    case "boolean":
      return value ? 1n : 0n;
    default:
      return value instanceof Int ? intToInt64(value) : 0n;
  }
}

/** `cast.ToFloat64`. */
export function toFloat64(value: Value): number {
  switch (typeof value) {
    case "number":
      return value;
    case "string":
      return textToFloat64(value);
    case "boolean":
      return value ? 1 : 0;
    default:
      return value instanceof Int && isPlain(value) ? Number(value.value) : 0;
  }
}

/** `cast.ToInt`, as a number: Go's int counts and indexes. */
export function toIndex(value: Value): number {
  return Number(toInt64(value));
}

/** Go's `int64(f)` on amd64, where whatever does not fit is the smallest number. */
export function floatToInt64(value: number): bigint {
  return value > -INT64_LIMIT && value < INT64_LIMIT ? BigInt(Math.trunc(value)) : INT64_MIN;
}

function intToInt64(value: Int): bigint {
  return isPlain(value) ? BigInt.asIntN(64, value.value) : 0n;
}

/** The type switch of cast names the built-in kinds only; time.Duration and the like fall through to zero. */
function isPlain(value: Int): boolean {
  return value.type === value.kind || value.type === "time.Month" || value.type === "time.Weekday";
}

function textToInt64(text: string): bigint {
  const trimmed = trimZeroDecimal(text);
  if (DECIMAL.test(trimmed)) return BigInt(trimmed);
  return orZero(() => parseGoInt(trimmed, 0, 64), 0n);
}

function textToFloat64(text: string): number {
  if (DECIMAL.test(text)) return Number(text);
  return orZero(() => parseGoFloat(text, 64), 0);
}

/** Drops `.0`, `.00`, ... from the end, and nothing else: a lone `.` stays. */
function trimZeroDecimal(text: string): string {
  const end = /\.0+$/.exec(text);
  return end === null ? text : text.slice(0, end.index);
}

function orZero<T>(parse: () => T, zero: T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GoError) return zero;
    throw error;
  }
}
