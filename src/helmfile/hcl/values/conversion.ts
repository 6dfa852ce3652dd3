/** How a value of one type becomes one of another (cty 1.19, convert/conversion*.go). */
import { GoError } from "../../../go/index.ts";
import { numberText, parseNumber } from "./number-text.ts";
import { set } from "./set.ts";
import {
  type Collection,
  DYNAMIC,
  hasDynamic,
  isCollection,
  isPrimitive,
  listOf,
  mapOf,
  type ObjectType,
  sameType,
  setOf,
  type Tuple,
  tupleOf,
  type Type,
} from "./type.ts";
import { asCollection, unify } from "./unify.ts";
import {
  bool,
  commonElement,
  elementsOf,
  entriesOf,
  isKnown,
  isNull,
  list,
  map,
  nullOf,
  number,
  numberOf,
  object,
  objectType,
  string,
  textOf,
  tuple,
  unknown,
  type Value,
} from "./value.ts";

/** Throws `GoError` where this one value cannot be converted. */
export type Conversion = (value: Value) => Value;

/** `safe`: only what no value can fail at. */
export interface ConversionOptions {
  readonly safe?: boolean;
}

/** Undefined where there is no way from one type to the other. */
export function conversion(from: Type, to: Type, options: ConversionOptions = {}): Conversion | undefined {
  const known = knownConversion(from, to, options);
  if (known === undefined) return undefined;
  return (value) => {
    if (to.kind === "dynamic") return value;
    if (!isKnown(value)) return unknown(withoutDynamic(value.type, to));
    if (isNull(value)) return nullOf(withoutDynamic(value.type, to));
    return known(value);
  };
}

export function unifyTypes(types: readonly Type[], options: ConversionOptions = {}): Type | undefined {
  return unify(types, (from, to) => conversion(from, to, options) !== undefined);
}

/**
 * How a value becomes what it has in common with another. A structure beside a collection becomes a collection first;
 * where that is not what is wanted yet, upstream converts the structure again as if it were that collection.
 */
export function unifyingConversion(from: Type, other: Type, to: Type): Conversion | undefined {
  const direct = sameType(from, to) ? undefined : conversion(from, to);
  const isMixed = (from.kind === "tuple" && other.kind === "list") || (from.kind === "object" && other.kind === "map");
  const first = isMixed ? asCollection([from], convertible) : undefined;
  if (first === undefined || sameType(first, to)) return direct;
  const [check, second] = [conversion(from, first), conversion(first, to)];
  return (value) => {
    check?.(value);
    return second?.(value) ?? value;
  };
}

function convertible(from: Type, to: Type): boolean {
  return conversion(from, to) !== undefined;
}

function knownConversion(from: Type, to: Type, options: ConversionOptions): Conversion | undefined {
  if (to.kind === "dynamic") return (value) => value;
  if (from.kind === "dynamic") return options.safe === true ? undefined : (value) => value;
  if (isPrimitive(from)) return isPrimitive(to) ? primitiveConversion(from.kind, to.kind, options) : undefined;
  if (from.kind === "object" && to.kind === "object") return objectToObject(from, to, options);
  if (from.kind === "tuple" && to.kind === "tuple") return tupleToTuple(from, to, options);
  if (from.kind === "map" && to.kind === "object")
    return options.safe === true ? undefined : mapToObject(from.element, to, options);
  return isCollection(to) ? toCollection(from, to, options) : undefined;
}

function toCollection(from: Type, to: Collection, options: ConversionOptions): Conversion | undefined {
  if (to.kind === "map") {
    if (from.kind === "map") return mapToMap(from, to, options);
    return from.kind === "object" ? objectToMap(from, to, options) : undefined;
  }
  if (from.kind === "tuple") return tupleToSequence(from, to, options);
  if (from.kind !== "list" && from.kind !== "set") return undefined;
  if (to.kind === "set" && from.kind === "list" && options.safe === true) return undefined;
  return sequenceToSequence(from, to, options);
}

type PrimitiveKind = "string" | "number" | "bool";

function primitiveConversion(
  from: PrimitiveKind,
  to: PrimitiveKind,
  { safe = false }: ConversionOptions,
): Conversion | undefined {
  if (to === "string" && from === "number") return (value) => string(numberText(numberOf(value)));
  if (to === "string" && from === "bool") return (value) => string(String(value.data));
  if (from !== "string" || safe) return undefined;
  if (to === "number") return (value) => number(parsedNumber(textOf(value)));
  return to === "bool" ? (value) => bool(parsedBool(textOf(value))) : undefined;
}

