/** The types of cty 1.19: three primitive ones, collections of one type, structures of many, and `dynamic` for any. */
import { assertNever } from "../../../base/index.ts";

export type Type = Primitive | Dynamic | Collection | Tuple | ObjectType;

export interface Primitive {
  readonly kind: "string" | "number" | "bool";
}

export interface Dynamic {
  readonly kind: "dynamic";
}

export interface Collection {
  readonly kind: "list" | "set" | "map";
  readonly element: Type;
}

export interface Tuple {
  readonly kind: "tuple";
  readonly elements: readonly Type[];
}

export interface ObjectType {
  readonly kind: "object";
  /** In the order of their names. */
  readonly attributes: ReadonlyMap<string, Type>;
}

export const STRING: Primitive = { kind: "string" };
export const NUMBER: Primitive = { kind: "number" };
export const BOOL: Primitive = { kind: "bool" };
export const DYNAMIC: Dynamic = { kind: "dynamic" };

export function listOf(element: Type): Collection {
  return { kind: "list", element };
}

export function setOf(element: Type): Collection {
  return { kind: "set", element };
}

export function mapOf(element: Type): Collection {
  return { kind: "map", element };
}

export function tupleOf(elements: readonly Type[]): Tuple {
  return { kind: "tuple", elements };
}

export function isPrimitive(type: Type): type is Primitive {
  return type.kind === "string" || type.kind === "number" || type.kind === "bool";
}

export function isCollection(type: Type): type is Collection {
  return type.kind === "list" || type.kind === "set" || type.kind === "map";
}

/** A list, set or tuple. */
export function isSequence(type: Type): boolean {
  return type.kind === "list" || type.kind === "set" || type.kind === "tuple";
}

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "list":
    case "set":
    case "map":
      return isCollection(b) && sameType(a.element, b.element);
    case "tuple":
      return b.kind === "tuple" && sameElements(a.elements, b.elements);
    case "object":
      return b.kind === "object" && sameAttributes(a.attributes, b.attributes);
    default:
      return true;
  }
}

function sameElements(a: readonly Type[], b: readonly Type[]): boolean {
  return a.length === b.length && a.every((one, i) => sameType(one, b[i] ?? DYNAMIC));
}

function sameAttributes(a: ReadonlyMap<string, Type>, b: ReadonlyMap<string, Type>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, type] of a) {
    const other = b.get(name);
    if (other === undefined || !sameType(type, other)) return false;
  }
  return true;
}

/** `FriendlyName`: what messages call a type. */
export function nameOf(type: Type): string {
  return isCollection(type) ? `${type.kind} of ${nameOf(type.element)}` : type.kind;
}

/** `FriendlyNameForConstraint`: the same for a type that is asked for. */
export function nameOfWanted(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind} of ${type.element.kind === "dynamic" ? "any single type" : nameOfWanted(type.element)}`;
    case "dynamic":
      return "any type";
    case "string":
    case "number":
    case "bool":
    case "tuple":
    case "object":
      return type.kind;
    default:
      return assertNever(type);
  }
}

/** Whether `dynamic` stands anywhere in it. */
export function hasDynamic(type: Type): boolean {
  if (isCollection(type)) return hasDynamic(type.element);
  if (type.kind === "tuple") return type.elements.some(hasDynamic);
  if (type.kind === "object") return [...type.attributes.values()].some(hasDynamic);
  return type.kind === "dynamic";
}

/** `TestConformance`: whether a value of a type may stand where another is expected. */
export function conforms(given: Type, wanted: Type): boolean {
  if (wanted.kind === "dynamic" || sameType(given, wanted)) return true;
  if (given.kind !== wanted.kind) return false;
  if (isCollection(given) && isCollection(wanted)) return conforms(given.element, wanted.element);
  if (given.kind === "tuple" && wanted.kind === "tuple") {
    const { elements } = wanted;
    return (
      given.elements.length === elements.length &&
      given.elements.every((one, i) => conforms(one, elements[i] ?? DYNAMIC))
    );
  }
  if (given.kind !== "object" || wanted.kind !== "object" || given.attributes.size !== wanted.attributes.size)
    return false;
  return [...wanted.attributes].every(([name, type]) => {
    const one = given.attributes.get(name);
    return one !== undefined && conforms(one, type);
  });
}
