/** The drafts of JSON Schema and what differs between them (santhosh-tekuri/jsonschema v6.0.3 draft.go). */
import { get, type Json, type JsonObject } from "./json.ts";
import { splitUrl } from "./pointer.ts";

export interface Draft {
  readonly version: 4 | 6 | 7 | 2019 | 2020;
  readonly url: string;
  /** The keyword that names a schema. */
  readonly id: "id" | "$id";
  /** Where schemas stand inside a schema. */
  readonly places: readonly SubschemaPlace[];
  readonly vocabularyPrefix: string;
  readonly vocabularies: readonly string[];
  readonly defaultVocabularies: readonly string[];
}

export interface SubschemaPlace {
  readonly keyword: string;
  /** The value itself, each of its elements, or each of its properties. */
  readonly of: "itself" | "elements" | "properties";
}

function places(of: SubschemaPlace["of"], ...keywords: readonly string[]): SubschemaPlace[] {
  return keywords.map((keyword) => ({ keyword, of }));
}

const DRAFT4_PLACES = [
  ...places("properties", "definitions", "properties", "patternProperties", "dependencies"),
  ...places("elements", "allOf", "anyOf", "oneOf", "items"),
  ...places("itself", "not", "additionalProperties", "items", "additionalItems"),
];
const DRAFT6_PLACES = [...DRAFT4_PLACES, ...places("itself", "propertyNames", "contains")];
const DRAFT7_PLACES = [...DRAFT6_PLACES, ...places("itself", "if", "then", "else")];
const DRAFT2019_PLACES = [
  ...DRAFT7_PLACES,
  ...places("properties", "$defs", "dependentSchemas"),
  ...places("itself", "unevaluatedProperties", "unevaluatedItems", "contentSchema"),
];
const DRAFT2020_PLACES = [...DRAFT2019_PLACES, ...places("elements", "prefixItems")];

const NO_VOCABULARIES = { vocabularyPrefix: "", vocabularies: [], defaultVocabularies: [] };

export const DRAFTS: readonly Draft[] = [
  { version: 4, url: "http://json-schema.org/draft-04/schema", id: "id", places: DRAFT4_PLACES, ...NO_VOCABULARIES },
  { version: 6, url: "http://json-schema.org/draft-06/schema", id: "$id", places: DRAFT6_PLACES, ...NO_VOCABULARIES },
  { version: 7, url: "http://json-schema.org/draft-07/schema", id: "$id", places: DRAFT7_PLACES, ...NO_VOCABULARIES },
  {
    version: 2019,
    url: "https://json-schema.org/draft/2019-09/schema",
    id: "$id",
    places: DRAFT2019_PLACES,
    vocabularyPrefix: "https://json-schema.org/draft/2019-09/vocab/",
    vocabularies: ["core", "applicator", "validation", "meta-data", "format", "content"],
    defaultVocabularies: ["core", "applicator", "validation"],
  },
  {
    version: 2020,
    url: "https://json-schema.org/draft/2020-12/schema",
    id: "$id",
    places: DRAFT2020_PLACES,
    vocabularyPrefix: "https://json-schema.org/draft/2020-12/vocab/",
    vocabularies: [
      "core",
      "applicator",
      "unevaluated",
      "validation",
      "meta-data",
      "format-annotation",
      "format-assertion",
      "content",
    ],
    defaultVocabularies: ["core", "applicator", "unevaluated", "validation"],
  },
];

export const LATEST = DRAFTS[4] as Draft;

/** `undefined` for a metaschema that is not one of the drafts'. */
export function draftOf(url: string): Draft | undefined {
  const [base, fragment] = splitUrl(url);
  if (fragment !== "") return undefined;
  const bare = base.replace(/^https?:\/\//, "");
  if (bare === "json-schema.org/schema") return LATEST;
  return DRAFTS.find((draft) => draft.url.replace(/^https?:\/\//, "") === bare);
}

/** The draft of a schema and the vocabularies its metaschema asks for, where it does not take the draft's own. */
export interface Dialect {
  readonly draft: Draft;
  readonly vocabularies?: readonly string[] | undefined;
}

export function hasVocabulary({ draft, vocabularies }: Dialect, name: string): boolean {
  if (name === "core" || draft.version < 2019) return true;
  return (vocabularies ?? draft.defaultVocabularies).includes(name);
}

/** The name of a schema without its fragment; empty where it has none. */
export function idOf(draft: Draft, schema: JsonObject): string {
  // Beside a $ref the older drafts ignore everything.
  if (draft.version < 2019 && Object.hasOwn(schema, "$ref")) return "";
  const id = get(schema, draft.id);
  return typeof id === "string" ? splitUrl(id)[0] : "";
}

export function stringAt(schema: JsonObject, keyword: string): string | undefined {
  const value: Json | undefined = get(schema, keyword);
  return typeof value === "string" ? value : undefined;
}
