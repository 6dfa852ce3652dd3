/** Checks values against JSON schemas. In a module of its own, which is only loaded for charts that have one. */
import { GoError } from "../../go/index.ts";
import { type Json, parseJson, type SchemaLoader, ValueSchema } from "../../jsonschema/index.ts";
import type { SchemaValidator } from "./schema.ts";

/** Where Helm says that every chart's schema lies. */
const SCHEMA_URL = "file:///values.schema.json";

/** `load` finds schemas that others refer to. */
export function valuesValidator(load: SchemaLoader): SchemaValidator {
  const options = { url: SCHEMA_URL, load: (url: string) => loadOrAllow(url, load) };
  let kept: { readonly text: string; readonly schema: ValueSchema } | undefined;
  const compile = (text: string, onRead: () => void): ValueSchema => {
    const json = parseJson(text);
    onRead();
    return new ValueSchema(json, options);
  };
  return (text, values, onRead) => {
    const again = kept?.text === text ? kept.schema : undefined;
    if (again !== undefined) onRead();
    const schema = again ?? compile(text, onRead);
    // Lint checks two sets of values against the same schema, then renders: from then on it would only take up memory.
    kept = again === undefined ? { text, schema } : undefined;
    const fault = schema.faultOf(values);
    if (fault !== undefined) throw new GoError(`${withoutStart(fault)}\n`);
  };
}

function withoutStart(fault: string): string {
  const start = `jsonschema validation failed with '${SCHEMA_URL}#'\n`;
  return fault.startsWith(start) ? fault.slice(start.length) : fault;
}

/** Names that resolve to nothing allow everything. */
function loadOrAllow(url: string, load: SchemaLoader): Json {
  return url.startsWith("urn:") ? (load(url) ?? true) : load(url);
}
