/**
 * Sprig v3.3.0's dictionary functions (dict.go). `keys` and `values` follow the order of insertion, where Go's order is random.
 */
import {
  func,
  GoError,
  stringSlice,
  TypedMap,
  TypedNil,
  typeOf,
  type GoMap,
  type List,
  type Value,
} from "../go/index.ts";
import { deepCopy } from "./deep-copy.ts";
import { deepEqual } from "./deep-equal.ts";
import { functionMap } from "./function-map.ts";
import { mergeInto } from "./merge.ts";
import { strval } from "./strval.ts";

const ANY = "interface {}";
const MAP = "map[string]interface {}";

export const dictFunctions = functionMap([
  func("dict", `...${ANY}`, dict),
  func("get", `${MAP}, string`, get),
  func("set", `${MAP}, string, ${ANY}`, set),
  func("unset", `${MAP}, string`, unset),
  func("hasKey", `${MAP}, string`, (map: GoMap, key: string) => map.has(key)),
  func("pluck", `string, ...${MAP}`, pluck),
  func("keys", `...${MAP}`, keys),
  func("values", MAP, (map: GoMap) => [...map.values()]),
  func("pick", `${MAP}, ...string`, pick),
  func("omit", `${MAP}, ...string`, omit),
  func("merge", `${MAP}, ...${MAP}`, (...maps: GoMap[]) => mergeQuietly(maps, { overwrite: false })),
  func("mustMerge", `${MAP}, ...${MAP}`, (...maps: GoMap[]) => mergeAll(maps, { overwrite: false })),
  func("mergeOverwrite", `${MAP}, ...${MAP}`, (...maps: GoMap[]) => mergeQuietly(maps, { overwrite: true })),
  func("mustMergeOverwrite", `${MAP}, ...${MAP}`, (...maps: GoMap[]) => mergeAll(maps, { overwrite: true })),
  func("deepCopy", ANY, deepCopy),
  func("mustDeepCopy", ANY, deepCopy),
  func("deepEqual", `${ANY}, ${ANY}`, deepEqual),
  func("dig", `...${ANY}`, dig),
]);

function dict(...pairs: List): GoMap {
  const result: GoMap = new Map();
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i];
    const text = typeof key === "string" ? key : strval(key);
    result.set(text, i + 1 < pairs.length ? pairs[i + 1] : "");
  }
  return result;
}

function get(map: GoMap, key: string): Value {
  const value = map.get(key);
  return value !== undefined || map.has(key) ? value : "";
}

function set(map: GoMap, key: string, value: Value): Value {
  return map.set(key, value);
}

function unset(map: GoMap, key: string): Value {
  map.delete(key);
  return isNilMap(map) ? new TypedNil(MAP) : map;
}

function pluck(key: string, ...maps: GoMap[]): Value {
  const found: List = [];
  for (const map of maps) if (map.has(key)) found.push(map.get(key));
  return found;
}

function keys(...maps: GoMap[]): Value {
  return stringSlice(maps.flatMap((map) => [...map.keys()]));
}

function pick(map: GoMap, ...wanted: string[]): GoMap {
  const result: GoMap = new Map();
  for (const key of wanted) if (map.has(key)) result.set(key, map.get(key));
  return result;
}

function omit(map: GoMap, ...unwanted: string[]): GoMap {
  const result: GoMap = new Map(map);
  for (const key of unwanted) result.delete(key);
  return result;
}

type MergeOptions = Parameters<typeof mergeInto>[2];

/** The executor hands nil over as a kind of map that reads as empty and refuses to be written. */
function isNilMap(map: GoMap): boolean {
  return map.constructor !== Map && !(map instanceof TypedMap);
}

/** A nil target becomes a new map. */
function mergeAll([first, ...sources]: GoMap[], options: MergeOptions): Value {
  const target: GoMap = first === undefined || isNilMap(first) ? new Map() : first;
  for (const source of sources) mergeInto(target, source, options);
  return target;
}

/** Without `must`, a failed merge is an empty text. */
function mergeQuietly(maps: GoMap[], options: MergeOptions): Value {
  try {
    return mergeAll(maps, options);
  } catch (error) {
    if (error instanceof GoError && !error.message.startsWith("reflect")) return "";
    throw error;
  }
}

const DIG_ARGUMENTS_MIN = 3;

/** `dig "a" "b" default map`: what lies at a path, the default where a key is missing. */
function dig(...args: List): Value {
  if (args.length < DIG_ARGUMENTS_MIN) throw new GoError("dig needs at least three arguments");
  let map = asPlainMap(args.at(-1));
  const path = args.slice(0, -2).map(asText);
  for (const [i, key] of path.entries()) {
    if (!map.has(key)) return args.at(-2);
    const value = map.get(key);
    if (i === path.length - 1) return value;
    map = asPlainMap(value);
  }
  return args.at(-2);
}

/** Go's assertion wants exactly this type: a chart's `common.Values` is not one. */
function asPlainMap(value: Value): GoMap {
  if (value instanceof Map && typeOf(value) === MAP) return value;
  throw conversionError(value, MAP);
}

function asText(value: Value): string {
  if (typeof value === "string") return value;
  throw conversionError(value, "string");
}

function conversionError(value: Value, wanted: string): GoError {
  const type = value === null || value === undefined ? "nil" : typeOf(value);
  return new GoError(`interface conversion: interface {} is ${type}, not ${wanted}`);
}
