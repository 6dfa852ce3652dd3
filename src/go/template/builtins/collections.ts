/** index, slice and len of text/template (funcs.go). */
import { byteLength, byteSlice, toBytes } from "../../bytes.ts";
import {
  GoError,
  Int,
  Slice,
  TypedMap,
  TypedNil,
  int,
  listItems,
  typeOf,
  type GoMap,
  type List,
  type Value,
} from "../../value.ts";

/** `index map "key" 1`: what is missing in a map is the zero value of its elements. */
export function index(item: Value, ...indexes: Value[]): Value {
  if (item === undefined || item === null) throw new GoError("index of untyped nil");
  let found: Value = item;
  for (const at of indexes) found = indexOne(found, at);
  return found;
}

function indexOne(item: Value, at: Value): Value {
  if (item === undefined || item === null) throw new GoError("index of nil pointer");
  if (item instanceof Map) return entry(item, at);
  if (item instanceof TypedNil) return indexNil(item, at);
  if (typeof item === "string") {
    const bytes = toBytes(item);
    const byte = bytes[checkIndex(at, bytes.length)];
    if (byte === undefined) throw new GoError("reflect: string index out of range");
    return new Int(BigInt(byte), "uint8");
  }
  const items = listItems(item);
  if (items === undefined) throw new GoError(`can't index item of type ${pointedTo(item)}`);
  const i = checkIndex(at, items.length);
  if (i >= items.length) throw new GoError("reflect: slice index out of range");
  return items[i];
}

function indexNil(item: TypedNil, at: Value): Value {
  if (item.type.startsWith("map[")) return entry(new Map(), at);
  if (item.type.startsWith("[]")) return indexOne([], at);
  throw new GoError("index of nil pointer");
}

function entry(map: GoMap, key: Value): Value {
  if (key === undefined || key === null) throw new GoError("value is nil; should be of type string");
  if (typeof key !== "string") throw new GoError(`value has type ${typeOf(key)}; should be string`);
  const value = map.get(key);
  if (value !== undefined) return value;
  return map instanceof TypedMap && map.zero !== undefined ? map.zero : null;
}

function checkIndex(at: Value, most: number): number {
  if (at === undefined || at === null) throw new GoError("cannot index slice/array with nil");
  if (!(at instanceof Int)) throw new GoError(`cannot index slice/array with type ${typeOf(at)}`);
  const i = BigInt.asIntN(64, at.value);
  if (i < 0n || i > BigInt(most)) throw new GoError(`index out of range: ${i}`);
  return Number(i);
}

/** `slice list 1 3`: Go's `list[1:3]`, of strings by bytes. */
export function slice(item: Value, ...indexes: Value[]): Value {
  if (item === undefined || item === null) throw new GoError("slice of untyped nil");
  if (item instanceof TypedNil && item.type.startsWith("*")) throw new GoError("slice of nil pointer");
  if (indexes.length > 3) throw new GoError(`too many slice indexes: ${indexes.length}`);
  const length = sliceableLength(item, indexes.length);
  const [from = 0, to = length, most = to] = indexes.map((at) => checkIndex(at, length));
  if (from > to) throw new GoError(`invalid slice index: ${from} > ${to}`);
  if (to > most) throw new GoError(`invalid slice index: ${to} > ${most}`);
  if (typeof item === "string") return byteSlice(item, from, to);
  if (item instanceof Slice) return new Slice(item.type, item.items.slice(from, to), item.methods);
  return (item as List).slice(from, to);
}

function sliceableLength(item: Value, indexes: number): number {
  if (typeof item === "string") {
    if (indexes === 3) throw new GoError("cannot 3-index slice a string");
    return byteLength(item);
  }
  const items = listItems(item);
  if (items === undefined) throw new GoError(`can't slice item of type ${pointedTo(item)}`);
  return items.length;
}

/** `len`: bytes of a string, elements of a collection. */
export function len(item: Value): Value {
  if (typeof item === "string") return int(byteLength(item));
  if (item instanceof Map) return int(item.size);
  const items = listItems(item);
  if (items !== undefined) return int(items.length);
  if (item === undefined) throw new GoError("reflect: call of reflect.Value.Type on zero Value");
  if (item === null) throw new GoError("len of nil pointer");
  if (item instanceof TypedNil) {
    if (item.type.startsWith("*")) throw new GoError("len of nil pointer");
    return int(0);
  }
  throw new GoError(`len of type ${pointedTo(item)}`);
}

/** Pointers are followed first. */
function pointedTo(item: Value): string {
  return typeOf(item).replace(/^\*/, "");
}
