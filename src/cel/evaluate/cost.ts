/** What a call costs when it is made (cel-go 0.26 interpreter/runtimecost.go, apiserver pkg/cel/library/cost.go 0.36). */
import { CelList } from "../values/list.ts";
import { CelMap } from "../values/map.ts";
import { Optional } from "../values/optional.ts";
import { Opaque } from "../values/opaque.ts";
import type { Value } from "../values/value.ts";

export const LIST_COST = 10;
export const MAP_COST = 30;
export const STRUCT_COST = 40;
const PER_CHARACTER = 0.1;
const PER_PATTERN_CHARACTER = 0.25;
const CHECK_COST = 350_000;

/** A value may say how large it is; all others are of size 1. */
export function sizeOf(value: Value): number {
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof CelList || value instanceof CelMap) return value.size;
  if (value instanceof Optional && value.value !== undefined) return sizeOf(value.value);
  return value instanceof Opaque ? value.size : 1;
}

const traversal = (value: Value, factor = 1): number => Math.ceil(sizeOf(value) * factor * PER_CHARACTER);

function ofElements(value: Value): number {
  if (typeof value === "string" || value instanceof Uint8Array) return Math.floor(sizeOf(value) * PER_CHARACTER);
  if (!(value instanceof CelList)) return 1;
  let cost = 0;
  for (const one of value) cost += ofElements(one);
  return cost;
}

/** A new list, and as many steps as it takes to fill it. */
const listOf = (steps: number): number => LIST_COST + 1 + steps;
const pairs = (a: Value, b: Value): number => sizeOf(a) * sizeOf(b);

function matching(text: Value, patternSize: number): number {
  return Math.ceil((1 + sizeOf(text)) * PER_CHARACTER) * Math.ceil(patternSize * PER_PATTERN_CHARACTER);
}

export interface CallCost {
  readonly name: string;
  /** The only overload that may be meant; empty where the values decide. */
  readonly overload: string;
  readonly args: readonly Value[];
  readonly result: Value;
}

export function callCost({ name, overload, args, result }: CallCost): number {
  const [first = null, second = null] = args;
  switch (name) {
    case "check":
      return CHECK_COST;
    case "distinct":
    case "sort":
    case "@sortByAssociatedKeys":
      return overload === "" ? 1 : listOf(2 * pairs(first, first));
    case "reverse":
    case "flatten":
      return listOf(sizeOf(first));
    case "slice":
    case "lists.range":
      return listOf(sizeOf(result));
    case "sets.contains":
    case "sets.intersects":
      return 1 + pairs(first, second);
    case "sets.equivalent":
      return 1 + 2 * pairs(first, second);
    case "fieldSelector":
    case "labelSelector":
      return LIST_COST + traversal(second) + Math.ceil(sizeOf(second) * 0.5) * (LIST_COST + STRUCT_COST);
    case "isSorted":
    case "sum":
    case "max":
    case "min":
    case "indexOf":
    case "lastIndexOf":
      return ofElements(first);
    case "url":
    case "jsonpatch.escapeKey":
    case "lowerAscii":
    case "upperAscii":
    case "substring":
    case "trim":
    case "cidr":
    case "isIP":
    case "isCIDR":
    case "quantity":
    case "isQuantity":
    case "semver":
    case "isSemver":
      return traversal(first);
    case "ip":
      return overload === "cidr_ip" ? 1 : traversal(first);
    case "replace":
    case "split":
    case "ip.isCanonical":
      return traversal(first, 2);
    case "join":
      return traversal(result, 2);
    case "find":
    case "findAll":
      return matching(first, sizeOf(second));
    case "containsIP":
      return traversal(first, 2) + (overload === "cidr_contains_ip_string" ? traversal(second) : 0);
    case "containsCIDR":
      return (
        traversal(first, 2) + traversal(first) + 1 + (overload === "cidr_contains_cidr_string" ? traversal(second) : 0)
      );
    case "validate":
      return matching(second, first instanceof Opaque ? first.patternSize : 1);
  }
  return standardCost(overload, first, second);
}

function standardCost(overload: string, first: Value, second: Value): number {
  switch (overload) {
    case "starts_with_string":
    case "ends_with_string":
    case "string_to_bytes":
    case "bytes_to_string":
    case "strings_quote":
    case "string_format":
      return traversal(first);
    case "in_list":
      return sizeOf(second);
    case "equals":
    case "not_equals":
    case "less_string":
    case "greater_string":
    case "less_equals_string":
    case "greater_equals_string":
    case "less_bytes":
    case "greater_bytes":
    case "less_equals_bytes":
    case "greater_equals_bytes":
      return first instanceof Opaque ? 1 : Math.ceil(Math.min(sizeOf(first), sizeOf(second)) * PER_CHARACTER);
    case "add_string":
    case "add_bytes":
      return Math.ceil((sizeOf(first) + sizeOf(second)) * PER_CHARACTER);
    case "matches_string":
      return matching(first, sizeOf(second));
    case "contains_string":
      return traversal(first) * traversal(second);
    default:
      return 1;
  }
}
