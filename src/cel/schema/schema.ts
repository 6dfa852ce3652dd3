/** Structural schemas as they stand in definitions. */
import type { Json } from "../values/json.ts";

export type Schema = { readonly [key: string]: Json };

export function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function schemaAt(schema: Schema, key: string): Schema | undefined {
  const value = schema[key];
  return isSchema(value) ? value : undefined;
}

export function textAt(schema: Schema, key: string): string {
  const value = schema[key];
  return typeof value === "string" ? value : "";
}

const TEXT: Schema = { type: "string" };

/** With the fields that every object has, of whose metadata only names are seen. */
export function withRoot(schema: Schema): Schema {
  const metadata = { type: "object", properties: { name: TEXT, generateName: TEXT } };
  return {
    ...schema,
    type: "object",
    properties: { ...schemaAt(schema, "properties"), kind: TEXT, apiVersion: TEXT, metadata },
  };
}
