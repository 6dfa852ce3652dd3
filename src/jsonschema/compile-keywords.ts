/** Reads the keywords of one schema (santhosh-tekuri/jsonschema v6.0.3 objcompiler.go). */
import { GoError } from "../go/index.ts";
import { compile as compileRegexp, type Regexp } from "../go/regexp/index.ts";
import { quote } from "../go/strconv/index.ts";
import type { Resource, SchemaDocument } from "./document.ts";
import { hasVocabulary } from "./draft.ts";
import { formatOf } from "./formats/index.ts";
import { get, isObject, type Json, JsonNumber, type JsonObject, sortedKeys } from "./json.ts";
import { compareNumbers, isInteger, type JsonNumeric } from "./numbers.ts";
import { childPointer, placeUrl, splitAndDecode } from "./pointer.ts";
import { type Schema, TYPE_NAMES, type TypeName } from "./schema.ts";
import type { SchemaSource } from "./schema-source.ts";
import { joinUrl } from "./urls.ts";

export interface KeywordInput {
  readonly compiler: SchemaSource;
  readonly document: SchemaDocument;
  readonly schema: Schema;
  readonly source: JsonObject;
}

/** Throws GoError for a reference or a pattern that cannot be used. */
export function compileKeywords(input: KeywordInput): void {
  const reader = new KeywordReader(input);
  const { schema } = input;
  reader.readDraft4();
  if (schema.version >= 6) reader.readDraft6();
  if (schema.version >= 7) reader.readDraft7();
  if (schema.version >= 2019) reader.readDraft2019();
  if (schema.version >= 2020) reader.readDraft2020();
}

class KeywordReader {
  readonly #compiler: SchemaSource;
  readonly #document: SchemaDocument;
  readonly #resource: Resource;
  readonly #schema: Schema;
  readonly #source: JsonObject;

  constructor({ compiler, document, schema, source }: KeywordInput) {
    this.#compiler = compiler;
    this.#document = document;
    this.#resource = document.resourceAt(schema.pointer);
    this.#schema = schema;
    this.#source = source;
  }

  // --- by draft

