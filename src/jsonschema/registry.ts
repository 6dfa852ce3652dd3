/** The documents that schemas come from: loads them, finds their named schemas, checks them against their metaschema. */
import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { type Resource, SchemaDocument } from "./document.ts";
import { type Dialect, type Draft, draftOf, idOf, LATEST, stringAt, type SubschemaPlace } from "./draft.ts";
import { get, isObject, type Json, sortedKeys } from "./json.ts";
import { metaDocument } from "./meta-documents.ts";
import { childPointer, lookup, type Place, placeUrl, splitUrl } from "./pointer.ts";
import { joinUrl, parseUrl, type UrlAndFragment } from "./urls.ts";

/** Port: the schema at a URL, as JSON. Throws GoError with the reason why there is none. */
export type SchemaLoader = (url: string) => Json;

/** Checks a schema against the metaschema of its dialect. Throws GoError. */
export type SchemaChecker = (schema: Json, place: Place, document: SchemaDocument) => void;

export class Registry {
  readonly #values = new Map<string, Json>();
  readonly #documents = new Map<string, SchemaDocument>();
  readonly #ordinary = new Set<string>();
  readonly #load: SchemaLoader;
  readonly #check: SchemaChecker;

  constructor(load: SchemaLoader, check: SchemaChecker) {
    this.#load = load;
    this.#check = check;
  }

  /** Makes a schema known under a URL. `isOrdinary`: every place in it that is asked for is known to be a schema without fault or name. */
  add(url: string, schema: Json, { isOrdinary = false } = {}): void {
    this.#values.set(url, schema);
    if (isOrdinary) this.#ordinary.add(url);
  }

  /** The document at a URL. Throws GoError when it cannot be loaded or is no schema. */
  document(url: string): SchemaDocument {
    const known = this.#documents.get(url);
    if (known !== undefined) return known;
    const document = new SchemaDocument(url, this.#value(url), this.#ordinary.has(url));
    this.#collect(document, { schema: document.value, base: url, pointer: "", fallback: { draft: LATEST } });
    const isChecked = document.isOrdinary || /^https?:\/\/json-schema\.org\//.test(url);
    if (!isChecked) this.#check(document.value, { url, pointer: "" }, document);
    this.#documents.set(url, document);
    return document;
  }

  #value(url: string): Json {
    const known = this.#values.get(url);
    // A schema may be null, which is none: whoever compiles it says so.
    if (known !== undefined) return known;
    const meta = metaDocument(url);
    if (meta !== undefined) return meta;
    const loaded = this.#loadOrExplain(url);
    this.#values.set(url, loaded);
    return loaded;
  }

  #loadOrExplain(url: string): Json {
    try {
      return this.#load(url);
    } catch (error) {
      throw error instanceof GoError ? new GoError(`failing loading ${quote(url)}: ${error.message}`) : error;
    }
  }

  /** The place that a URL with a fragment means. */
  resolve({ url, fragment }: UrlAndFragment): Place {
    const document = this.document(url);
    return document.resolve(fragment, document.resourceAt(""));
  }

  /** Makes sure that a place a reference leads to is a schema, wherever in the document it stands. */
  ensureSchema(place: Place): SchemaDocument {
    const document = this.document(place.url);
    const { pointer } = place;
    if (document.isOrdinary || document.schemas.has(pointer)) return document;
    const schema = lookup(document.value, place);
    const around = document.resourceAt(pointer);
    this.#collect(document, { schema, base: around.id, pointer, fallback: around.dialect });
    if (!document.resources.has(pointer)) document.addAnchors(schema, pointer, around);
    this.#check(schema, place, document);
    return document;
  }

  // --- named schemas

  #collect(document: SchemaDocument, what: Collecting): void {
    const { schema, pointer } = what;
    if (document.schemas.has(pointer)) return;
    if (isObject(schema)) this.#collectObject(document, what);
    else if (pointer === "") addResource(document, { pointer, id: what.base, dialect: what.fallback });
    document.schemas.add(pointer);
  }

  #collectObject(document: SchemaDocument, { schema, base, pointer, fallback }: Collecting): void {
    if (!isObject(schema)) return;
    const { draft, id, isDeclared } = this.#draftAndId(document, { schema, base, pointer, fallback });
    const url = id === "" ? base : joinId(base, id, { url: document.url, pointer });
    if (id !== "" || pointer === "") {
      const dialect = isDeclared ? { draft, vocabularies: this.#vocabularies(schema, draft) } : fallback;
      registerResource(document, { pointer, id: url, dialect });
    }
    const resource = document.resourceById(url);
    if (resource === undefined) throw new Error("a schema has no resource around it");
    document.addAnchors(schema, pointer, resource);
    if (document.isOrdinary) return;
    for (const place of draft.places) {
      forEachSchema(schema, place, pointer, (inner, innerPointer) => {
        this.#collect(document, { schema: inner, base: url, pointer: innerPointer, fallback: resource.dialect });
      });
    }
  }

  /** Only a schema with an id may say that it follows another draft. */
  #draftAndId(document: SchemaDocument, { schema, pointer, fallback }: Collecting): DraftAndId {
    if (!isObject(schema)) return { draft: fallback.draft, id: "", isDeclared: false };
    const draft = this.#draftOf(schema, { url: document.url, pointer }, { fallback: fallback.draft, seen: new Set() });
    const id = idOf(draft, schema);
    if (id === "" && pointer !== "") {
      return { draft: fallback.draft, id: idOf(fallback.draft, schema), isDeclared: false };
    }
    return { draft, id, isDeclared: stringAt(schema, "$schema") !== undefined };
  }

  /** The draft that `$schema` names, or that the metaschema it names follows. */
  #draftOf(schema: Json, place: Place, { fallback, seen }: { fallback: Draft; seen: Set<string> }): Draft {
    const name = isObject(schema) ? stringAt(schema, "$schema") : undefined;
    if (name === undefined) return fallback;
    const draft = draftOf(name);
    if (draft !== undefined) return draft;
    const [url] = splitUrl(name);
    checkMetaUrl(url, place);
    if (place.pointer === "" && url === place.url) throw new GoError(`draft ${quote(url)} is not supported`);
    if (seen.has(url)) throw new GoError(`cycle in resolving $schema in ${quote(url)}`);
    seen.add(url);
    return this.#draftOf(this.#value(url), { url, pointer: "" }, { fallback, seen });
  }

  /** The vocabularies that a metaschema of one's own requires; none for the drafts' own. */
  #vocabularies(schema: Json, draft: Draft): readonly string[] | undefined {
    const name = isObject(schema) ? stringAt(schema, "$schema") : undefined;
    if (name === undefined || draftOf(name) !== undefined) return undefined;
    const [url] = splitUrl(name);
    const meta = this.#value(url);
    const wanted = draft.version >= 2019 && isObject(meta) ? get(meta, "$vocabulary") : undefined;
    return isObject(wanted) ? requiredVocabularies(wanted, draft, url) : undefined;
  }
}

