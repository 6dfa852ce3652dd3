/**
 * Arguments of functions: which values a parameter of a Go type takes, and in which form the function receives them
 * (see `Func` in go/value.ts). Mirrors validateType and prepareArg of text/template (exec.go, funcs.go).
 */
import { Complex, GoError, Int, Slice, TypedMap, TypedNil, typeOf, type GoMap, type Value } from "../value.ts";
import type { NumberNode } from "./parse/node.ts";

/** Checks one value and converts it. Throws `GoError` with text/template's message. */
export type Convert = (value: Value) => unknown;

const converters = new Map<string, Convert>();

/** The conversion for a parameter of this type. */
export function converterFor(type: string): Convert {
  let converter = converters.get(type);
  if (converter === undefined) converters.set(type, (converter = makeConverter(type)));
  return converter;
}

/** Builtins take any value as it is, and tell nothing from nil. */
export const ANY_VALUE = "reflect.Value";

export function isEmptyInterface(type: string): boolean {
  return type === "interface {}" || type === "interface{}" || type === "any";
}

function makeConverter(type: string): Convert {
  if (type === ANY_VALUE) return (value) => value;
  if (isEmptyInterface(type)) return (value) => (value === undefined ? null : value);
  switch (type) {
    case "string":
      return (value) => (typeof value === "string" ? value : mismatch(value, type));
    case "bool":
      return (value) => (typeof value === "boolean" ? value : mismatch(value, type));
    case "float64":
      return (value) => (typeof value === "number" ? value : mismatch(value, type));
    case "int64":
    case "uint64":
    case "time.Duration":
      return (value) => (value instanceof Int && value.type === type ? value.value : mismatch(value, type));
    default:
      return isIntType(type)
        ? (value) => (value instanceof Int && value.type === type ? Number(value.value) : mismatch(value, type))
        : makeCompositeConverter(type);
  }
}

function makeCompositeConverter(type: string): Convert {
  switch (type) {
    case "[]interface {}":
      return (value) => (Array.isArray(value) ? value : isNilOf(value, type) ? [] : mismatch(value, type));
    case "[]string":
      return (value) => {
        if (value instanceof Slice && value.type === type) return value.items;
        return isNilOf(value, type) ? [] : mismatch(value, type);
      };
    case "map[string]interface {}":
      return (value) => {
        if (value instanceof Map) return isPlainMap(value) ? plainMap(value) : mismatch(value, type);
        return isNilOf(value, type) ? new NilMap() : mismatch(value, type);
      };
    default:
      return (value) => namedValue(value, type);
  }
}

/** A struct, a pointer or a named type: the very type, or a pointer to it. */
function namedValue(value: Value, type: string): Value {
  if (value === undefined && canBeNil(type)) return new TypedNil(type);
  if (value === undefined || value === null) return mismatch(value, type);
  const actual = typeOf(value);
  if (actual === type) return value;
  if (actual === `*${type}`) {
    if (value instanceof TypedNil) throw new GoError(`dereference of nil pointer of type ${type}`);
    return value;
  }
  // A map of the same shape is assignable to a named map type; the types of package time are none.
  const isMapType = type.includes(".") && !type.startsWith("*") && !type.startsWith("time.");
  const named = isMapType && value instanceof Map && !(value instanceof TypedMap);
  return named || type === "error" ? value : mismatch(value, type);
}

/** `map[string]interface {}` itself, or a named type of that shape such as `common.Values`. */
function isPlainMap(map: GoMap): boolean {
  return !(map instanceof TypedMap) || (map.zero === undefined && !map.type.startsWith("map["));
}

/** As a parameter it is of the parameter's type. */
function plainMap(map: GoMap): GoMap {
  return map instanceof TypedMap ? map.shared : map;
}

function isNilOf(value: Value, type: string): boolean {
  return value === undefined || (value instanceof TypedNil && value.type === type);
}

/** A nil map reads as an empty one, and panics when written to. */
class NilMap extends Map<string, Value> {
  override set(): this {
    throw new GoError("assignment to entry in nil map");
  }
}

function mismatch(value: Value, type: string): never {
  if (value === undefined) throw new GoError(`invalid value; expected ${type}`);
  throw new GoError(`wrong type for value; expected ${type}; got ${value === null ? "interface {}" : typeOf(value)}`);
}

/** Whether nil is a value of the type. */
export function canBeNil(type: string): boolean {
  return isEmptyInterface(type) || type === ANY_VALUE || /^(\*|\[\]|map\[|func\(|error$|io\.Writer$)/.test(type);
}

export function isIntType(type: string): boolean {
  return /^(u?int(8|16|32|64)?|uintptr|time\.Duration|time\.Month|time\.Weekday)$/.test(type);
}

/** The value of a number literal where the type is open: the syntax decides. Throws `GoError`. */
export function idealConstant(node: NumberNode): Value {
  if (node.complex !== undefined) return new Complex(node.complex.real, node.complex.imaginary);
  const isHexadecimal = /^0[xX]/.test(node.text) && node.text.length > 2 && !/[pP]/.test(node.text);
  const looksFloat = /[.eEpP]/.test(node.text) && !isHexadecimal && !node.text.startsWith("'");
  if (node.float !== undefined && looksFloat) return node.float;
  if (node.int === undefined) throw new GoError(`${node.text} overflows int`);
  return new Int(node.int);
}

/** What a number literal becomes for a parameter of a numeric type; `undefined` where it does not fit. */
export function numberArgument(node: NumberNode, type: string): unknown {
  if (type === "float64" || type === "float32") return node.float;
  if (type === "complex128") return node.complex && new Complex(node.complex.real, node.complex.imaginary);
  const whole = type.startsWith("u") ? node.uint : node.int;
  if (whole === undefined) return undefined;
  if (type === "int64" || type === "uint64" || type === "time.Duration") return whole;
  return Number(wrapped(whole, type));
}

/** A literal too large for a small integer type loses its upper bits, as in Go's SetInt. */
function wrapped(whole: bigint, type: string): bigint {
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 64);
  return type.startsWith("u") ? BigInt.asUintN(bits, whole) : BigInt.asIntN(bits, whole);
}

/** `call`'s check of one argument, which words its errors differently and converts between integer types. */
export function prepareArgument(value: Value, type: string): unknown {
  if ((value === undefined || value === null) && !canBeNil(type)) {
    throw new GoError(`value is nil; should be of type ${type}`);
  }
  if (value instanceof Int && isIntType(type) && value.type !== type) {
    return type === "int64" || type === "uint64" || type === "time.Duration" ? value.value : value.toNumber();
  }
  try {
    return converterFor(type)(value ?? undefined);
  } catch {
    throw new GoError(`value has type ${typeOf(value)}; should be ${type}`);
  }
}
