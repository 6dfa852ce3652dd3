/** Functions of lists and other sequences (cty 1.19, function/stdlib/collection.go, sequence.go). */
import { GoError } from "../../../go/index.ts";
import { unifyTypes } from "../values/conversion.ts";
import { convert } from "../values/convert.ts";
import { equal } from "../values/equal.ts";
import { BOOL, DYNAMIC, isSequence, listOf, nameOf, NUMBER, STRING, tupleOf, type Type } from "../values/type.ts";
import {
  ANYTHING,
  bool,
  elementsOf,
  elementType,
  integer,
  isKnown,
  isNull,
  isWhollyKnown,
  list,
  sequenceOf,
  textOf,
  tuple,
  unknown,
  type Value,
} from "../values/value.ts";
import { ArgumentError, blaming, type FunctionTable, intArgument, parameter, typeOf } from "./function.ts";

const ANY_LIST = listOf(DYNAMIC);
const TEXTS = listOf(STRING);
const LIST = parameter("list");

export const LISTS: FunctionTable = {
  chunklist: {
    params: [parameter("list", ANY_LIST), parameter("size", NUMBER)],
    returns: ([given]) => listOf(typeOf(given)),
    call: chunks,
  },
  compact: { params: [parameter("list", TEXTS)], returns: TEXTS, call: ([texts]) => compact(texts) },
  concat: { params: [], rest: parameter("seqs"), returns: concatenatedType, call: concatenated },
  contains: { params: [LIST, parameter("value", DYNAMIC, "null")], returns: BOOL, call: contains },
  distinct: {
    params: [parameter("list", ANY_LIST)],
    returns: ([given]) => typeOf(given),
    call: ([given]) => distinct(given),
  },
  element: { params: [LIST, parameter("index", NUMBER)], returns: typeOfElement, call: element },
  flatten: { params: [LIST], returns: flattenedType, call: ([given]) => tuple(flattened(given)) },
  length: {
    params: [parameter("collection", DYNAMIC, "dynamic", "unknown")],
    returns: ([given]) => typeOfLength(given),
    call: elementCount,
  },
  reverselist: { params: [LIST], returns: ([given]) => reversedType(given), call: reversed },
  slice: {
    params: [LIST, parameter("start_index", NUMBER), parameter("end_index", NUMBER)],
    returns: slicedType,
    call: sliced,
  },
};

function chunks([given, size]: readonly Value[]): Value {
  if (given === undefined || size === undefined) return ANYTHING;
  const count = intArgument(size, (reason) => new GoError(`invalid size: ${reason}`));
  if (count < 0n) throw new GoError("the size argument must be positive");
  const elements = elementsOf(given);
  if (elements.length === 0) return list([], given.type);
  if (count === 0n) return list([given], given.type);
  const width = count > elements.length ? elements.length : Number(count);
  const parts: Value[] = [];
  for (let i = 0; i < elements.length; i += width)
    parts.push(list(elements.slice(i, i + width), elementType(given.type)));
  return list(parts, given.type);
}

function compact(texts: Value | undefined): Value {
  if (texts === undefined || !isWhollyKnown(texts)) return unknown(TEXTS);
  return list(
    elementsOf(texts).filter((text) => !isNull(text) && textOf(text) !== ""),
    STRING,
  );
}

function concatenatedType(args: readonly Value[]): Type {
  if (args.length === 0) throw new GoError("at least one argument is required");
  const types = args.map(({ type }) => type);
  const common = types.every(({ kind }) => kind === "list") ? unifyTypes(types) : undefined;
  if (common !== undefined) return common;
  return joinedTypes(args) ?? DYNAMIC;
}

/** Undefined where the length of a list is not known. */
function joinedTypes(args: readonly Value[]): Type | undefined {
  const types: Type[] = [];
  for (const [i, value] of args.entries()) {
    const { type } = value;
    if (type.kind === "tuple") types.push(...type.elements);
    else if (type.kind !== "list")
      throw new ArgumentError(i, `all arguments must be lists or tuples; got ${nameOf(type)}`);
    else if (!isKnown(value)) return undefined;
    else types.push(...elementsOf(value).map(() => type.element));
  }
  return tupleOf(types);
}

function concatenated(args: readonly Value[], type: Type): Value {
  if (type.kind === "tuple") return tuple(args.flatMap(elementsOf));
  const elements = args.flatMap((arg, i) => elementsOf(blaming(i, () => convert(arg, type))));
  return list(elements, elementType(type));
}

function contains([given, value]: readonly Value[]): Value {
  if (given === undefined || value === undefined) return ANYTHING;
  if (!isSequence(given.type)) throw new GoError("argument must be list, tuple, or set");
  const found = elementsOf(given).map((one) => equal(value, one));
  if (found.includes(true)) return bool(true);
  return found.includes(undefined) ? unknown(BOOL) : bool(false);
}

