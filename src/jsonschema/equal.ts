/** JSON values compared as JSON Schema means it: 1 and 1.0 are equal, the order of keys does not count. */
import { get, isObject, type Json, type JsonObject, JsonNumber } from "./json.ts";
import { compareNumbers } from "./numbers.ts";

export function equals(a: Json, b: Json): boolean {
  if (a === b) return typeof a !== "number" || Number.isFinite(a);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equals(item, b[i] ?? null));
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  return isObject(a) && isObject(b) && equalObjects(a, b);
}

/** NaN and infinities equal nothing, themselves neither: they are no numbers to Go's big.Rat. */
function isNumber(value: Json): value is number | JsonNumber {
  return value instanceof JsonNumber || (typeof value === "number" && Number.isFinite(value));
}

function equalObjects(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const other = get(b, key);
    return other !== undefined && equals(a[key] ?? null, other);
  });
}

/** Lists up to this long are compared pair by pair. */
const PAIRWISE_MAX = 20;

/** The first two equal elements: for each element in turn the earliest it equals. */
export function findDuplicates(items: readonly Json[]): readonly [number, number] | undefined {
  return items.length <= PAIRWISE_MAX ? findPairwise(items) : findByKey(items);
}

function findPairwise(items: readonly Json[]): readonly [number, number] | undefined {
  for (let i = 1; i < items.length; i++) {
    for (let j = 0; j < i; j++) if (equals(items[i] ?? null, items[j] ?? null)) return [j, i];
  }
  return undefined;
}

function findByKey(items: readonly Json[]): readonly [number, number] | undefined {
  const seen = new Map<string, number[]>();
  for (const [i, item] of items.entries()) {
    const key = roughKey(item);
    const same = seen.get(key);
    const found = same?.find((j) => equals(item, items[j] ?? null));
    if (found !== undefined) return [found, i];
    if (same === undefined) seen.set(key, [i]);
    else same.push(i);
  }
  return undefined;
}

/** Equal values have equal keys; unequal ones may. */
function roughKey(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(roughKey).join()}]`;
  if (isNumber(value)) return String(Number(value instanceof JsonNumber ? value.text : value));
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${roughKey(value[key] ?? null)}`);
  return `{${entries.join()}}`;
}
