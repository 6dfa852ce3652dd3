/** An applied configuration laid over what is live, and fields taken out again (structured-merge-diff v6, typed/merge.go and remove.go). */
import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { ListSchema, Schema } from "../schema/schema.ts";
import { elementOf, isDeclared, isLeaf, itemsByElement, valueSchema } from "./element.ts";
import { EMPTY, fieldSet, isEmpty, type FieldSet } from "./field-set.ts";

/** What was applied wins; what it does not speak of stays. */
export function mergeApplied(live: JsonValue | undefined, applied: JsonValue, schema: Schema): JsonValue {
  if (live === undefined || live === null || isLeaf(schema, applied)) return applied;
  if (Array.isArray(applied)) {
    return Array.isArray(live) && schema.kind === "list" ? mergeLists(live, applied, schema) : applied;
  }
  if (!isObject(live) || !isObject(applied)) return applied;
  const result: JsonObject = { ...live };
  for (const [key, value] of Object.entries(applied)) {
    result[key] = mergeApplied(live[key], value, valueSchema(schema, key));
  }
  return result;
}

/** In the applied order; elements that only the live list has stay between their neighbours. */
function mergeLists(live: readonly JsonValue[], applied: readonly JsonValue[], schema: ListSchema): JsonValue[] {
  const old = itemsByElement(live, schema);
  const wanted = itemsByElement(applied, schema);
  const [left, right] = [[...old.keys()], [...wanted.keys()]];
  const shared = right.filter((element) => old.has(element));
  const merged: string[] = [];
  let [l, r, s] = [0, 0, 0];
  while (l < left.length || r < right.length) {
    const [a, b] = [left[l], right[r]];
    if (a !== undefined && !wanted.has(a)) {
      merged.push(a);
      l++;
    } else if (a !== undefined && a !== b && a !== shared[s]) {
      // It comes later, in the order of the applied list.
      l++;
    } else if (b !== undefined) {
      merged.push(b);
      r++;
      if (b === a) l++;
      if (b === shared[s]) s++;
    } else l++;
  }
  return merged.map((element) => {
    const [before, after] = [old.get(element), wanted.get(element)];
    return after === undefined ? (before ?? null) : mergeApplied(before, after, schema.items);
  });
}

/** The value without the members of `fields`; undefined where nothing is left. */
export function withoutFields(value: JsonValue, fields: FieldSet, schema: Schema): JsonValue | undefined {
  if (isEmpty(fields) || isLeaf(schema, value)) return value;
  if (Array.isArray(value)) return schema.kind === "list" ? withoutItems(value, fields, schema) : value;
  const result: JsonObject = {};
  for (const [key, below] of Object.entries(value as JsonObject)) {
    const kept = keptOf(below, fields.children.get(`f:${key}`), valueSchema(schema, key));
    if (kept !== undefined) result[key] = kept;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

function withoutItems(list: readonly JsonValue[], fields: FieldSet, schema: ListSchema): JsonValue[] | undefined {
  const kept = list.flatMap((item) => keptOf(item, fields.children.get(elementOf(item, schema)), schema.items) ?? []);
  return kept.length === 0 ? undefined : kept;
}

function keptOf(value: JsonValue, fields: FieldSet | undefined, schema: Schema): JsonValue | undefined {
  if (fields === undefined) return value;
  return fields.isMember ? undefined : withoutFields(value, fields, schema);
}

/** Declared fields on the way to a member become members, so that they go with the last of what is below them. */
export function withNamedFields(fields: FieldSet, schema: Schema): FieldSet {
  const children = [...fields.children].map(([element, child]) => {
    const [key, isField] = [element.slice(2), element.startsWith("f:")];
    const below = withNamedFields(
      child,
      isField ? valueSchema(schema, key) : schema.kind === "list" ? schema.items : schema,
    );
    const isMember = below.isMember || (isField && below.children.size > 0 && isDeclared(schema, key));
    return [element, isMember === below.isMember ? below : { isMember, children: below.children }] as const;
  });
  return children.length === 0 && !fields.isMember ? EMPTY : fieldSet(fields.isMember, children);
}