interface Collecting {
  readonly schema: Json;
  readonly base: string;
  readonly pointer: string;
  readonly fallback: Dialect;
}

interface DraftAndId {
  readonly draft: Draft;
  readonly id: string;
  readonly isDeclared: boolean;
}

type ResourceInput = Pick<Resource, "pointer" | "id" | "dialect">;

function addResource(document: SchemaDocument, input: ResourceInput): void {
  document.resources.set(input.pointer, { ...input, anchors: new Map(), dynamicAnchors: new Set() });
}

function registerResource(document: SchemaDocument, input: ResourceInput): void {
  const same = document.resourceById(input.id);
  if (same === undefined) {
    addResource(document, input);
  } else if (same.pointer !== input.pointer) {
    const where = `${quote(document.url)} at ${quote(input.pointer)} and ${quote(same.pointer)}`;
    throw new GoError(`duplicate id ${quote(input.id)} in ${where}`);
  }
}

function joinId(base: string, id: string, place: Place): string {
  try {
    return joinUrl(base, id).url;
  } catch (error) {
    throw error instanceof GoError ? new GoError(`error in parsing id at ${quote(placeUrl(place))}`) : error;
  }
}

function checkMetaUrl(url: string, place: Place): void {
  try {
    parseUrl(url);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const reason = error.message.replace(/^error in parsing "[^"]*": /, "");
    throw new GoError(`invalid $schema in ${quote(placeUrl(place))}: ${reason}`);
  }
}

function requiredVocabularies(wanted: Record<string, Json>, draft: Draft, url: string): readonly string[] {
  const names: string[] = [];
  for (const vocabulary of sortedKeys(wanted)) {
    if (wanted[vocabulary] !== true) continue;
    const isKnown = vocabulary.startsWith(draft.vocabularyPrefix);
    const name = vocabulary.slice(draft.vocabularyPrefix.length);
    if (!isKnown || !draft.vocabularies.includes(name)) {
      throw new GoError(`unsupported vocabulary ${quote(vocabulary)} in ${quote(url)}`);
    }
    names.push(name);
  }
  return names.includes("core") ? names : [...names, "core"];
}

/** Visits the schemas that stand under one keyword. */
function forEachSchema(
  schema: Record<string, Json>,
  { keyword, of }: SubschemaPlace,
  pointer: string,
  visit: (schema: Json, pointer: string) => void,
): void {
  const value = get(schema, keyword);
  if (value === undefined) return;
  const at = childPointer(pointer, keyword);
  if (of === "itself") visit(value, at);
  else if (of === "elements" && Array.isArray(value)) value.forEach((item, i) => visit(item, `${at}/${i}`));
  else if (of === "properties" && isObject(value)) {
    for (const name of sortedKeys(value)) visit(value[name] ?? null, childPointer(at, name));
  }
}
