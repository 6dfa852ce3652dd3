/** Values that may be absent (cel-go 0.26 cel/library.go). */
import { CelList } from "../values/list.ts";
import { CelMap } from "../values/map.ts";
import { Optional } from "../values/optional.ts";
import { Duration, Timestamp } from "../values/time.ts";
import { Uint } from "../values/uint.ts";
import { CelError, type Value } from "../values/value.ts";
import { instance } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === "") return true;
  if (value instanceof CelList || value instanceof CelMap) return value.size === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration) return value.nanoseconds === 0n;
  if (value instanceof Uint8Array) return value.length === 0;
  // Go's zero time is the first second of the year 1.
  return value instanceof Timestamp && value.nanoseconds === -62_135_596_800_000_000_000n;
}

export const OPTIONALS: Readonly<Record<string, Implementation>> = {
  optional_none: () => Optional.none,
  optional_of: ([value = null]) => new Optional(value),
  optional_ofNonZeroValue: ([value = null]) => (isZero(value) ? Optional.none : new Optional(value)),
  optional_hasValue: (args) => instance(args, 0, Optional).value !== undefined,
  optional_value: (args) => {
    const { value } = instance(args, 0, Optional);
    if (value === undefined) throw new CelError("optional.none() dereference");
    return value;
  },
};
