/** The fields that an object sets, as `KIND path`: without indexes, without the keys of maps, those of pods under `PodSpec` wherever they stand. */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";
import type { Schema } from "../../../src/sandbox/schema/schema.ts";
import { builtinSchema } from "../../../src/sandbox/schema/types.ts";

const POD_SPEC = "io.k8s.api.core.v1.PodSpec";

export function fieldsIn(object: JsonObject): string[] {
  const kind = textAt(object, "kind");
  const schema = builtinSchema(textAt(object, "apiVersion"), kind);
  if (schema === undefined) return [];
  return [...new Set([...schema.fields].flatMap(([key, field]) => walk(object[key], field.schema, `${kind} ${key}`)))];
}

function walk(value: JsonValue | undefined, schema: Schema, at: string): string[] {
  if (value === undefined || value === null) return [];
  if (schema.kind === "list") {
    return Array.isArray(value) ? [at, ...value.flatMap((item) => walk(item, schema.items, at))] : [];
  }
  if (schema.kind !== "object" || !isObject(value)) return [at];
  const place = schema.name === POD_SPEC ? "PodSpec " : at;
  return Object.entries(value).flatMap(([key, below]) => {
    const field = schema.fields.get(key);
    return field === undefined ? [] : walk(below, field.schema, place.endsWith(" ") ? place + key : `${place}.${key}`);
  });
}
