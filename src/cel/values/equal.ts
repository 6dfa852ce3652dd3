/** Equality across all types, and the order of those that have one (cel-go 0.26 common/types). */
import { CelList } from "./list.ts";
import { CelMap } from "./map.ts";
import { Opaque } from "./opaque.ts";
import { Optional } from "./optional.ts";
import { Duration, Timestamp } from "./time.ts";
import { Uint } from "./uint.ts";
import { noSuchOverload, TypeValue, type Value } from "./value.ts";

/** Values of different types are unequal, but numbers are compared by what they are. */
export function equal(a: Value, b: Value): boolean {
  if (typeof a === "string" || typeof a === "boolean" || a === null) return a === b;
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof CelList) return b instanceof CelList && equalLists(a, b);
  if (a instanceof CelMap) return b instanceof CelMap && equalMaps(a, b);
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.type.name === b.type.name;
  if (a instanceof Opaque) return equalOpaque(a, b);
  return b instanceof Optional && equalOptionals(a, b);
}

export type Numeric = bigint | number | Uint;

export function isNumber(value: Value): value is Numeric {
  return typeof value === "bigint" || typeof value === "number" || value instanceof Uint;
}

const plain = (value: Numeric): bigint | number => (value instanceof Uint ? value.value : value);

/** JavaScript compares integers and floating-point numbers exactly. NaN is unequal to all, for which this is NaN. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const [left, right] = [plain(a), plain(b)];
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) || Number.isNaN(right) ? NaN : 0;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** By code points, as Go compares the bytes of UTF-8. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
    return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

/** Undefined where they have no order. */
export function compare(a: Value, b: Value): number | undefined {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  const isTime = (a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration);
  return isTime ? compareNumbers(a.nanoseconds, b.nanoseconds) : undefined;
}

/** Values that libraries add are compared with their like only. */
function equalOpaque(a: Opaque, b: Value): boolean {
  if (b === null) return false;
  if (!(b instanceof Opaque) || b.type.name !== a.type.name) throw noSuchOverload();
  return a.equals(b);
}

function equalLists(a: CelList, b: CelList): boolean {
  const unordered = a.equalsUnordered?.(b);
  if (unordered !== undefined) return unordered;
  if (a.size !== b.size) return false;
  for (let i = 0; i < a.size; i++) if (!equal(a.at(i), b.at(i))) return false;
  return true;
}

function equalMaps(a: CelMap, b: CelMap): boolean {
  if (a.size !== b.size) return false;
  for (const key of a.keys()) {
    const [left, right] = [a.find(key), b.find(key)];
    if (left === undefined || right === undefined || !equal(left, right)) return false;
  }
  return true;
}

function equalOptionals(a: Optional, b: Optional): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equal(a.value, b.value);
}