  readDraft4(): void {
    const schema = this.#schema;
    schema.ref = this.#reference("$ref");
    // Before 2019 a $ref hides what stands beside it.
    if (schema.version < 2019 && schema.ref !== undefined) return;
    if (this.#has("applicator")) this.#readApplicators();
    if (this.#has("validation")) this.#readAssertions();
    this.#readFormat();
  }

  #readApplicators(): void {
    const schema = this.#schema;
    schema.allOf = this.#list("allOf");
    schema.anyOf = this.#list("anyOf");
    schema.oneOf = this.#list("oneOf");
    schema.not = this.#single("not");
    if (schema.version < 2020) this.#readOldItems();
    schema.properties = this.#map("properties");
    schema.patternProperties = this.#patternProperties();
    schema.additionalProperties = this.#singleOrBoolean("additionalProperties");
    schema.dependencies = this.#dependencies();
  }

  #readOldItems(): void {
    if (!Array.isArray(get(this.#source, "items"))) {
      this.#schema.items = this.#single("items");
      return;
    }
    this.#schema.items = this.#list("items");
    this.#schema.additionalItems = this.#singleOrBoolean("additionalItems");
  }

  #readAssertions(): void {
    const schema = this.#schema;
    schema.types = this.#types();
    const values = get(this.#source, "enum");
    if (Array.isArray(values)) schema.enumeration = values;
    schema.multipleOf = this.#number("multipleOf");
    this.#readLimits();
    schema.minLength = this.#integer("minLength");
    schema.maxLength = this.#integer("maxLength");
    this.#readPattern();
    schema.minItems = this.#integer("minItems");
    schema.maxItems = this.#integer("maxItems");
    schema.uniqueItems = get(this.#source, "uniqueItems") === true;
    schema.maxProperties = this.#integer("maxProperties");
    schema.minProperties = this.#integer("minProperties");
    schema.required = this.#strings(get(this.#source, "required"));
  }

  /** In draft 4, exclusiveMinimum says of minimum that it is not allowed itself. */
  #readLimits(): void {
    const schema = this.#schema;
    const maximum = this.#number("maximum");
    const minimum = this.#number("minimum");
    if (get(this.#source, "exclusiveMaximum") === true) schema.exclusiveMaximum = maximum;
    else {
      schema.maximum = maximum;
      schema.exclusiveMaximum = this.#number("exclusiveMaximum");
    }
    if (get(this.#source, "exclusiveMinimum") === true) schema.exclusiveMinimum = minimum;
    else {
      schema.minimum = minimum;
      schema.exclusiveMinimum = this.#number("exclusiveMinimum");
    }
  }

  #readPattern(): void {
    const pattern = this.#string("pattern");
    if (pattern === undefined) return;
    this.#schema.pattern = this.#regexp(pattern, "pattern");
    this.#schema.patternText = pattern;
  }

  #readFormat(): void {
    const { version } = this.#schema;
    const counts = version < 2019 || this.#has(version === 2019 ? "format" : "format-assertion");
    if (!counts && !this.#compiler.options.assertFormats) return;
    const name = this.#string("format");
    if (name !== undefined) this.#schema.format = formatOf(name);
  }

  readDraft6(): void {
    if (this.#has("applicator")) {
      this.#schema.contains = this.#single("contains");
      this.#schema.propertyNames = this.#single("propertyNames");
    }
    const constant = get(this.#source, "const");
    if (this.#has("validation") && constant !== undefined) this.#schema.constant = { value: constant };
  }

  readDraft7(): void {
    const schema = this.#schema;
    if (this.#has("applicator")) schema.ifSchema = this.#single("if");
    if (schema.ifSchema === undefined) return;
    const condition = get(this.#source, "if");
    if (condition !== false) schema.thenSchema = this.#single("then");
    if (condition !== true) schema.elseSchema = this.#single("else");
  }

  readDraft2019(): void {
    const schema = this.#schema;
    schema.recursiveRef = this.#reference("$recursiveRef");
    schema.recursiveAnchor = get(this.#source, "$recursiveAnchor") === true;
    if (this.#has("validation")) {
      if (schema.contains !== undefined) {
        schema.minContains = this.#integer("minContains");
        schema.maxContains = this.#integer("maxContains");
      }
      schema.dependentRequired = this.#dependentRequired();
    }
    if (this.#has("applicator")) schema.dependentSchemas = this.#map("dependentSchemas");
    if (!this.#has(schema.version === 2019 ? "applicator" : "unevaluated")) return;
    schema.unevaluatedItems = this.#single("unevaluatedItems");
    schema.unevaluatedProperties = this.#single("unevaluatedProperties");
  }

  readDraft2020(): void {
    const schema = this.#schema;
    const target = this.#reference("$dynamicRef");
    if (target !== undefined) {
      const [, fragment] = splitAndDecode(this.#string("$dynamicRef") ?? "");
      schema.dynamicRef = { schema: target, anchor: fragment.startsWith("/") ? "" : fragment };
    }
    schema.dynamicAnchor = this.#string("$dynamicAnchor") ?? "";
    if (!this.#has("applicator")) return;
    schema.prefixItems = this.#list("prefixItems");
    schema.items2020 = this.#single("items");
  }

  // --- schemas

  #has(vocabulary: string): boolean {
    return hasVocabulary(this.#resource.dialect, vocabulary);
  }

  #schemaAt(...tokens: readonly string[]): Schema {
    const pointer = childPointer(this.#schema.pointer, ...tokens);
    return this.#compiler.schemaAt({ url: this.#schema.url, pointer });
  }

  #reference(keyword: string): Schema | undefined {
    const reference = this.#string(keyword);
    if (reference === undefined) return undefined;
    const target = joinUrl(this.#resource.id, reference);
    const isRoot = target.url === this.#document.url;
    const local = isRoot ? this.#document.resourceAt("") : this.#document.resourceById(target.url);
    const { registry } = this.#compiler;
    const place = local === undefined ? registry.resolve(target) : this.#document.resolve(target.fragment, local);
    return this.#compiler.schemaAt(place);
  }

  #single(keyword: string): Schema | undefined {
    return Object.hasOwn(this.#source, keyword) ? this.#schemaAt(keyword) : undefined;
  }

  #singleOrBoolean(keyword: string): Schema | boolean | undefined {
    const value = get(this.#source, keyword);
    return typeof value === "boolean" ? value : this.#single(keyword);
  }

  #list(keyword: string): Schema[] | undefined {
    const value = get(this.#source, keyword);
    return Array.isArray(value) ? value.map((_, i) => this.#schemaAt(keyword, String(i))) : undefined;
  }

  #map(keyword: string): Map<string, Schema> | undefined {
    const value = get(this.#source, keyword);
    if (!isObject(value)) return undefined;
    return new Map(sortedKeys(value).map((name) => [name, this.#schemaAt(keyword, name)]));
  }

  #patternProperties(): { pattern: Regexp; schema: Schema }[] | undefined {
    const schemas = this.#map("patternProperties");
    if (schemas === undefined) return undefined;
    return Array.from(schemas, ([pattern, schema]) => ({
      pattern: this.#regexp(pattern, "patternProperties"),
      schema,
    }));
  }

  #dependencies(): Map<string, readonly string[] | Schema> | undefined {
    const value = get(this.#source, "dependencies");
    if (!isObject(value)) return undefined;
    return new Map(
      sortedKeys(value).map((name) => [name, this.#strings(value[name]) ?? this.#schemaAt("dependencies", name)]),
    );
  }

  #dependentRequired(): Map<string, readonly string[]> | undefined {
    const value = get(this.#source, "dependentRequired");
    if (!isObject(value)) return undefined;
    return new Map(sortedKeys(value).map((name) => [name, this.#strings(value[name]) ?? []]));
  }

  // --- plain values

  #string(keyword: string): string | undefined {
    const value = get(this.#source, keyword);
    return typeof value === "string" ? value : undefined;
  }

  #number(keyword: string): JsonNumeric | undefined {
    const value = get(this.#source, keyword);
    return typeof value === "number" || value instanceof JsonNumber ? value : undefined;
  }

  #integer(keyword: string): number | undefined {
    const value = this.#number(keyword);
    if (value === undefined || !isInteger(value)) return undefined;
    const isHuge = compareNumbers(value, Number.MAX_SAFE_INTEGER) > 0;
    return isHuge ? Number.MAX_SAFE_INTEGER : Number(value instanceof JsonNumber ? value.text : value);
  }

  #strings(value: Json | undefined): string[] | undefined {
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
  }

  #types(): TypeName[] | undefined {
    const value = get(this.#source, "type");
    const wanted = typeof value === "string" ? [value] : this.#strings(value);
    const types = TYPE_NAMES.filter((name) => wanted?.includes(name));
    return types.length === 0 ? undefined : types;
  }

  #regexp(pattern: string, keyword: string): Regexp {
    try {
      return compileRegexp(pattern);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      const { url, pointer } = this.#schema;
      const place = placeUrl({ url, pointer: childPointer(pointer, keyword) });
      throw new GoError(`invalid regex ${quote(pattern)} at ${quote(place)}: ${error.message}`);
    }
  }
}
