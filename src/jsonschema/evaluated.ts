/** The properties and items that no keyword has looked at yet, kept only where `unevaluated…` asks for them. */
import { isObject, type Json } from "./json.ts";
import type { Schema } from "./schema.ts";

export interface Unevaluated {
  properties?: Set<string> | undefined;
  items?: Set<number> | undefined;
}

/** What a schema leaves to be looked at. `callerNeeds`: a schema around it asks. */
export function unevaluatedIn(value: Json, schema: Schema, callerNeeds: boolean): Unevaluated {
  if (Array.isArray(value)) return { items: unevaluatedItems(value, schema, callerNeeds) };
  const wanted = callerNeeds || schema.unevaluatedProperties !== undefined;
  if (!wanted || schema.allPropertiesEvaluated || !isObject(value)) return {};
  return { properties: new Set(Object.keys(value)) };
}

function unevaluatedItems(items: readonly Json[], schema: Schema, callerNeeds: boolean): Set<number> | undefined {
  const wanted = callerNeeds || schema.unevaluatedItems !== undefined;
  if (!wanted || schema.allItemsEvaluated || schema.itemsEvaluated >= items.length) return undefined;
  return new Set(Array.from({ length: items.length - schema.itemsEvaluated }, (_, i) => i + schema.itemsEvaluated));
}

/** Keeps what the other has not looked at either. */
export function merge(mine: Unevaluated, other: Unevaluated): void {
  if (mine.properties !== undefined) {
    for (const name of mine.properties) if (other.properties?.has(name) !== true) mine.properties.delete(name);
  }
  if (mine.items === undefined) return;
  for (const i of mine.items) if (other.items?.has(i) !== true) mine.items.delete(i);
}

export function isEmpty({ properties, items }: Unevaluated): boolean {
  return (properties === undefined || properties.size === 0) && (items === undefined || items.size === 0);
}
