/** Converts values, and says why one cannot be (cty 1.19, convert/public.go, mismatch_msg.go). */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { conversion } from "./conversion.ts";
import {
  type Collection,
  hasDynamic,
  isCollection,
  isPrimitive,
  nameOf,
  nameOfWanted,
  type ObjectType,
  sameType,
  type Type,
} from "./type.ts";
import type { Value } from "./value.ts";

/** Throws `GoError`. */
export function convert(value: Value, wanted: Type): Value {
  if (sameType(value.type, wanted)) return value;
  const way = conversion(value.type, wanted);
  if (way === undefined) throw new GoError(mismatch(value.type, wanted));
  return way(value);
}

function mismatch(got: Type, want: Type): string {
  const isStructure = got.kind === "tuple" || got.kind === "object";
  if (got.kind === "object" && want.kind === "object") return mismatchOfObjects(got, want);
  if (isCollection(want) && want.element.kind === "dynamic" && isStructure && fits(got, want))
    return `all ${want.kind} elements must have the same type`;
  if (isCollection(want) && isStructure) return mismatchOfParts(got, want);
  if (isCollection(want) && isCollection(got)) return mismatchOfCollections(got, want);
  if (!likelyToConfuse(got, want)) return `${nameOf(want)} required, but have ${nameOf(got)}`;
  return `${nameOfWanted(want)} required`;
}

/** Whether a structure is of the shape of a collection. */
function fits(got: Type, want: Collection): boolean {
  return want.kind === "map"
    ? got.kind === "object" || got.kind === "map"
    : got.kind === "tuple" || got.kind === "list" || got.kind === "set";
}

function mismatchOfObjects(got: ObjectType, want: ObjectType): string {
  const missing = [...want.attributes.keys()].filter((name) => !got.attributes.has(name));
  if (missing.length > 0) return requiredAttributes(missing.map((name) => quote(name)));
  for (const [name, type] of want.attributes) {
    const given = got.attributes.get(name);
    if (given === undefined || sameType(given, type) || conversion(given, type) !== undefined) continue;
    return `attribute ${quote(name)}: ${mismatch(given, type)}`;
  }
  return "incorrect object attributes";
}

function requiredAttributes(names: readonly string[]): string {
  if (names.length === 1) return `attribute ${names[0]} is required`;
  if (names.length === 2) return `attributes ${names.join(" and ")} are required`;
  return `attributes ${names.slice(0, -1).join(", ")}, and ${names.at(-1)} are required`;
}

function mismatchOfParts(got: Type, want: Collection): string {
  if (!fits(got, want)) return `${nameOfWanted(want)} required`;
  const parts: readonly (readonly [string, Type])[] =
    got.kind === "tuple"
      ? got.elements.map((type, i) => [String(i), type])
      : got.kind === "object"
        ? [...got.attributes].map(([name, type]) => [quote(name), type])
        : [];
  for (const [name, type] of parts) {
    if (sameType(type, want.element) || conversion(type, want.element) !== undefined) continue;
    return `element ${name}: ${mismatch(type, want.element)}`;
  }
  return `all elements must be ${nameOfWanted(want.element)}`;
}

function mismatchOfCollections(got: Collection, want: Collection): string {
  if (!fits(got, want)) return `${nameOfWanted(want)} required`;
  return `incorrect ${want.kind} element type: ${mismatch(got.element, want.element)}`;
}

/** Where the name of what was given would not help. */
function likelyToConfuse(got: Type, want: Type): boolean {
  if (isPrimitive(got) !== isPrimitive(want) || want.kind === "string") return false;
  if ((want.kind === "bool" && got.kind === "number") || (got.kind === "bool" && want.kind === "number")) return false;
  if (isCollection(got) && isCollection(want) && !hasDynamic(got.element) && hasDynamic(want.element)) return false;
  return !(got.kind === "tuple" && want.kind === "object");
}
