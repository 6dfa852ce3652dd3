/** Conversions between types (cel-go 0.26 common/types). */
import { formatFloat, parseBool, parseFloat, parseInt, parseUint } from "../../go/strconv/index.ts";
import { nanosecondsSinceEpoch, parseDuration, parseTime, RFC3339, UTC } from "../../go/time/index.ts";
import { typeOfValue } from "../values/type-of.ts";
import { Duration, floorDiv, SECOND, Timestamp, timestampOf } from "../values/time.ts";
import { Uint } from "../values/uint.ts";
import { CelError, TypeValue, type Value } from "../values/value.ts";
import { instance, int, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";
import { intOf, uintOf } from "./operators.ts";

const same: Implementation = ([value = null]) => value;

function converted<T>(to: string, convert: () => T): T {
  try {
    return convert();
  } catch {
    throw new CelError(`type conversion error from 'string' to '${to}'`);
  }
}

const uint = (args: readonly Value[]): bigint => instance(args, 0, Uint).value;

function double(args: readonly Value[]): number {
  const [value] = args;
  return typeof value === "number" ? value : NaN;
}

/** Integers that a floating-point number may become. */
const [MIN, MAX, UNSIGNED_MAX] = [-(2 ** 63), 2 ** 63, 2 ** 64];

function truncated(value: number): bigint {
  if (!(value > MIN && value < MAX)) throw new CelError("integer overflow");
  return BigInt(Math.trunc(value));
}

function truncatedUnsigned(value: number): Uint {
  if (!(value >= 0 && value < UNSIGNED_MAX)) throw new CelError("unsigned integer overflow");
  return new Uint(BigInt(Math.trunc(value)));
}

function bytesToText(value: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    throw new CelError("invalid UTF-8 in bytes, cannot convert to string");
  }
}

function duration(given: string): Duration {
  return new Duration(converted("google.protobuf.Duration", () => parseDuration(given)));
}

function timestamp(given: string): Timestamp {
  const time = converted("google.protobuf.Timestamp", () => parseTime(RFC3339, given, { fallback: UTC, local: UTC }));
  return timestampOf(nanosecondsSinceEpoch(time), time.location.lookup(time.seconds).offset);
}

export const CONVERSIONS: Readonly<Record<string, Implementation>> = {
  bool_to_bool: same,
  bytes_to_bytes: same,
  double_to_double: same,
  duration_to_duration: same,
  int64_to_int64: same,
  string_to_string: same,
  timestamp_to_timestamp: same,
  uint64_to_uint64: same,
  to_dyn: same,
  type: ([value = null]) => new TypeValue(typeOfValue(value)),
  string_to_bool: (args) => converted("bool", () => parseBool(text(args, 0))),
  string_to_bytes: (args) => new TextEncoder().encode(text(args, 0)),
  int64_to_double: (args) => Number(int(args, 0)),
  uint64_to_double: (args) => Number(uint(args)),
  string_to_double: (args) => converted("double", () => parseFloat(text(args, 0), 64)),
  int64_to_duration: () => {
    throw new CelError("type conversion error from 'int' to 'google.protobuf.Duration'");
  },
  string_to_duration: (args) => duration(text(args, 0)),
  double_to_int64: (args) => truncated(double(args)),
  duration_to_int64: (args) => instance(args, 0, Duration).nanoseconds,
  string_to_int64: (args) => converted("int", () => parseInt(text(args, 0), 10, 64)),
  timestamp_to_int64: (args) => floorDiv(instance(args, 0, Timestamp).nanoseconds, SECOND),
  uint64_to_int64: (args) => intOf(uint(args)),
  double_to_uint64: (args) => truncatedUnsigned(double(args)),
  int64_to_uint64: (args) => uintOf(int(args, 0)),
  string_to_uint64: (args) => new Uint(converted("uint", () => parseUint(text(args, 0), 10, 64))),
  bool_to_string: ([value]) => String(value),
  bytes_to_string: (args) => bytesToText(instance(args, 0, Uint8Array)),
  double_to_string: (args) => formatFloat(double(args), "g"),
  duration_to_string: (args) => String(instance(args, 0, Duration)),
  int64_to_string: (args) => String(int(args, 0)),
  timestamp_to_string: (args) => String(instance(args, 0, Timestamp)),
  uint64_to_string: (args) => String(uint(args)),
  int64_to_timestamp: (args) => timestampOf(int(args, 0) * SECOND),
  string_to_timestamp: (args) => timestamp(text(args, 0)),
};
