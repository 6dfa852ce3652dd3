/**
 * JSON Schema as Helm uses it: santhosh-tekuri/jsonschema v6.0.3 with its drafts (4, 6, 7, 2019-09, 2020-12), formats,
 * order and messages. Left out: `contentEncoding` and `contentMediaType` as assertions, which Helm does not turn on, and
 * vocabularies of one's own.
 */
export { type Json, parseJson } from "./json.ts";
export type { SchemaLoader } from "./registry.ts";
export { type SchemaOptions, ValueSchema } from "./value-schema.ts";
