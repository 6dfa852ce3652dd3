/** The one type that values of several can all become (cty 1.19, convert/unify.go, sort_types.go, compare_types.go). */
import {
  type Collection,
  DYNAMIC,
  isCollection,
  isPrimitive,
  type ObjectType,
  sameType,
  type Tuple,
  tupleOf,
  type Type,
} from "./type.ts";
import { objectType } from "./value.ts";

/** Whether a value of one type can become one of another. */
export type Convertible = (from: Type, to: Type) => boolean;

/** Undefined where there is no such type. */
export function unify(types: readonly Type[], convertible: Convertible): Type | undefined {
  if (types.length === 0) return undefined;
  const structural = unifyStructures(types, convertible);
  if (structural !== "other") return structural;
  return byPreference(types).find((wanted) => types.every((one) => sameType(one, wanted) || convertible(one, wanted)));
}

type Counts = Readonly<Partial<Record<Type["kind"], number>>>;

function unifyStructures(types: readonly Type[], convertible: Convertible): Type | undefined | "other" {
  const counts = countKinds(types);
  const only = (...kinds: Type["kind"][]): boolean =>
    (counts[kinds[0] ?? "dynamic"] ?? 0) > 0 &&
    kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0) === types.length;
  if (only("map", "dynamic")) return unifyCollections(types, convertible);
  if (only("map", "object", "dynamic")) return mixed(types, "object", convertible) ?? "other";
  if (only("list", "dynamic")) return unifyCollections(types, convertible);
  if (only("list", "tuple", "dynamic")) return mixed(types, "tuple", convertible) ?? "other";
  if (only("set", "dynamic")) return unifyCollections(types, convertible);
  if (only("object", "dynamic")) return unifyObjects(types, convertible);
  if (only("tuple", "dynamic")) return unifyTuples(types, convertible);
  return (counts.object ?? 0) > 0 && (counts.tuple ?? 0) > 0 ? undefined : "other";
}

function countKinds(types: readonly Type[]): Counts {
  const counts: Partial<Record<Type["kind"], number>> = {};
  for (const { kind } of types) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function allConvertible(types: readonly Type[], wanted: Type, convertible: Convertible): boolean {
  return types.every((one) => sameType(one, wanted) || convertible(one, wanted));
}

function unifyCollections(types: readonly Type[], convertible: Convertible): Type | undefined {
  const collections = types.filter(isCollection);
  const [first] = collections;
  if (first === undefined || collections.length < types.length) return DYNAMIC;
  const element = unify(
    collections.map((one) => one.element),
    convertible,
  );
  if (element === undefined) return undefined;
  const wanted: Collection = { kind: first.kind, element };
  return allConvertible(types, wanted, convertible) ? wanted : undefined;
}

/** Structures among collections: the structures become a collection first. */
function mixed(types: readonly Type[], structure: "object" | "tuple", convertible: Convertible): Type | undefined {
  const structures = types.filter(({ kind }) => kind === structure);
  const collection = asCollection(structures, convertible);
  if (collection === undefined) return undefined;
  const wanted = unify(
    types.map((one) => (one.kind === structure ? collection : one)),
    convertible,
  );
  return wanted !== undefined && wanted.kind === collection.kind ? wanted : undefined;
}

/** Objects as a map, tuples as a list of what all their parts can become. */
export function asCollection(structures: readonly Type[], convertible: Convertible): Collection | undefined {
  const parts = structures.flatMap((one) =>
    one.kind === "object" ? [...one.attributes.values()] : one.kind === "tuple" ? one.elements : [],
  );
  const element = unify(parts, convertible);
  if (element === undefined) return undefined;
  const wanted: Collection = { kind: structures[0]?.kind === "object" ? "map" : "list", element };
  return allConvertible(structures, wanted, convertible) ? wanted : undefined;
}

function unifyObjects(types: readonly Type[], convertible: Convertible): Type | undefined {
  const objects = types.filter((one): one is ObjectType => one.kind === "object");
  const [first] = objects;
  if (first === undefined || objects.length < types.length) return DYNAMIC;
  const names = [...first.attributes.keys()];
  const alike = objects.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!alike) return asCollection(types, convertible);
  const attributes = new Map<string, Type>();
  for (const name of names) {
    const type = unify(
      objects.map((one) => one.attributes.get(name) ?? DYNAMIC),
      convertible,
    );
    if (type === undefined) return undefined;
    attributes.set(name, type);
  }
  const wanted = objectType(attributes);
  return allConvertible(types, wanted, convertible) ? wanted : asCollection(types, convertible);
}

