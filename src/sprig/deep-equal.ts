/** Go's reflect.DeepEqual over the value model: types must be the same, so `int 1` is not `float64 1`. */
import {
  ELEMENTS_MAX,
  Func,
  Int,
  Slice,
  Struct,
  tooManyElements,
  TypedNil,
  typeOf,
  type GoMap,
  type List,
  type Value,
} from "../go/index.ts";

export function deepEqual(a: Value, b: Value): boolean {
  return new Comparison().equal(a, b);
}

function isNil(value: Value): boolean {
  return value === null || value === undefined;
}

class Comparison {
  #elements = 0;

  equal(a: Value, b: Value): boolean {
    if (++this.#elements > ELEMENTS_MAX) throw tooManyElements();
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
      return a === b || (isNil(a) && isNil(b));
    }
    if (a === b) return !(a instanceof Func);
    if (typeOf(a) !== typeOf(b)) return false;
    return this.#objects(a, b);
  }

  #objects(a: object, b: object): boolean {
    if (a instanceof Map) return b instanceof Map && this.#maps(a as GoMap, b as GoMap);
    if (Array.isArray(a)) return Array.isArray(b) && this.#lists(a as List, b as List);
    if (a instanceof Slice) return b instanceof Slice && this.#lists(a.items, b.items);
    if (a instanceof Int) return b instanceof Int && a.value === b.value;
    if (a instanceof Struct) {
      return b instanceof Struct && this.#maps(a.fields, b.fields) && equalNatives(a.native, b.native);
    }
    return a instanceof TypedNil && b instanceof TypedNil;
  }

  #lists(a: readonly Value[], b: readonly Value[]): boolean {
    return a.length === b.length && a.every((item, i) => this.equal(item, b[i]));
  }

  #maps(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
    if (a.size !== b.size) return false;
    for (const [key, value] of a) if (!b.has(key) || !this.equal(value, b.get(key))) return false;
    return true;
  }
}

/** Go also compares the fields that templates cannot see; here those are behind `native`. */
function equalNatives(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => equalNatives(Reflect.get(a, key), Reflect.get(b, key)));
}

/** A set by `deepEqual`: texts, numbers and booleans are found by hash, everything else by looking at each. */
export class MemberSet {
  readonly #scalars = new Set<Value>();
  readonly #others: List = [];

  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.add(item);
  }

  has(item: Value): boolean {
    // A Set finds NaN, which in Go equals nothing.
    if (isScalar(item)) return this.#scalars.has(item) && item === item;
    return this.#others.some((other) => deepEqual(item, other));
  }

  /** True when the item was not in the set yet. */
  add(item: Value): boolean {
    if (this.has(item)) return false;
    if (isScalar(item)) this.#scalars.add(item);
    else this.#others.push(item);
    return true;
  }
}

function isScalar(value: Value): boolean {
  return typeof value !== "object";
}
