/**
 * The values of cty 1.19: data with a type. Null is of any type; unknown is what an expression with an error gives, so
 * that what is made of it can still be checked. Text is NFC-normalised.
 */
import { compareStrings } from "../../../go/index.ts";
import { BigFloat } from "./big-float.ts";
import {
  BOOL,
  type Collection,
  DYNAMIC,
  isCollection,
  listOf,
  mapOf,
  NUMBER,
  type ObjectType,
  sameType,
  STRING,
  tupleOf,
  type Type,
} from "./type.ts";

export const UNKNOWN = Symbol("unknown");

/** Sequences are arrays (sets in their order), maps and objects are maps in the order of their keys. */
export type Data = typeof UNKNOWN | null | string | boolean | BigFloat | readonly Value[] | ReadonlyMap<string, Value>;

export interface Value {
  readonly type: Type;
  readonly data: Data;
}

/** `DynamicVal`: neither value nor type are known. */
export const ANYTHING: Value = { type: DYNAMIC, data: UNKNOWN };
export const NULL: Value = { type: DYNAMIC, data: null };
export const TRUE: Value = { type: BOOL, data: true };
export const FALSE: Value = { type: BOOL, data: false };

export function unknown(type: Type): Value {
  return { type, data: UNKNOWN };
}

export function nullOf(type: Type): Value {
  return { type, data: null };
}

export function bool(value: boolean): Value {
  return value ? TRUE : FALSE;
}

export function string(text: string): Value {
  return { type: STRING, data: text.normalize("NFC") };
}

export function number(value: BigFloat): Value {
  return { type: NUMBER, data: value };
}

export function integer(value: number): Value {
  return number(BigFloat.integer(value));
}

export function tuple(elements: readonly Value[]): Value {
  return { type: tupleOf(elements.map(({ type }) => type)), data: elements };
}

export function object(attributes: Iterable<readonly [string, Value]>): Value {
  const data = sortedMap(attributes);
  return { type: objectOf(data), data };
}

function objectOf(attributes: ReadonlyMap<string, Value>): ObjectType {
  return { kind: "object", attributes: new Map([...attributes].map(([name, { type }]) => [name, type])) };
}

/** The type of an object, its attributes brought into order. */
export function objectType(attributes: Iterable<readonly [string, Type]>): ObjectType {
  return { kind: "object", attributes: sortedMap(attributes) };
}

function sortedMap<Item>(entries: Iterable<readonly [string, Item]>): ReadonlyMap<string, Item> {
  const normal = new Map([...entries].map(([name, item]) => [name.normalize("NFC"), item] as const));
  return new Map([...normal].sort(([a], [b]) => compareStrings(a, b)));
}

/** The one type of all; nulls and unknowns of no type take it on. Undefined where there are several. */
export function commonElement(values: readonly Value[]): Type | undefined {
  let common: Type = DYNAMIC;
  for (const { type } of values) {
    if (common.kind === "dynamic") common = type;
    else if (type.kind !== "dynamic" && !sameType(common, type)) return undefined;
  }
  return common;
}

function withElement(value: Value, element: Type): Value {
  return value.type.kind === "dynamic" && element.kind !== "dynamic" ? { type: element, data: value.data } : value;
}

/** Elements of one type. `whenEmpty` is the type of none. */
export function list(values: readonly Value[], whenEmpty: Type): Value {
  const element = values.length === 0 ? whenEmpty : (commonElement(values) ?? whenEmpty);
  return { type: listOf(element), data: values.map((value) => withElement(value, element)) };
}

export function map(entries: ReadonlyMap<string, Value>, whenEmpty: Type): Value {
  const element = entries.size === 0 ? whenEmpty : (commonElement([...entries.values()]) ?? whenEmpty);
  return {
    type: mapOf(element),
    data: sortedMap([...entries].map(([key, value]) => [key, withElement(value, element)])),
  };
}

/** A collection of that type, its elements given in order. */
export function collection(type: Collection, elements: readonly Value[]): Value {
  return { type, data: elements.map((value) => withElement(value, type.element)) };
}

export function isKnown(value: Value): boolean {
  return value.data !== UNKNOWN;
}

export function isNull(value: Value): boolean {
  return value.data === null;
}

/** The elements of a known list, set or tuple, the values of a map or object. */
export function elementsOf({ data }: Value): readonly Value[] {
  if (Array.isArray(data)) return data as readonly Value[];
  return data instanceof Map ? [...(data as ReadonlyMap<string, Value>).values()] : [];
}

/** The entries of a known map or object. */
export function entriesOf({ data }: Value): ReadonlyMap<string, Value> {
  return data instanceof Map ? (data as ReadonlyMap<string, Value>) : NO_ENTRIES;
}

const NO_ENTRIES: ReadonlyMap<string, Value> = new Map();

export function textOf({ data }: Value): string {
  return typeof data === "string" ? data : "";
}

const ZERO = BigFloat.integer(0);

export function numberOf({ data }: Value): BigFloat {
  return data instanceof BigFloat ? data : ZERO;
}

/** Whether nothing unknown stands anywhere in it. */
export function isWhollyKnown(value: Value): boolean {
  return isKnown(value) && elementsOf(value).every(isWhollyKnown);
}

export function canIterate({ kind }: Type): boolean {
  return kind === "list" || kind === "set" || kind === "map" || kind === "tuple" || kind === "object";
}

/** The keys and values that a `for` goes over: a set's elements are their own keys. */
export function iterate(value: Value): readonly (readonly [Value, Value])[] {
  if (value.data instanceof Map) return [...entriesOf(value)].map(([key, one]) => [string(key), one]);
  return elementsOf(value).map((one, i) => [value.type.kind === "set" ? one : integer(i), one]);
}

export function elementType(type: Type): Type {
  return isCollection(type) ? type.element : DYNAMIC;
}

/** A list or tuple of that type. */
export function sequenceOf(type: Type, elements: readonly Value[]): Value {
  return type.kind === "tuple" ? tuple(elements) : list(elements, elementType(type));
}