function unifyTuples(types: readonly Type[], convertible: Convertible): Type | undefined {
  const tuples = types.filter((one): one is Tuple => one.kind === "tuple");
  const [first] = tuples;
  if (first === undefined || tuples.length < types.length) return DYNAMIC;
  if (tuples.some(({ elements }) => elements.length !== first.elements.length)) return asCollection(types, convertible);
  const elements: Type[] = [];
  for (const i of first.elements.keys()) {
    const type = unify(
      tuples.map((one) => one.elements[i] ?? DYNAMIC),
      convertible,
    );
    if (type === undefined) return undefined;
    elements.push(type);
  }
  const wanted = tupleOf(elements);
  return allConvertible(types, wanted, convertible) ? wanted : asCollection(types, convertible);
}

/** The more general before the more special, otherwise as they come. */
function byPreference(types: readonly Type[]): readonly Type[] {
  const after = types.map(() => [] as number[]);
  const before = types.map(() => 0);
  const link = (from: number, to: number): void => {
    after[from]?.push(to);
    before[to] = (before[to] ?? 0) + 1;
  };
  for (const [i, a] of types.entries())
    for (const [j, b] of types.entries()) {
      if (j <= i) continue;
      const order = compareTypes(a, b);
      if (order < 0) link(i, j);
      if (order > 0) link(j, i);
    }
  const queue = [...before.keys()].filter((i) => before[i] === 0);
  for (const i of queue)
    for (const next of after[i] ?? []) {
      before[next] = (before[next] ?? 0) - 1;
      if (before[next] === 0) queue.push(next);
    }
  return queue.flatMap((i) => types[i] ?? []);
}

/** Negative where the first is more general than the second. */
function compareTypes(a: Type, b: Type): number {
  if (a.kind === "dynamic" || b.kind === "dynamic") return Number(a.kind === "dynamic") - Number(b.kind === "dynamic");
  if (isPrimitive(a) && isPrimitive(b)) return Number(b.kind === "string") - Number(a.kind === "string");
  if (isCollection(a) && isCollection(b) && a.kind === b.kind) return compareTypes(a.element, b.element);
  const [left, right] = [GENERALITY[a.kind] ?? "", GENERALITY[b.kind] ?? ""];
  if (a.kind !== b.kind) return left[0] === right[0] && left !== "" ? Math.sign(Number(left[1]) - Number(right[1])) : 0;
  return compareParts(partsOf(a), partsOf(b));
}

/** Kinds that can become one another, the more general with the lower number. */
const GENERALITY: Readonly<Partial<Record<Type["kind"], string>>> = {
  list: "s0",
  set: "s1",
  tuple: "s2",
  map: "m0",
  object: "m1",
};

function partsOf(type: Type): ReadonlyMap<string | number, Type> {
  if (type.kind === "object") return type.attributes;
  return new Map(type.kind === "tuple" ? type.elements.entries() : []);
}

function compareParts(a: ReadonlyMap<string | number, Type>, b: ReadonlyMap<string | number, Type>): number {
  if (a.size !== b.size) return 0;
  let [general, special] = [false, false];
  for (const [key, type] of a) {
    const other = b.get(key);
    if (other === undefined) return 0;
    const order = compareTypes(type, other);
    general ||= order < 0;
    special ||= order > 0;
  }
  return general === special ? 0 : general ? -1 : 1;
}
