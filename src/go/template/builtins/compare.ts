/** eq, ne, lt, le, gt, ge of text/template (funcs.go): values of different kinds are never converted. */
import { compareStrings } from "../../bytes.ts";
import { sprint, sprintf } from "../../fmt/index.ts";
import { Complex, Func, GoError, Int, Struct, TypedNil, kindOf, listItems, typeOf, type Value } from "../../value.ts";

type BasicKind = "bool" | "complex" | "int" | "float" | "string" | "uint";

function basicKind(value: Value): BasicKind | undefined {
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "number":
      return "float";
    case "string":
      return "string";
    default:
      if (value instanceof Int) return value.kind.startsWith("u") ? "uint" : "int";
      return value instanceof Complex ? "complex" : undefined;
  }
}

/** Whether the first equals any of the others. Throws `GoError` for kinds that cannot be compared. */
export function eq(first: Value, ...others: Value[]): boolean {
  if (others.length === 0) throw new GoError("missing argument for comparison");
  return others.some((other) => equal(first, other));
}

export function ne(first: Value, second: Value): boolean {
  return !equal(first, second);
}

function equal(a: Value, b: Value): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b;
  const kind = basicKind(a);
  const other = basicKind(b);
  if (kind !== other) {
    if (a instanceof Int && b instanceof Int) return a.value === b.value;
    if (isAbsent(a) || isAbsent(b)) return false;
    throw incompatible(a, b);
  }
  if (kind === undefined) return equalOther(a, b);
  if (a instanceof Int && b instanceof Int) return a.value === b.value;
  if (a instanceof Complex && b instanceof Complex) return a.real === b.real && a.imaginary === b.imaginary;
  return a === b;
}

function isAbsent(value: Value): boolean {
  return value === undefined || value === null;
}

function incompatible(a: Value, b: Value): GoError {
  return new GoError(`incompatible types for comparison: ${typeOf(a)} and ${typeOf(b)}`);
}

function equalOther(a: Value, b: Value): boolean {
  if (!isAbsent(a) && !isAbsent(b) && kindOf(a) !== kindOf(b)) {
    throw new GoError(`non-comparable types ${describe(a)}: ${typeOf(a)}, ${typeOf(b)}: ${sprint([b])}`);
  }
  const nilA = isNil(a);
  const nilB = isNil(b);
  if (nilA || nilB) return nilA === nilB;
  if (b instanceof Map || listItems(b) !== undefined || b instanceof Func) {
    throw new GoError(`non-comparable type ${describe(b)}: ${typeOf(b)}`);
  }
  if (a instanceof Struct && b instanceof Struct) return equalStructs(a, b);
  return a === b;
}

function isNil(value: Value): boolean {
  return isAbsent(value) || value instanceof TypedNil;
}

/** Pointers are equal when they are one; structs when their fields are. */
function equalStructs(a: Struct, b: Struct): boolean {
  if (a === b) return true;
  if (a.type !== b.type || a.type.startsWith("*")) return false;
  return [...a.fields].every(([name, value]) => sameField(value, b.fields.get(name)));
}

function sameField(a: Value, b: Value): boolean {
  if (a instanceof Int && b instanceof Int) return a.value === b.value && a.type === b.type;
  if (a instanceof Struct && b instanceof Struct) return equalStructs(a, b);
  return a === b;
}

/** How `%s` shows a `reflect.Value`: its content. */
function describe(value: Value): string {
  return sprintf("%s", [value]);
}

export function lt(a: Value, b: Value): boolean {
  const kind = orderedKind(a);
  const other = orderedKind(b);
  if (a instanceof Int && b instanceof Int) return a.value < b.value;
  if (kind !== other) throw incompatible(a, b);
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b) < 0;
  throw badType();
}

function orderedKind(value: Value): BasicKind {
  const kind = basicKind(value);
  if (kind === undefined) throw badType();
  return kind;
}

function badType(): GoError {
  return new GoError("invalid type for comparison");
}

export function le(a: Value, b: Value): boolean {
  return lt(a, b) || equal(a, b);
}

export function gt(a: Value, b: Value): boolean {
  return !le(a, b);
}

export function ge(a: Value, b: Value): boolean {
  return !lt(a, b);
}
