/** What Go's decoder makes of a field that is given twice: the later value is read into what the earlier one left. */
import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Field, Schema } from "../schema/schema.ts";

/** Both are of the field's type. */
export function combined(earlier: JsonValue, later: JsonValue, { schema, isPointer }: Field): JsonValue {
  if (later === null) return isPointer || schema.kind === "list" || schema.kind === "map" ? null : earlier;
  return within(earlier, later, schema);
}

function within(earlier: JsonValue, later: JsonValue, schema: Schema): JsonValue {
  switch (schema.kind) {
    case "object":
      return isObject(earlier) && isObject(later) ? bothFields(earlier, later, schema.fields) : later;
    case "map":
      return isObject(earlier) && isObject(later) ? { ...earlier, ...later } : later;
    case "list":
      // The elements that were there are read into again.
      return Array.isArray(earlier) && Array.isArray(later)
        ? later.map((one, i) => (earlier[i] === undefined ? one : within(earlier[i], one, schema.items)))
        : later;
    default:
      return later;
  }
}

function bothFields(earlier: JsonObject, later: JsonObject, fields: ReadonlyMap<string, Field>): JsonObject {
  const result = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const [field, before] = [fields.get(key), earlier[key]];
    result[key] = field === undefined || before === undefined ? value : combined(before, value, field);
  }
  return result;
}
