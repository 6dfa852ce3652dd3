/**
 * Sets of fields, as `managedFields` records them (structured-merge-diff v6, fieldpath.Set): a tree of path elements in which a node may itself
 * be a member. Elements are written as in fieldsV1: `f:name`, `k:{"name":"x"}`, `v:"x"`, `i:0`.
 */
import { isObject, objectAt, parseJson, writeJson, type JsonObject, type JsonValue } from "../../kube/index.ts";

export interface FieldSet {
  readonly isMember: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const EMPTY: FieldSet = { isMember: false, children: new Map() };
export const MEMBER: FieldSet = { isMember: true, children: new Map() };

export function isEmpty(set: FieldSet): boolean {
  return !set.isMember && set.children.size === 0;
}

/** Children that hold nothing are left out. */
export function fieldSet(isMember: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  const kept = new Map<string, FieldSet>();
  for (const [element, child] of children) if (!isEmpty(child)) kept.set(element, child);
  return !isMember && kept.size === 0 ? EMPTY : { isMember, children: kept };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const children = new Map(a.children);
  for (const [element, child] of b.children) children.set(element, union(children.get(element) ?? EMPTY, child));
  return { isMember: a.isMember || b.isMember, children };
}

/** Members of `a` that are none of `b`; what lies below a member stays. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(b)) return a;
  const children = [...a.children].map(
    ([element, child]) => [element, difference(child, b.children.get(element) ?? EMPTY)] as const,
  );
  return fieldSet(a.isMember && !b.isMember, children);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const children = [...a.children].map(
    ([element, child]) => [element, intersection(child, b.children.get(element) ?? EMPTY)] as const,
  );
  return fieldSet(a.isMember && b.isMember, children);
}

export function sameSet(a: FieldSet, b: FieldSet): boolean {
  if (a.isMember !== b.isMember || a.children.size !== b.children.size) return false;
  return [...a.children].every(([element, child]) => sameSet(child, b.children.get(element) ?? EMPTY));
}

/** The paths of all members, as messages write them: `.spec.containers[name="main"].image`; those of a level before those below it. */
export function memberPaths(set: FieldSet, at = ""): string[] {
  const below = [...set.children].sort(([a], [b]) => compareElements(a, b));
  const members = below.filter(([, child]) => child.isMember).map(([element]) => at + elementText(element));
  return [...members, ...below.flatMap(([element, child]) => memberPaths(child, at + elementText(element)))];
}

function elementText(element: string): string {
  const text = element.slice(2);
  switch (element[0]) {
    case "f":
      return `.${text}`;
    case "v":
      return `[=${text}]`;
    case "i":
      return `[${text}]`;
    default: {
      const keys = Object.entries(objectAt(parseJson(text)));
      return `[${keys.map(([key, value]) => `${key}=${writeJson(value)}`).join(",")}]`;
    }
  }
}

const ELEMENT_ORDER = "fkvi";

function compareElements(a: string, b: string): number {
  const kinds = ELEMENT_ORDER.indexOf(a[0] ?? "") - ELEMENT_ORDER.indexOf(b[0] ?? "");
  if (kinds !== 0) return kinds;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function encodeFields(set: FieldSet): JsonObject {
  const result: JsonObject = {};
  if (set.isMember && set.children.size > 0) result["."] = {};
  for (const [element, child] of [...set.children].sort(([a], [b]) => compareElements(a, b))) {
    result[element] = encodeFields(child);
  }
  return result;
}

/** The root is never a member. */
export function decodeFields(fields: JsonValue | undefined): FieldSet {
  return fieldSet(false, decodeChildren(fields));
}

function decodeNode(fields: JsonValue): FieldSet {
  const children = decodeChildren(fields);
  return fieldSet(children.length === 0 || (isObject(fields) && Object.hasOwn(fields, ".")), children);
}

function decodeChildren(fields: JsonValue | undefined): [string, FieldSet][] {
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([element, below]) => (element === "." ? [] : [[element, decodeNode(below)]]));
}
