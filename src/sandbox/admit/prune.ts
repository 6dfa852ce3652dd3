/** Custom resources without the fields that their schema does not know (apiserver schema/pruning). */
import { isObject, objectAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { ObjectSchema, Schema } from "../schema/schema.ts";
import { decodeObject, type Decoded } from "./decode.ts";

/** Of custom resources unknown fields go; types are left to their schema's validation. */
export function pruned(object: JsonObject, schema: ObjectSchema): Decoded {
  const unknown: string[] = [];
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    const field = schema.fields.get(key);
    if (field === undefined && schema.open !== true) unknown.push(key);
    else
      kept[key] =
        key === "metadata" || field === undefined
          ? value
          : pruneValue(value, { schema: field.schema, path: key, unknown });
  }
  const metadata = decodeObject(objectAt(object, "metadata"), schema.fields.get("metadata")?.schema ?? schema);
  return {
    object: { ...kept, metadata: metadata.object },
    unknown: [...unknown, ...metadata.unknown.map((path) => `metadata.${path}`)],
  };
}

interface PruneAt {
  readonly schema: Schema;
  readonly path: string;
  readonly unknown: string[];
}

function pruneValue(value: JsonValue, { schema, path, unknown }: PruneAt): JsonValue {
  if (Array.isArray(value) && schema.kind === "list") {
    return value.map((item, i) => pruneValue(item, { schema: schema.items, path: `${path}[${i}]`, unknown }));
  }
  if (!isObject(value)) return value;
  if (schema.kind === "map") {
    return Object.fromEntries(
      Object.entries(value).map(([key, below]) => [
        key,
        pruneValue(below, { schema: schema.values, path: `${path}.${key}`, unknown }),
      ]),
    );
  }
  if (schema.kind !== "object") return value;
  const kept: JsonObject = {};
  for (const [key, below] of Object.entries(value)) {
    const field = schema.fields.get(key);
    const place = `${path}.${key}`;
    if (field !== undefined) kept[key] = pruneValue(below, { schema: field.schema, path: place, unknown });
    else if (schema.open === true) kept[key] = below;
    else unknown.push(place);
  }
  return kept;
}
