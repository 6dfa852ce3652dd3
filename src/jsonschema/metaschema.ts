/** The compiled metaschemas: every schema is checked against the one of its dialect. */
import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { Compiler } from "./compile.ts";
import type { Resource } from "./document.ts";
import type { Dialect, Draft } from "./draft.ts";
import { formatErrors } from "./error.ts";
import { isOrdinary, startReading } from "./ordinary.ts";
import { placeUrl } from "./pointer.ts";
import { Registry, type SchemaChecker } from "./registry.ts";
import { Schema } from "./schema.ts";
import { validate } from "./validate.ts";

const compiler = new Compiler(new Registry(refuseToLoad, () => {}), { assertFormats: true });
const compiled = new Map<string, Schema>();

function refuseToLoad(url: string): never {
  throw new GoError(`no metaschema at ${url}`);
}

function metaSchemaAt(url: string): Schema {
  let schema = compiled.get(url);
  if (schema === undefined) compiled.set(url, (schema = compiler.compile({ url, fragment: "" })));
  return schema;
}

function metaSchemaOf({ draft, vocabularies }: Dialect): Schema {
  return vocabularies === undefined ? metaSchemaAt(draft.url) : metaSchemaFor(draft, vocabularies);
}

/** A metaschema of one's own requires vocabularies: theirs are put together. */
function metaSchemaFor(draft: Draft, vocabularies: readonly string[]): Schema {
  const schema = new Schema("urn:mem:metaschema", "", draft.version);
  schema.allOf = vocabularies.map((name) => metaSchemaAt(draft.url.replace(/schema$/, `meta/${name}`)));
  if (draft.version >= 2020) {
    schema.dynamicAnchor = "meta";
    schema.dynamicAnchors = new Map([["meta", schema]]);
  }
  return schema;
}

/** Throws GoError for a schema that its metaschema refuses. */
export const checkSchema: SchemaChecker = (schema, place, document) => {
  const { dialect } = document.resourceAt(place.pointer);
  if (dialect.vocabularies === undefined && isOrdinary(schema, startReading(dialect.draft.version))) return;
  const schemaOf = (resource: Resource): Schema => metaSchemaOf(resource.dialect);
  const meta = metaSchemaOf(dialect);
  const errors = validate(meta, schema, { meta, resources: innerResources(document.resources), schemaOf });
  if (errors === undefined) return;
  const problem = formatErrors(metaLocation(meta), errors);
  throw new GoError(`${quote(placeUrl(place))} is not valid against metaschema: ${problem}`);
};

function metaLocation(meta: Schema): string {
  return meta.url === "urn:mem:metaschema" ? meta.url : meta.location;
}

const NONE: ReadonlyMap<string, Resource> = new Map();

/** With nothing but the document itself there is no other draft to look for. */
function innerResources(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, Resource> {
  return resources.size > 1 ? resources : NONE;
}
