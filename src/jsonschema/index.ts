/**
 * JSON Schema as Helm uses it: santhosh-tekuri/jsonschema v6.0.3 with its drafts (4, 6, 7, 2019-09, 2020-12), formats,
 * order and messages. Left out: `contentEncoding` and `contentMediaType` as assertions, which Helm does not turn on, and
 * vocabularies of one's own.
 */
import type { Value } from "../go/index.ts";
import { Compiler } from "./compile.ts";
import { formatErrors } from "./error.ts";
import { fromValue, type Json } from "./json.ts";
import { checkSchema } from "./metaschema.ts";
import { Registry, type SchemaLoader } from "./registry.ts";
import { validate } from "./validate.ts";

export { type Json, parseJson } from "./json.ts";
export type { SchemaLoader } from "./registry.ts";

export interface ValidateOptions {
  /** The URL that the schema is known under, against which its references are resolved. */
  readonly url: string;
  /** Schemas at other URLs. */
  readonly load: SchemaLoader;
}

/**
 * What is wrong with a value, as the library prints it; `undefined` where nothing is. Throws GoError for a schema that
 * cannot be used.
 */
export function validateValue(schema: Json, value: Value, { url, load }: ValidateOptions): string | undefined {
  const registry = new Registry(load, checkSchema);
  registry.add(url, schema);
  const root = new Compiler(registry, { assertFormats: false }).compile({ url, fragment: "" });
  const errors = validate(root, fromValue(value));
  return errors === undefined ? undefined : formatErrors(root.location, errors);
}
