/**
 * Sprig v3.3.0's list functions (list.go). Every one takes any slice and most give a new `[]interface {}`.
 * A function and its `must` form differ only in how Go signals the error, which a template shows alike.
 */
import {
  compareStrings,
  type Func,
  func,
  GoError,
  type List,
  Slice,
  stringSlice,
  TypedNil,
  typeOf,
  type Value,
} from "../go/index.ts";
import { isEmpty } from "./empty.ts";
import { appendedTo, atFullLength, subslice, withCapacity } from "./capacity.ts";
import { floatToInt64, toIndex } from "./cast.ts";
import { deepEqual, MemberSet } from "./deep-equal.ts";
import { elements, listArgument, nilList } from "./elements.ts";
import { functionMap } from "./function-map.ts";
import { checkSequenceLength } from "./limits.ts";
import { strings, strval } from "./strval.ts";

type Call = (...args: never[]) => Value;

/** The function and its `must` form. */
function both(name: string, params: string, call: Call): Func[] {
  return [name, `must${name[0]?.toUpperCase()}${name.slice(1)}`].map((each) => func(each, params, call));
}

const ANY = "interface {}";

export const listFunctions = functionMap([
  func("list", `...${ANY}`, (...items: List) => atFullLength(items)),
  func("tuple", `...${ANY}`, (...items: List) => atFullLength(items)),
  ...both("append", `${ANY}, ${ANY}`, append),
  ...both("push", `${ANY}, ${ANY}`, append),
  ...both("prepend", `${ANY}, ${ANY}`, prepend),
  ...both("chunk", `int, ${ANY}`, chunk),
  ...both("first", ANY, first),
  ...both("last", ANY, last),
  ...both("rest", ANY, rest),
  ...both("initial", ANY, initial),
  ...both("reverse", ANY, reverse),
  ...both("compact", ANY, compact),
  ...both("uniq", ANY, uniq),
  ...both("without", `${ANY}, ...${ANY}`, without),
  ...both("has", `${ANY}, ${ANY}`, has),
  ...both("slice", `${ANY}, ...${ANY}`, slice),
  func("concat", `...${ANY}`, concat),
  func("join", `string, ${ANY}`, (separator: string, list: Value) => strings(list).join(separator)),
  func("sortAlpha", ANY, sortAlpha),
  func("toStrings", ANY, toStrings),
]);

function append(list: Value, item: Value): Value {
  const items = listArgument(list, "Cannot push on type %s");
  return appendedTo(items.length, [...items, item]);
}

function prepend(list: Value, item: Value): Value {
  return appendedTo(1, [item, ...listArgument(list, "Cannot prepend on type %s")]);
}

function first(list: Value): Value {
  return listArgument(list, "Cannot find first on type %s")[0] ?? null;
}

function last(list: Value): Value {
  return listArgument(list, "Cannot find last on type %s").at(-1) ?? null;
}

function rest(list: Value): Value {
  const items = listArgument(list, "Cannot find rest on type %s");
  return items.length === 0 ? nilList() : atFullLength(items.slice(1));
}

function initial(list: Value): Value {
  const items = listArgument(list, "Cannot find initial on type %s");
  return items.length === 0 ? nilList() : atFullLength(items.slice(0, -1));
}

function reverse(list: Value): Value {
  return atFullLength(listArgument(list, "Cannot find reverse on type %s").toReversed());
}

function compact(list: Value): Value {
  return listArgument(list, "Cannot compact on type %s").filter((item) => !isEmpty(item));
}

function uniq(list: Value): Value {
  const seen = new MemberSet();
  return listArgument(list, "Cannot find uniq on type %s").filter((item) => seen.add(item));
}

function without(list: Value, ...omitted: List): Value {
  const omit = new MemberSet(omitted);
  return listArgument(list, "Cannot find without on type %s").filter((item) => !omit.has(item));
}

function has(needle: Value, haystack: Value): Value {
  if (haystack === null) return false;
  return listArgument(haystack, "Cannot find has on type %s").some((item) => deepEqual(needle, item));
}

function slice(list: Value, ...indices: List): Value {
  const items = listArgument(list, "list should be type of slice or array but %s");
  if (items.length === 0) return null;
  const start = indices.length > 0 ? toIndex(indices[0]) : 0;
  const end = indices.length > 1 ? toIndex(indices[1]) : items.length;
  const type = typeOf(list);
  const part = subslice(type, items, { start, end });
  return list instanceof Slice ? new Slice(type, part) : part;
}

function concat(...lists: List): Value {
  const all: List = [];
  for (const list of lists) {
    const items = listArgument(list, "Cannot concat type %s as list");
    checkSequenceLength(all.length + items.length);
    for (const item of items) all.push(item);
  }
  return all.length === 0 ? nilList() : all;
}

/** Go makes room for every element, and then leaves out those that are nil. */
function madeTexts(list: Value): string[] {
  const texts = strings(list);
  const items = elements(list);
  if (items !== undefined && items !== texts) withCapacity(texts, items.length);
  return texts;
}

/** A nil `[]string` stays one. */
function toStrings(list: Value): Value {
  return isNilTexts(list) ? list : stringSlice(madeTexts(list));
}

function isNilTexts(list: Value): boolean {
  return list instanceof TypedNil && list.type === "[]string";
}

/** A `[]string` is sorted in place, as in Go: whoever holds it sees that. */
function sortAlpha(list: Value): Value {
  if (isNilTexts(list)) return list;
  if (elements(list) === undefined) return stringSlice([strval(list)]);
  return stringSlice(madeTexts(list).sort(compareStrings));
}

/** Go computes the number of chunks in float64 and lets `make` complain about what comes out. */
function chunk(size: number, list: Value): Value {
  const items = listArgument(list, "Cannot chunk type %s");
  const count = madeLength(Math.floor((items.length - 1) / size) + 1);
  const chunks: List = [];
  for (let i = 0; i < count; i++) {
    const remainder = i === count - 1 ? items.length % size : 0;
    const length = madeLength(remainder === 0 ? size : remainder);
    chunks.push(atFullLength(items.slice(i * size, i * size + length)));
  }
  return new Slice("[][]interface {}", atFullLength(chunks));
}

function madeLength(length: number): number {
  const made = Number(floatToInt64(length));
  if (made < 0) throw new GoError("runtime error: makeslice: len out of range");
  return made;
}