function distinct(given: Value | undefined): Value {
  if (given === undefined || !isWhollyKnown(given)) return unknown(typeOf(given));
  const kept: Value[] = [];
  for (const one of elementsOf(given)) if (!kept.some((other) => equal(other, one) === true)) kept.push(one);
  return list(kept, elementType(given.type));
}

const EMPTY_LIST = "cannot use element function with an empty list";

/** Behind the end it begins anew, before the beginning it goes on from the end. */
function wrappedIndex(index: Value, length: number): number {
  const at = intArgument(index, (reason) => new GoError(`invalid index: ${reason}`));
  if (length === 0) throw new GoError(EMPTY_LIST);
  const rest = Number(at % BigInt(length));
  return rest < 0 ? rest + length : rest;
}

function typeOfElement([given, index]: readonly Value[]): Type {
  const type = typeOf(given);
  if (type.kind === "list") return type.element;
  if (type.kind !== "tuple") throw new GoError(`cannot read elements from ${nameOf(type)}`);
  if (index === undefined || !isKnown(index)) return DYNAMIC;
  return type.elements[wrappedIndex(index, type.elements.length)] ?? DYNAMIC;
}

function element([given, index]: readonly Value[]): Value {
  if (given === undefined || index === undefined) return ANYTHING;
  const elements = elementsOf(given);
  return elements[wrappedIndex(index, elements.length)] ?? ANYTHING;
}

function flattenedType([given]: readonly Value[]): Type {
  if (given === undefined || !isWhollyKnown(given)) return DYNAMIC;
  if (!isSequence(given.type)) throw new GoError("can only flatten lists, sets and tuples");
  return tuple(flattened(given)).type;
}

function flattened(given: Value | undefined): readonly Value[] {
  if (given === undefined) return [];
  return elementsOf(given).flatMap((one) => (!isNull(one) && isSequence(one.type) ? flattened(one) : [one]));
}

function typeOfLength(given: Value | undefined): Type {
  const { kind } = typeOf(given);
  if (kind === "object" || kind === "string" || kind === "number" || kind === "bool")
    throw new GoError("collection must be a list, a map or a tuple");
  return NUMBER;
}

function elementCount([given]: readonly Value[]): Value {
  if (given?.type.kind === "tuple") return integer(given.type.elements.length);
  return given === undefined || !isKnown(given) ? unknown(NUMBER) : integer(elementsOf(given).length);
}

function reversedType(given: Value | undefined): Type {
  const type = typeOf(given);
  if (type.kind === "tuple") return tupleOf([...type.elements].reverse());
  if (type.kind === "list" || type.kind === "set") return listOf(type.element);
  throw new ArgumentError(0, `can only reverse list or tuple values, not ${nameOf(type)}`);
}

function reversed([given]: readonly Value[], type: Type): Value {
  return sequenceOf(type, given === undefined ? [] : [...elementsOf(given)].reverse());
}

function slicedType([given, start, end]: readonly Value[]): Type {
  const type = typeOf(given);
  if (type.kind === "set")
    throw new ArgumentError(
      0,
      "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
    );
  if (type.kind !== "list" && type.kind !== "tuple") throw new ArgumentError(0, "must be a list or tuple value");
  const length = given === undefined || (type.kind === "list" && !isKnown(given)) ? undefined : lengthOf(given);
  const from = start === undefined ? undefined : sliceIndex(start, { index: 1, name: "start", length });
  const to = end === undefined ? undefined : sliceIndex(end, { index: 2, name: "end", length });
  if (from !== undefined && to !== undefined && from > to)
    throw new ArgumentError(1, "start index must not be greater than end index");
  if (type.kind === "list") return type;
  return from === undefined || to === undefined || type.kind !== "tuple"
    ? DYNAMIC
    : tupleOf(type.elements.slice(from, to));
}

function lengthOf(given: Value): number {
  return given.type.kind === "tuple" ? given.type.elements.length : elementsOf(given).length;
}

interface SliceEnd {
  readonly index: number;
  readonly name: "start" | "end";
  readonly length: number | undefined;
}

function sliceIndex(value: Value, { index, name, length }: SliceEnd): number | undefined {
  if (!isKnown(value)) return undefined;
  const refuse = (reason: string): ArgumentError => new ArgumentError(index, reason);
  const at = intArgument(value, (reason) => refuse(`invalid ${name} index: ${reason}`));
  if (at < 0n) throw refuse(`${name} index must not be less than zero`);
  if (length !== undefined && at > length)
    throw refuse(`${name} index must not be greater than the length of the list`);
  return Number(at);
}

function sliced([given, start, end]: readonly Value[], type: Type): Value {
  if (given === undefined || start === undefined || end === undefined || type.kind === "dynamic") return ANYTHING;
  return sequenceOf(type, elementsOf(given).slice(Number(intArgument(start)), Number(intArgument(end))));
}
