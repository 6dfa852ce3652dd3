/** How the elements of lists and objects are named in sets of fields, and what schema they have. */
import { writeJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { isObject } from "../../kube/index.ts";
import { ANY, type ListSchema, type Schema } from "../schema/schema.ts";

/** A value that cannot be merged: an element of a list without its keys, or one that is there twice. */
export class ElementError extends Error {
  override name = "ElementError";
}

/** Of a list that is a set or a map. */
export function elementOf(item: JsonValue, schema: ListSchema): string {
  if (schema.listType === "set") return `v:${writeJson(item)}`;
  const keys: JsonObject = {};
  for (const key of [...schema.keys].sort()) {
    const value = (isObject(item) ? item[key] : undefined) ?? defaultOf(schema.items, key);
    if (value !== undefined) keys[key] = value;
  }
  if (Object.keys(keys).length === 0) {
    throw new ElementError(
      "associative list with keys has an element that omits all key fields (and doesn't have default values for any key fields)",
    );
  }
  return `k:${writeJson(keys)}`;
}

function defaultOf(schema: Schema, key: string): JsonValue | undefined {
  return schema.kind === "object" ? schema.fields.get(key)?.filled : undefined;
}

/** Of a list's items by their element; of equal ones the last. */
export function itemsByElement(list: readonly JsonValue[], schema: ListSchema): Map<string, JsonValue> {
  return new Map(list.map((item) => [elementOf(item, schema), item]));
}

export function valueSchema(schema: Schema, key: string): Schema {
  if (schema.kind === "object") return schema.fields.get(key)?.schema ?? ANY;
  return schema.kind === "map" ? schema.values : ANY;
}

/** Whether the type names the field: a map's keys are no such. */
export function isDeclared(schema: Schema, key: string): boolean {
  return schema.kind === "object" && schema.fields.has(key);
}

/** Owned as one: scalars, atomic lists and maps. */
export function isLeaf(schema: Schema, value: JsonValue): boolean {
  if (Array.isArray(value)) return schema.kind !== "list" || schema.listType === "atomic";
  if (!isObject(value)) return true;
  return (schema.kind === "object" || schema.kind === "map") && schema.atomic;
}
