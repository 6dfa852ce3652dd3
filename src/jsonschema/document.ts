/** A schema document, and the named schemas and anchors inside it (santhosh-tekuri/jsonschema v6.0.3 root.go). */
import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { type Dialect, stringAt } from "./draft.ts";
import { isObject, type Json } from "./json.ts";
import { encodeFragment, type Place, placeUrl, splitAndDecode } from "./pointer.ts";

/** A schema with a URL of its own: the document itself, or one inside it that has an id. */
export interface Resource {
  readonly pointer: string;
  readonly id: string;
  readonly dialect: Dialect;
  /** Where the schemas stand that have a name of their own. */
  readonly anchors: Map<string, string>;
  readonly dynamicAnchors: Set<string>;
}

export class SchemaDocument {
  readonly resources = new Map<string, Resource>();
  /** The places known to be schemas. */
  readonly schemas = new Set<string>();

  constructor(
    readonly url: string,
    readonly value: Json,
    /** It has no fault, and nothing in it but the whole has a name. */
    readonly isOrdinary = false,
  ) {}

  /** The nearest resource around a place. */
  resourceAt(pointer: string): Resource {
    const root = this.resources.get("");
    if (this.resources.size > 1) {
      for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
        const found = this.resources.get(at);
        if (found !== undefined) return found;
      }
    }
    if (root === undefined) throw new Error(`no resource at the root of ${this.url}`);
    return root;
  }

  resourceById(id: string): Resource | undefined {
    for (const resource of this.resources.values()) if (resource.id === id) return resource;
    return undefined;
  }

  /** The place of a fragment, a pointer or the name of an anchor, in one of its resources. */
  resolve(fragment: string, resource: Resource): Place {
    if (fragment === "" || fragment.startsWith("/")) return { url: this.url, pointer: resource.pointer + fragment };
    const pointer = resource.anchors.get(fragment);
    if (pointer !== undefined) return { url: this.url, pointer };
    const reference = quote(`${resource.id}#${encodeFragment(fragment)}`);
    throw new GoError(`anchor in ${reference} not found in schema ${quote(this.url)}`);
  }

  /** Remembers the names that a schema has beside its id. */
  addAnchors(schema: Json, pointer: string, resource: Resource): void {
    if (!isObject(schema)) return;
    const { draft } = resource.dialect;
    if (draft.version >= 2019) {
      const anchor = stringAt(schema, "$anchor");
      if (anchor !== undefined) this.#addAnchor(anchor, pointer, resource);
    } else if (!Object.hasOwn(schema, "$ref")) {
      this.#addIdAnchor(stringAt(schema, draft.id), pointer, resource);
    }
    const dynamic = draft.version >= 2020 ? stringAt(schema, "$dynamicAnchor") : undefined;
    if (dynamic === undefined) return;
    this.#addAnchor(dynamic, pointer, resource);
    resource.dynamicAnchors.add(dynamic);
  }

  /** The older drafts name a schema by the fragment of its id. */
  #addIdAnchor(id: string | undefined, pointer: string, resource: Resource): void {
    if (id === undefined) return;
    const fragment = this.#fragmentOf(id, pointer);
    if (fragment !== "" && !fragment.startsWith("/")) this.#addAnchor(fragment, pointer, resource);
  }

  #fragmentOf(id: string, pointer: string): string {
    try {
      return splitAndDecode(id)[1];
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      throw new GoError(`error in parsing anchor at ${quote(placeUrl({ url: this.url, pointer }))}`);
    }
  }

  #addAnchor(name: string, pointer: string, { anchors }: Resource): void {
    const existing = anchors.get(name);
    if (existing !== undefined && existing !== pointer) {
      const where = `${quote(this.url)} at ${quote(existing)} and ${quote(pointer)}`;
      throw new GoError(`duplicate anchor ${quote(name)} in ${where}`);
    }
    anchors.set(name, pointer);
  }
}