function parsedNumber(text: string) {
  const value = parseNumber(text);
  if (value === undefined) throw new GoError("a number is required");
  return value;
}

function parsedBool(text: string): boolean {
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  const lower = text.toLowerCase();
  const hint = lower === "true" || lower === "false" ? `; to convert from string, use lowercase "${lower}"` : "";
  throw new GoError(`a bool is required${hint}`);
}

/** A conversion for each part, or none at all. Parts of the right type stay as they are. */
function partConversions<Key>(
  parts: Iterable<readonly [Key, Type]>,
  wanted: (key: Key) => Type,
  options: ConversionOptions,
): ReadonlyMap<Key, Conversion> | undefined {
  const conversions = new Map<Key, Conversion>();
  for (const [key, type] of parts) {
    const to = wanted(key);
    const one = sameType(type, to) ? (value: Value): Value => value : conversion(type, to, options);
    if (one === undefined) return undefined;
    conversions.set(key, one);
  }
  return conversions;
}

function applied<Key>(conversions: ReadonlyMap<Key, Conversion>, key: Key, value: Value): Value {
  return conversions.get(key)?.(value) ?? value;
}

/** Attributes that are not asked for are left out. */
function objectToObject(from: ObjectType, to: ObjectType, options: ConversionOptions): Conversion | undefined {
  if ([...to.attributes.keys()].some((name) => !from.attributes.has(name))) return undefined;
  const asked = [...from.attributes].filter(([name]) => to.attributes.has(name));
  const parts = partConversions(asked, (name) => to.attributes.get(name) ?? DYNAMIC, options);
  if (parts === undefined) return undefined;
  return (value) =>
    object(
      [...entriesOf(value)].filter(([name]) => parts.has(name)).map(([name, one]) => [name, applied(parts, name, one)]),
    );
}

function tupleToTuple(from: Tuple, to: Tuple, options: ConversionOptions): Conversion | undefined {
  if (from.elements.length !== to.elements.length) return undefined;
  const parts = partConversions(from.elements.entries(), (i) => to.elements[i] ?? DYNAMIC, options);
  if (parts === undefined) return undefined;
  return (value) => tuple(elementsOf(value).map((one, i) => applied(parts, i, one)));
}

function sequenceToSequence(from: Collection, to: Collection, options: ConversionOptions): Conversion | undefined {
  const part = sameType(from.element, to.element)
    ? (value: Value): Value => value
    : conversion(from.element, to.element, options);
  if (part === undefined) return undefined;
  const whenEmpty = to.element.kind === "dynamic" ? from.element : to.element;
  return (value) => sequence(to.kind, elementsOf(value).map(part), whenEmpty);
}

function sequence(kind: Collection["kind"], elements: readonly Value[], whenEmpty: Type): Value {
  if (commonElement(elements) === undefined)
    throw new GoError(`element types must all match for conversion to ${kind}`);
  return kind === "set" ? set(elements, whenEmpty) : list(elements, whenEmpty);
}

function tupleToSequence(from: Tuple, to: Collection, options: ConversionOptions): Conversion | undefined {
  if (from.elements.length === 0) return () => sequence(to.kind, [], to.element);
  const element = to.element.kind === "dynamic" ? commonType(from.elements, options) : to.element;
  if (element === undefined) return undefined;
  const parts = partConversions(from.elements.entries(), () => element, options);
  if (parts === undefined) return undefined;
  return (value) => {
    const elements = elementsOf(value).map((one, i) => applied(parts, i, one));
    return sequence(to.kind, to.kind === "list" ? unified(elements, options) : elements, element);
  };
}

/** `dynamic` only where all are: values of several types have no type in common. */
function commonType(types: readonly Type[], options: ConversionOptions): Type | undefined {
  const common = unifyTypes(types, options);
  return common?.kind === "dynamic" && types.some(({ kind }) => kind !== "dynamic") ? undefined : common;
}

/** Parts of structures may have come out with types of their own. */
function unified(values: readonly Value[], options: ConversionOptions): readonly Value[] {
  const common = unifyTypes(
    values.map(({ type }) => type),
    options,
  );
  if (common === undefined) throw new GoError("cannot find a common base type for all elements");
  return values.map((value) =>
    sameType(value.type, common) ? value : (conversion(value.type, common, options)?.(value) ?? value),
  );
}

