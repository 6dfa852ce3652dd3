/** Functions on lists (cel-go 0.26 ext/lists.go version 3, ext/sets.go; apiserver pkg/cel/library/lists.go 0.36). */
import { compare, equal } from "../values/equal.ts";
import { ArrayList, CelList } from "../values/list.ts";
import { CelMap } from "../values/map.ts";
import { Duration } from "../values/time.ts";
import { Optional } from "../values/optional.ts";
import { typeOfValue } from "../values/type-of.ts";
import { Uint } from "../values/uint.ts";
import { CelError, noSuchOverload, type Value } from "../values/value.ts";
import { instance, int, list } from "./arguments.ts";
import type { Implementation } from "./functions.ts";
import { add } from "./operators.ts";

const RANGE_MAX = 1_000_000n;

function order(a: Value, b: Value): number {
  const result = compare(a, b);
  if (result === undefined) throw noSuchOverload();
  return result;
}

function isSorted(all: CelList): boolean {
  for (let i = 1; i < all.size; i++) if (order(all.at(i - 1), all.at(i)) > 0) return false;
  return true;
}

function extreme(all: CelList, name: "min" | "max"): Value {
  let best: Value | undefined;
  for (const one of all) {
    if (best === undefined || (name === "min" ? order(best, one) > 0 : order(best, one) < 0)) best = one;
  }
  if (best === undefined) throw new CelError(`${name} called on empty list`);
  return best;
}

const sum =
  (zero: Value): Implementation =>
  (args) => {
    let total: Value = zero;
    for (const one of list(args, 0)) {
      const more = add(total, one);
      if (more === undefined) throw noSuchOverload();
      total = more;
    }
    return total;
  };

function indexOf(all: CelList, wanted: Value): bigint {
  for (let i = 0; i < all.size; i++) if (equal(all.at(i), wanted)) return BigInt(i);
  return -1n;
}

function lastIndexOf(all: CelList, wanted: Value): bigint {
  for (let i = all.size - 1; i >= 0; i--) if (equal(all.at(i), wanted)) return BigInt(i);
  return -1n;
}

function distinct(all: CelList): CelList {
  const kept: Value[] = [];
  for (const one of all) if (!kept.some((other) => equal(other, one))) kept.push(one);
  return new ArrayList(kept);
}

function flatten(all: CelList, depth: bigint): Value[] {
  if (depth < 0n) throw new CelError("level must be non-negative");
  return [...all].flatMap((one) => (one instanceof CelList && depth > 0n ? flatten(one, depth - 1n) : [one]));
}

function slice(all: CelList, start: bigint, end: bigint): CelList {
  const refuse = (why: string): CelError => new CelError(`cannot slice(${start}, ${end}), ${why}`);
  if (start < 0n || end < 0n) throw refuse("negative indexes not supported");
  if (start > end) throw refuse("start index must be less than or equal to end index");
  if (BigInt(all.size) < end) throw refuse(`list is length ${all.size}`);
  return new ArrayList([...all].slice(Number(start), Number(end)));
}

function sorted(all: CelList, keys: CelList): CelList {
  if (all.size !== keys.size) {
    throw new CelError(
      `@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got ${all.size} and ${keys.size} elements respectively`,
    );
  }
  const of = [...keys];
  const [first] = of;
  if (first === undefined) return all;
  if (compare(first, first) === undefined) throw new CelError("list elements must be comparable");
  if (of.some((key) => typeOfValue(key).name !== typeOfValue(first).name)) {
    throw new CelError("list elements must have the same type");
  }
  const elements = [...all];
  const places = elements.map((_, i) => i).sort((a, b) => order(of[a] ?? null, of[b] ?? null));
  return new ArrayList(places.map((i) => elements[i] ?? null));
}

function range(end: bigint): CelList {
  if (end > RANGE_MAX) throw new CelError(`range is too large: ${end}`);
  return new ArrayList(Array.from({ length: Math.max(Number(end), 0) }, (_, i) => BigInt(i)));
}

const holdsAll = (all: CelList, wanted: CelList): boolean => [...wanted].every((one) => indexOf(all, one) >= 0n);

const optionalAt = (all: CelList, at: number): Value => (all.size === 0 ? Optional.none : new Optional(all.at(at)));

const unwrap: Implementation = (args) =>
  new ArrayList(
    [...list(args, 0)].flatMap((one) => (one instanceof Optional && one.value !== undefined ? [one.value] : [])),
  );

const ORDERED = ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"];
const longName = (name: string): string =>
  name === "duration" ? "google.protobuf.Duration" : name === "timestamp" ? "google.protobuf.Timestamp" : name;

const each = (id: (name: string) => string, run: Implementation): Record<string, Implementation> =>
  Object.fromEntries(ORDERED.map((name) => [id(name), run]));

export const LISTS: Readonly<Record<string, Implementation>> = {
  ...each(
    (name) => `list_${name}_is_sorted_bool`,
    (args) => isSorted(list(args, 0)),
  ),
  ...each(
    (name) => `list_${name}_min_${name}`,
    (args) => extreme(list(args, 0), "min"),
  ),
  ...each(
    (name) => `list_${name}_max_${name}`,
    (args) => extreme(list(args, 0), "max"),
  ),
  ...each(
    (name) => `list_${longName(name)}_sort`,
    (args) => sorted(list(args, 0), list(args, 0)),
  ),
  ...each(
    (name) => `list_${longName(name)}_sortByAssociatedKeys`,
    (args) => sorted(list(args, 0), list(args, 1)),
  ),
  list_int_sum_int: sum(0n),
  list_uint_sum_uint: sum(new Uint(0n)),
  list_double_sum_double: sum(0),
  list_duration_sum_duration: sum(new Duration(0n)),
  list_a_index_of_int: (args) => indexOf(list(args, 0), args[1] ?? null),
  list_a_last_index_of_int: (args) => lastIndexOf(list(args, 0), args[1] ?? null),
  list_distinct: (args) => distinct(list(args, 0)),
  list_flatten: (args) => new ArrayList(flatten(list(args, 0), 1n)),
  list_flatten_int: (args) => new ArrayList(flatten(list(args, 0), int(args, 1))),
  list_reverse: (args) => new ArrayList([...list(args, 0)].reverse()),
  list_slice: (args) => slice(list(args, 0), int(args, 1), int(args, 2)),
  list_first: (args) => optionalAt(list(args, 0), 0),
  list_last: (args) => optionalAt(list(args, 0), list(args, 0).size - 1),
  lists_range: (args) => range(int(args, 0)),
  list_sets_contains_list: (args) => holdsAll(list(args, 0), list(args, 1)),
  list_sets_intersects_list: (args) => [...list(args, 1)].some((one) => indexOf(list(args, 0), one) >= 0n),
  list_sets_equivalent_list: (args) => holdsAll(list(args, 0), list(args, 1)) && holdsAll(list(args, 1), list(args, 0)),
  optional_unwrap: unwrap,
  optional_unwrapOpt: unwrap,
  size_list: (args) => BigInt(list(args, 0).size),
  list_size: (args) => BigInt(list(args, 0).size),
  size_map: (args) => BigInt(instance(args, 0, CelMap).size),
  map_size: (args) => BigInt(instance(args, 0, CelMap).size),
  size_bytes: (args) => BigInt(instance(args, 0, Uint8Array).length),
  bytes_size: (args) => BigInt(instance(args, 0, Uint8Array).length),
};
