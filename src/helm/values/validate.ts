/** Checks values against one JSON schema. In a module of its own, which is only loaded for charts that have one. */
import { GoError, type GoMap } from "../../go/index.ts";
import { type Json, parseJson, type SchemaLoader, validateValue } from "../../jsonschema/index.ts";

/** Where Helm says that every chart's schema lies. */
const SCHEMA_URL = "file:///values.schema.json";

/** Throws `GoError` with what is wrong with the values, or with the schema. `load` finds schemas that it refers to. */
export function validateValues(schema: string, values: GoMap, load: SchemaLoader): void {
  const fault = validateValue(parseJson(schema), values, { url: SCHEMA_URL, load: (url) => loadOrAllow(url, load) });
  if (fault === undefined) return;
  const start = `jsonschema validation failed with '${SCHEMA_URL}#'\n`;
  throw new GoError(`${fault.startsWith(start) ? fault.slice(start.length) : fault}\n`);
}

/** Names that resolve to nothing allow everything. */
function loadOrAllow(url: string, load: SchemaLoader): Json {
  return url.startsWith("urn:") ? (load(url) ?? true) : load(url);
}
