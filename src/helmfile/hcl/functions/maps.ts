/** Functions of maps and objects (cty 1.19, function/stdlib/collection.go). */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { convert } from "../values/convert.ts";
import {
  type Collection,
  DYNAMIC,
  isSequence,
  listOf,
  mapOf,
  nameOf,
  sameType,
  STRING,
  tupleOf,
  type Type,
} from "../values/type.ts";
import {
  ANYTHING,
  elementsOf,
  elementType,
  entriesOf,
  isKnown,
  isNull,
  isWhollyKnown,
  list,
  map,
  object,
  objectType,
  sequenceOf,
  string,
  textOf,
  tuple,
  unknown,
  type Value,
} from "../values/value.ts";
import { ArgumentError, type FunctionTable, panic, parameter, typeOf } from "./function.ts";

const TEXTS = listOf(STRING);

export const MAPS: FunctionTable = {
  keys: { params: [parameter("inputMap", DYNAMIC, "unknown")], returns: ([given]) => typeOfKeys(given), call: keys },
  lookup: {
    params: [parameter("inputMap"), parameter("key", STRING), parameter("default")],
    returns: typeOfLookup,
    call: lookup,
  },
  merge: { params: [], rest: parameter("maps", DYNAMIC, "dynamic", "null"), returns: mergedType, call: merged },
  values: { params: [parameter("mapping")], returns: ([given]) => typeOfValues(given), call: values },
  zipmap: { params: [parameter("keys", TEXTS), parameter("values")], returns: zippedType, call: zipped },
};

function typeOfKeys(given: Value | undefined): Type {
  const type = typeOf(given);
  if (type.kind === "map") return TEXTS;
  if (type.kind !== "object") throw new ArgumentError(0, "must have map or object type");
  return tupleOf([...type.attributes.keys()].map(() => STRING));
}

function keys([given]: readonly Value[], type: Type): Value {
  if (given === undefined) return ANYTHING;
  if (given.type.kind === "object") return tuple([...given.type.attributes.keys()].map(string));
  return isKnown(given) ? list([...entriesOf(given).keys()].map(string), STRING) : unknown(type);
}

function typeOfLookup([given, key, whenMissing]: readonly Value[]): Type {
  const type = typeOf(given);
  if (type.kind === "object") {
    if (key === undefined || !isKnown(key)) return DYNAMIC;
    return type.attributes.get(textOf(key)) ?? typeOf(whenMissing);
  }
  if (type.kind !== "map") throw new ArgumentError(0, "lookup() requires a map as the first argument");
  if (whenMissing !== undefined) checkDefault(whenMissing, type);
  return type.element;
}

function checkDefault(value: Value, { element: wanted }: Collection): void {
  try {
    convert(value, wanted);
  } catch (error) {
    if (error instanceof GoError)
      throw new ArgumentError(2, "the default value must have the same type as the map elements");
    throw error;
  }
}

function lookup([given, key, whenMissing]: readonly Value[], type: Type): Value {
  if (given === undefined || key === undefined || whenMissing === undefined) return ANYTHING;
  if (!isWhollyKnown(given)) return unknown(type);
  return entriesOf(given).get(textOf(key)) ?? convert(whenMissing, type);
}

function mergedType(args: readonly Value[]): Type {
  if (args.some(({ type }) => type.kind === "dynamic")) return firstProblem(args) ?? DYNAMIC;
  const problem = firstProblem(args);
  if (problem !== undefined) return problem;
  const types = args.map((arg) => (arg.type.kind === "object" && isNull(arg) ? objectType([]) : arg.type));
  const [first] = types;
  if (first === undefined) return objectType([]);
  if (types.every((type) => sameType(type, first))) return first;
  if (args.some(({ type, data }) => type.kind === "map" && !isKnown({ type, data }))) return DYNAMIC;
  return objectType(args.flatMap(attributesOf));
}

/** The first argument decides: what stands behind one of no known type is not looked at. */
function firstProblem(args: readonly Value[]): Type | undefined {
  for (const { type } of args) {
    if (type.kind === "dynamic") return DYNAMIC;
    if (type.kind !== "map" && type.kind !== "object")
      throw new GoError(`arguments must be maps or objects, got ${quote(nameOf(type))}`);
  }
  return undefined;
}

function attributesOf(arg: Value): readonly (readonly [string, Type])[] {
  const { type } = arg;
  if (type.kind === "object") return isNull(arg) ? [] : [...type.attributes];
  return [...entriesOf(arg).keys()].map((key) => [key, elementType(type)]);
}

function merged(args: readonly Value[], type: Type): Value {
  for (const arg of args) checkMergeable(arg);
  const entries = new Map(args.flatMap(mergedEntries));
  return type.kind === "map" ? map(entries, type.element) : object(entries);
}

/** A set's elements are their own keys. */
function mergedEntries(arg: Value): readonly (readonly [string, Value])[] {
  return arg.type.kind === "set" ? elementsOf(arg).map((one) => [textOf(one), one]) : [...entriesOf(arg)];
}

/** Behind an argument of no known type anything may stand. */
function checkMergeable(arg: Value): void {
  if (isNull(arg) || arg.type.kind === "map" || arg.type.kind === "object") return;
  if (!isSequence(arg.type)) throw panic("attempt to iterate on non-collection, non-tuple type");
  if (elementsOf(arg).some(({ type }) => arg.type.kind !== "set" || type.kind !== "string"))
    throw panic("not a string");
}

function typeOfValues(given: Value | undefined): Type {
  const type = typeOf(given);
  if (type.kind === "map") return listOf(type.element);
  if (type.kind === "object") return tupleOf([...type.attributes.values()]);
  throw new GoError("values() requires a map as the first argument");
}

function values([given]: readonly Value[], type: Type): Value {
  return sequenceOf(type, given === undefined ? [] : elementsOf(given));
}

function zippedType([keyList, given]: readonly Value[]): Type {
  const type = typeOf(given);
  if (type.kind === "list") return mapOf(type.element);
  if (type.kind !== "tuple") throw new GoError("values argument must be a list or tuple value");
  if (keyList === undefined || !isWhollyKnown(keyList)) return DYNAMIC;
  const names = elementsOf(keyList);
  checkCounts(names.length, type.elements.length);
  const missing = names.findIndex(isNull);
  if (missing >= 0) throw new GoError(`keys list has null value at index ${missing}`);
  return objectType(names.map((name, i) => [textOf(name), type.elements[i] ?? DYNAMIC]));
}

function checkCounts(names: number, given: number): void {
  if (names !== given) throw new GoError(`number of keys (${names}) does not match number of values (${given})`);
}

function zipped([keyList, given]: readonly Value[], type: Type): Value {
  if (keyList === undefined || given === undefined || !isWhollyKnown(keyList)) return unknown(type);
  const [names, elements] = [elementsOf(keyList), elementsOf(given)];
  checkCounts(names.length, elements.length);
  if (names.some(isNull)) throw panic("value is null");
  const entries = new Map(names.map((name, i) => [textOf(name), elements[i] ?? ANYTHING]));
  return type.kind === "map" ? map(entries, type.element) : object(entries);
}
