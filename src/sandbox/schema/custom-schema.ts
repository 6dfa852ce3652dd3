/** A structural schema (`openAPIV3Schema` of a CustomResourceDefinition) as the type it stands for. */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { ANY, type Field, type ObjectSchema, type ScalarType, type Schema } from "./schema.ts";
import { builtinSchema } from "./types.ts";

export function customSchema(root: JsonObject, kind: string): ObjectSchema {
  const schema = objectSchema(root, kind);
  const head: [string, Field][] = [
    ["apiVersion", field({ kind: "scalar", type: "string" })],
    ["kind", field({ kind: "scalar", type: "string" })],
    ["metadata", field(builtinSchema("v1", "ConfigMap")?.fields.get("metadata")?.schema ?? ANY)],
  ];
  return { ...schema, fields: new Map([...schema.fields, ...head]) };
}

function field(schema: Schema, filled?: JsonValue): Field {
  return {
    ...{ schema, filled, required: false, isPointer: true, isAlwaysWritten: false },
    ...{ options: [], mergeKey: undefined, retainKeys: false, number: "" },
  };
}

const SCALARS: Readonly<Record<string, ScalarType>> = {
  string: "string",
  integer: "int64",
  number: "number",
  boolean: "boolean",
};

function objectSchema(schema: JsonObject, name: string): ObjectSchema {
  const fields = Object.entries(objectAt(schema, "properties")).map(([key, value]): [string, Field] => [
    key,
    field(schemaOf(value, key)),
  ]);
  return {
    kind: "object",
    name,
    fields: new Map(fields),
    atomic: textAt(schema, "x-kubernetes-map-type") === "atomic",
    open: valueAt(schema, "x-kubernetes-preserve-unknown-fields") === true,
  };
}

function schemaOf(schema: JsonValue, name: string): Schema {
  if (!isObject(schema)) return ANY;
  if (schema["x-kubernetes-int-or-string"] === true) return ANY;
  const type = textAt(schema, "type");
  // Of what has a form of its own the type is looked at with the form.
  if (type === "string" && schema["format"] !== undefined && schema["format"] !== "byte") return ANY;
  if (type === "array") return listSchema(schema, name);
  const values = schema["additionalProperties"];
  if (isObject(values)) {
    return {
      kind: "map",
      values: schemaOf(values, name),
      atomic: textAt(schema, "x-kubernetes-map-type") === "atomic",
    };
  }
  if (type === "object" && schema["properties"] !== undefined) return objectSchema(schema, name);
  if (schema["x-kubernetes-preserve-unknown-fields"] === true) return ANY;
  if (type === "object") return objectSchema(schema, name);
  const scalar = SCALARS[type];
  return scalar === undefined ? ANY : { kind: "scalar", type: scalar };
}

function listSchema(schema: JsonObject, name: string): Schema {
  const type = textAt(schema, "x-kubernetes-list-type");
  const keys = listAt(schema, "x-kubernetes-list-map-keys").map(String);
  const items = withKeyDefaults(schemaOf(objectAt(schema, "items"), name), objectAt(schema, "items"), keys);
  return { kind: "list", items, keys, listType: type === "map" || type === "set" ? type : "atomic" };
}

/** Elements are told apart by their keys' defaults too. */
function withKeyDefaults(items: Schema, schema: JsonObject, keys: readonly string[]): Schema {
  if (items.kind !== "object" || keys.length === 0) return items;
  const fields = new Map(items.fields);
  for (const key of keys) {
    const [declared, filled] = [fields.get(key), valueAt(schema, "properties", key, "default")];
    if (declared !== undefined && filled !== undefined) fields.set(key, { ...declared, filled });
  }
  return { ...items, fields };
}
