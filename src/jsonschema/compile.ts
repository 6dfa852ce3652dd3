/** Turns schemas into `Schema` objects, following references (santhosh-tekuri/jsonschema v6.0.3 compiler.go). */
import { compileKeywords } from "./compile-keywords.ts";
import type { SchemaDocument } from "./document.ts";
import { isObject, type Json } from "./json.ts";
import { lookup, type Place } from "./pointer.ts";
import type { Registry } from "./registry.ts";
import { Schema } from "./schema.ts";
import type { CompileOptions, SchemaSource } from "./schema-source.ts";
import type { UrlAndFragment } from "./urls.ts";

export class Compiler implements SchemaSource {
  readonly registry: Registry;
  readonly options: CompileOptions;
  readonly #schemas = new Map<string, Map<string, Schema>>();
  readonly #queue: Schema[] = [];

  constructor(registry: Registry, options: CompileOptions) {
    this.registry = registry;
    this.options = options;
  }

  /** The schema at a URL, with everything it leads to. Throws GoError. */
  compile(target: UrlAndFragment): Schema {
    const schema = this.schemaAt(this.registry.resolve(target));
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#fill(next);
    return schema;
  }

  /** The schema of a place, filled in later. */
  schemaAt({ url, pointer }: Place): Schema {
    let schemas = this.#schemas.get(url);
    if (schemas === undefined) this.#schemas.set(url, (schemas = new Map()));
    let schema = schemas.get(pointer);
    if (schema === undefined) {
      schema = new Schema(url, pointer, 0);
      schemas.set(pointer, schema);
      this.#queue.push(schema);
    }
    return schema;
  }

  #fill(schema: Schema): void {
    const document = this.registry.ensureSchema(schema);
    const value = lookup(document.value, schema);
    const resource = document.resourceAt(schema.pointer);
    schema.version = resource.dialect.draft.version;
    schema.resource = this.schemaAt({ url: schema.url, pointer: resource.pointer });
    this.#addDynamicAnchors(schema, document);
    this.#addKeywords(schema, value, document);
    markEvaluated(schema);
  }

  #addDynamicAnchors(schema: Schema, document: SchemaDocument): void {
    if (schema.version < 2020 || schema.resource !== schema) return;
    const { anchors, dynamicAnchors } = document.resourceAt(schema.pointer);
    for (const name of dynamicAnchors) {
      schema.dynamicAnchors ??= new Map();
      schema.dynamicAnchors.set(name, this.schemaAt({ url: schema.url, pointer: anchors.get(name) ?? "" }));
    }
  }

  #addKeywords(schema: Schema, value: Json, document: SchemaDocument): void {
    if (typeof value === "boolean") schema.always = value;
    if (!isObject(value)) return;
    if (Object.keys(value).length === 0) schema.always = true;
    else compileKeywords({ compiler: this, document, schema, source: value });
  }
}

function markEvaluated(schema: Schema): void {
  schema.allPropertiesEvaluated = schema.additionalProperties !== undefined;
  if (schema.version >= 2020) {
    schema.allItemsEvaluated = schema.items2020 !== undefined;
    schema.itemsEvaluated = schema.prefixItems?.length ?? 0;
    return;
  }
  schema.allItemsEvaluated = schema.additionalItems !== undefined || schema.items instanceof Schema;
  schema.itemsEvaluated = Array.isArray(schema.items) ? schema.items.length : 0;
}
