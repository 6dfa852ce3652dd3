/** The fields of a value, and what differs between two (structured-merge-diff v6, typed/tofieldset.go and compare.go). */
import { isObject, sameJson, type JsonValue } from "../../kube/index.ts";
import type { Schema } from "../schema/schema.ts";
import { elementOf, isDeclared, isLeaf, valueSchema } from "./element.ts";
import { EMPTY, fieldSet, isEmpty, MEMBER, union, type FieldSet } from "./field-set.ts";

/** The fields that an applied configuration speaks of. */
export function fieldsOf(value: JsonValue, schema: Schema): FieldSet {
  if (isLeaf(schema, value)) return MEMBER;
  if (Array.isArray(value)) {
    if (schema.kind !== "list") return MEMBER;
    return fieldSet(
      false,
      value.map((item) => [elementOf(item, schema), asMember(fieldsOf(item, schema.items))]),
    );
  }
  return fieldSet(
    false,
    Object.entries(value as object).map(([key, below]) => [`f:${key}`, fieldOf(below as JsonValue, schema, key)]),
  );
}

function fieldOf(value: JsonValue, schema: Schema, key: string): FieldSet {
  const below = fieldsOf(value, valueSchema(schema, key));
  const standsAlone =
    value === null || (isObject(value) && Object.keys(value).length === 0) || !isDeclared(schema, key);
  return standsAlone ? asMember(below) : below;
}

function asMember(set: FieldSet): FieldSet {
  return set.isMember ? set : { isMember: true, children: set.children };
}

export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const SAME: Comparison = { added: EMPTY, modified: EMPTY, removed: EMPTY };

/** What turns `before` into `after`; undefined stands for a value that is not there. */
export function compare(before: JsonValue | undefined, after: JsonValue | undefined, schema: Schema): Comparison {
  if (before === undefined && after === undefined) return SAME;
  if (before === after) return SAME;
  const one = after ?? before ?? null;
  const isBig = isContainer(one) && !isLeaf(schema, one) && sameShape(before, after) && !bothEmpty(before, after);
  if (!isBig) return sameShape(before, after) ? compareLeaf(before, after) : compareKinds(before, after, schema);
  const parts = Array.isArray(one) ? compareItems(before, after, schema) : compareKeys(before, after, schema);
  return {
    added: assembled(parts, "added", before === undefined),
    modified: assembled(parts, "modified", false),
    removed: assembled(parts, "removed", after === undefined),
  };
}

type Parts = readonly (readonly [string, Comparison])[];

function assembled(parts: Parts, part: keyof Comparison, isMember: boolean): FieldSet {
  return fieldSet(
    isMember,
    parts.map(([element, comparison]) => [element, comparison[part]]),
  );
}

function compareLeaf(before: JsonValue | undefined, after: JsonValue | undefined): Comparison {
  if (before === undefined) return { ...SAME, added: MEMBER };
  if (after === undefined) return { ...SAME, removed: MEMBER };
  return sameJson(before, after) ? SAME : { ...SAME, modified: MEMBER };
}

/** Where a value of one kind takes the place of another, what was in the one is gone, and what is in the other is new. */
function compareKinds(before: JsonValue | undefined, after: JsonValue | undefined, schema: Schema): Comparison {
  const within = (value: JsonValue | undefined): FieldSet =>
    value === undefined ? EMPTY : { isMember: false, children: fieldsOf(value, schema).children };
  return { added: within(after), modified: MEMBER, removed: within(before) };
}

function compareItems(before: JsonValue | undefined, after: JsonValue | undefined, schema: Schema): Parts {
  if (schema.kind !== "list") return [];
  const group = (list: JsonValue | undefined): Map<string, JsonValue[]> =>
    Map.groupBy(Array.isArray(list) ? list : [], (item) => elementOf(item, schema));
  const [old, wanted] = [group(before), group(after)];
  return [...new Set([...old.keys(), ...wanted.keys()])].map((element) => {
    const [was = [], is = []] = [old.get(element), wanted.get(element)];
    // Those that are there more than once are owned as one.
    if (was.length > 1 || is.length > 1) return [element, compareLeaf(asLeaf(was), asLeaf(is))];
    return [element, compare(was[0], is[0], schema.items)];
  });
}

function asLeaf(items: JsonValue[]): JsonValue | undefined {
  return items.length === 0 ? undefined : items;
}

function compareKeys(before: JsonValue | undefined, after: JsonValue | undefined, schema: Schema): Parts {
  const [old, wanted] = [before, after].map((value) => (isObject(value) ? value : {}));
  const keys = new Set([...Object.keys(old ?? {}), ...Object.keys(wanted ?? {})]);
  return [...keys].map((key) => [`f:${key}`, compare(old?.[key], wanted?.[key], valueSchema(schema, key))]);
}

function isContainer(value: JsonValue): boolean {
  return Array.isArray(value) || isObject(value);
}

function sameShape(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return true;
  return Array.isArray(a) === Array.isArray(b) && isObject(a) === isObject(b);
}

function bothEmpty(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const size = (value: JsonValue | undefined): number =>
    isContainer(value ?? null) ? Object.keys(value as object).length : 0;
  return size(a) === 0 && size(b) === 0;
}

/** Everything that changed. */
export function touched({ added, modified }: Comparison): FieldSet {
  return union(added, modified);
}

export function isSame(comparison: Comparison): boolean {
  return isEmpty(comparison.added) && isEmpty(comparison.modified) && isEmpty(comparison.removed);
}