function unifiedEntries(entries: ReadonlyMap<string, Value>, options: ConversionOptions): ReadonlyMap<string, Value> {
  const values = unified([...entries.values()], options);
  return new Map([...entries.keys()].flatMap((key, i) => (values[i] === undefined ? [] : [[key, values[i]] as const])));
}

function mapToMap(from: Collection, to: Collection, options: ConversionOptions): Conversion | undefined {
  const part = conversion(from.element, to.element, options);
  if (part === undefined) return undefined;
  return (value) => {
    const entries = new Map([...entriesOf(value)].map(([key, one]) => [key, part(one)]));
    const whenEmpty = to.element.kind === "dynamic" ? from.element : to.element;
    return typedMap(
      entries,
      { to, whenEmpty, problem: "element types must all match for conversion to map" },
      { safe: true },
    );
  };
}

interface MapForm {
  readonly to: Collection;
  readonly whenEmpty: Type;
  readonly problem: string;
}

function typedMap(
  entries: ReadonlyMap<string, Value>,
  { to, whenEmpty, problem }: MapForm,
  options: ConversionOptions,
): Value {
  const deep = entries.size > 0 && (isCollection(to.element) || to.element.kind === "object");
  const even = deep ? unifiedEntries(entries, options) : entries;
  if (commonElement([...even.values()]) === undefined) throw new GoError(problem);
  return map(even, whenEmpty);
}

function objectToMap(from: ObjectType, to: Collection, options: ConversionOptions): Conversion | undefined {
  if (from.attributes.size === 0) return () => map(new Map(), to.element);
  const element = to.element.kind === "dynamic" ? unifyTypes([...from.attributes.values()], options) : to.element;
  if (element === undefined) return undefined;
  const parts = partConversions(from.attributes, () => element, options);
  if (parts === undefined) return undefined;
  return (value) => {
    const entries = new Map([...entriesOf(value)].map(([name, one]) => [name, applied(parts, name, one)]));
    const problem = "attribute types must all match for conversion to map";
    return typedMap(entries, { to: mapOf(element), whenEmpty: element, problem }, options);
  };
}

function mapToObject(element: Type, to: ObjectType, options: ConversionOptions): Conversion | undefined {
  const parts = partConversions(
    [...to.attributes.keys()].map((name) => [name, element] as const),
    (name) => to.attributes.get(name) ?? DYNAMIC,
    options,
  );
  if (parts === undefined) return undefined;
  return (value) => {
    const entries = entriesOf(value);
    const missing = [...to.attributes.keys()].find((name) => !entries.has(name));
    if (missing !== undefined) throw new GoError(`map has no element for required attribute "${missing}"`);
    return object(
      [...entries].filter(([name]) => parts.has(name)).map(([name, one]) => [name, applied(parts, name, one)]),
    );
  };
}

/** `dynamicReplace`: the wanted type, with what is given where anything goes. */
function withoutDynamic(given: Type, wanted: Type): Type {
  if (given.kind === "dynamic" || !hasDynamic(wanted)) return wanted;
  switch (wanted.kind) {
    case "dynamic":
      return given;
    case "list":
    case "set":
    case "map":
      return collectionWithout(given, wanted);
    case "tuple":
      return tupleOf(
        wanted.elements.map((one, i) =>
          withoutDynamic(given.kind === "tuple" ? (given.elements[i] ?? DYNAMIC) : DYNAMIC, one),
        ),
      );
    case "object":
      return objectType(
        [...wanted.attributes].map(([name, one]) => [name, withoutDynamic(attributeType(given, name), one)]),
      );
    default:
      return wanted;
  }
}

function attributeType(given: Type, name: string): Type {
  if (given.kind === "object") return given.attributes.get(name) ?? DYNAMIC;
  return isCollection(given) ? given.element : DYNAMIC;
}

function collectionWithout(given: Type, wanted: Collection): Type {
  const make = { list: listOf, set: setOf, map: mapOf }[wanted.kind];
  if (isCollection(given)) return make(withoutDynamic(given.element, wanted.element));
  const parts = given.kind === "object" ? [...given.attributes.values()] : given.kind === "tuple" ? given.elements : [];
  return make(withoutDynamic(unifyTypes(parts) ?? DYNAMIC, wanted.element));
}
