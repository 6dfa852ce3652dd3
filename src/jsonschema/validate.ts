/**
 * Validates a value: santhosh-tekuri/jsonschema v6.0.3 validator.go, its order of checks and its messages. Where Go goes
 * through a map in random order, names are taken in order.
 */
import { GoError } from "../go/index.ts";
import { quote as goQuote } from "../go/strconv/index.ts";
import type { Application } from "./application.ts";
import type { Resource } from "./document.ts";
import { equals } from "./equal.ts";
import { type ErrorKind, instancePointer, type Location, topCauses, type ValidationError } from "./error.ts";
import { isEmpty, merge, type Unevaluated, unevaluatedIn } from "./evaluated.ts";
import { Alien, get, isObject, type Json, JsonNumber, type JsonObject, jsonType, sortedKeys } from "./json.ts";
import { isInteger } from "./numbers.ts";
import { escapeToken } from "./pointer.ts";
import { Schema } from "./schema.ts";
import { display, quote, quoteAll } from "./text.ts";
import { validateArray } from "./validate-array.ts";
import { validateNumber, validateString } from "./validate-scalar.ts";

/** The schemas being applied, innermost first: dynamic references and loops are found along it. */
interface Scope {
  readonly schema: Schema;
  /** The keyword of a reference that led here, empty where the place in the schema says it. */
  readonly keyword: string;
  /** The same for all schemas applied to one value. */
  readonly valueId: number;
  /** Schemas applied so far, in the whole validation. */
  readonly progress: { schemas: number };
  readonly parent: Scope | undefined;
}

/** What a metaschema needs to check a schema: those inside it that follow another draft. */
export interface MetaContext {
  readonly meta: Schema;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly schemaOf: (resource: Resource) => Schema;
}

/** What is wrong with the value, `undefined` where nothing is. */
export function validate(schema: Schema, value: Json, meta?: MetaContext): readonly ValidationError[] | undefined {
  const scope: Scope = { schema, keyword: "", valueId: 0, progress: { schemas: 0 }, parent: undefined };
  const unevaluated = unevaluatedIn(value, schema, false);
  const validation = new Validation({ schema, value, location: undefined, scope, unevaluated, isQuick: false, meta });
  const error = validation.run();
  return error === undefined ? undefined : topCauses(error);
}

interface ValidationInput {
  readonly schema: Schema;
  readonly value: Json;
  readonly location: Location | undefined;
  readonly scope: Scope;
  readonly unevaluated: Unevaluated;
  /** Only whether it is valid matters, not why. */
  readonly isQuick: boolean;
  readonly meta: MetaContext | undefined;
}

const QUICK_ERROR: ValidationError = { kind: "keyword", location: undefined, text: () => "", causes: [] };

/** Schemas applied inside each other; Go would go on until its stack is full. */
const DEPTH_MAX = 3000;
/** Schemas that lead to one another by many ways can be applied more often than there is time for. */
const SCHEMAS_MAX = 2 ** 21;

/** One schema applied to one value. */
export class Validation implements Application {
  readonly schema: Schema;
  readonly value: Json;
  readonly unevaluated: Unevaluated;
  readonly isQuick: boolean;
  readonly #location: Location | undefined;
  readonly #scope: Scope;
  readonly #meta: MetaContext | undefined;
  readonly #errors: ValidationError[] = [];

  constructor({ schema, value, location, scope, unevaluated, isQuick, meta }: ValidationInput) {
    this.schema = schema;
    this.value = value;
    this.unevaluated = unevaluated;
    this.isQuick = isQuick;
    this.#location = location;
    this.#scope = scope;
    this.#meta = meta;
  }

  run(): ValidationError | undefined {
    const { schema, value } = this;
    if (++this.#scope.progress.schemas > SCHEMAS_MAX) throw new GoError(`more than ${SCHEMAS_MAX} schemas are applied`);
    if (schema.always !== undefined) return schema.always ? undefined : this.#error(() => "false schema");
    const stop = this.#checkAnyValue();
    if (stop !== undefined) return stop;
    if (schema.ref !== undefined) {
      const error = this.#reference(schema.ref, "$ref");
      if (schema.version < 2019) return error;
      this.add(error);
    }
    if (isObject(value)) this.#validateObject(value);
    else if (Array.isArray(value)) validateArray(this, value);
    else if (typeof value === "string") validateString(this, value);
    else if (typeof value === "number" || value instanceof JsonNumber) validateNumber(this, value);
    if (this.#errors.length === 0 || !this.isQuick) this.#applyToSame();
    return this.#result();
  }

  #result(): ValidationError | undefined {
    if (this.#errors.length <= 1) return this.#errors[0];
    return this.#error(() => "validation failed", { kind: "group", causes: this.#errors });
  }

  // --- errors

  get hasErrors(): boolean {
    return this.#errors.length > 0;
  }

  add(error: ValidationError | undefined): void {
    if (error !== undefined) this.#errors.push(error);
  }

  /** Records what is wrong here, with the errors that led to it. */
  fail(text: () => string, causes: readonly ValidationError[] = []): void {
    this.#errors.push(this.#error(text, { kind: "keyword", causes }));
  }

  #error(
    text: () => string,
    rest: { kind: ErrorKind; causes: readonly ValidationError[] } = { kind: "keyword", causes: [] },
  ): ValidationError {
    return this.isQuick ? QUICK_ERROR : { ...rest, location: this.#location, text };
  }

  // --- checks that end at the first error

  #checkAnyValue(): ValidationError | undefined {
    const { schema, value } = this;
    const loop = this.#findLoop();
    if (loop !== undefined) return this.#loopError(loop);
    const type = jsonType(value);
    if (type === undefined) {
      const name = value instanceof Alien ? value.type : "float64";
      return this.#error(() => `invalid jsonType ${name}`);
    }
    const { types } = schema;
    if (types !== undefined && !types.includes(type) && !(types.includes("integer") && isWhole(value))) {
      return this.#error(() => `got ${type}, want ${types.join(" or ")}`);
    }
    return this.#checkConstants() ?? this.#checkFormat();
  }

  #checkConstants(): ValidationError | undefined {
    const { constant, enumeration } = this.schema;
    if (constant !== undefined && !equals(this.value, constant.value)) {
      return this.#error(() =>
        isPrimitive(constant.value) ? `value must be ${display(constant.value)}` : "'const' failed",
      );
    }
    if (enumeration !== undefined && !enumeration.some((item) => equals(this.value, item))) {
      return this.#error(() => enumText(enumeration));
    }
    return undefined;
  }

  #checkFormat(): ValidationError | undefined {
    const { schema, value } = this;
    const { format } = schema;
    if (format === undefined || typeof value !== "string") return undefined;
    try {
      format.check(value);
      return undefined;
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      return this.#error(() => `${quote(value)} is not valid ${format.name}: ${error.message}`);
    }
  }

  #findLoop(): Scope | undefined {
    const { schema, valueId } = this.#scope;
    let depth = 0;
    for (let at = this.#scope.parent; at !== undefined && at.valueId === valueId; at = at.parent) {
      if (at.schema === schema) return at;
      if (++depth > DEPTH_MAX) throw new GoError(`more than ${DEPTH_MAX} schemas for one value`);
    }
    return undefined;
  }

  #loopError(loop: Scope): ValidationError {
    const { schema } = this;
    return this.#error(() => {
      const places = `both ${keywordLocation(this.#scope)} and ${keywordLocation(loop)}`;
      return `${places} resolve to ${goQuote(schema.location)} causing reference cycle`;
    });
  }

  // --- objects

  #validateObject(object: JsonObject): void {
    const { schema } = this;
    this.#checkSize(object);
    const missing = missingFrom(object, schema.required);
    if (missing !== undefined) this.fail(() => requiredText(missing));
    if (this.isQuick && this.hasErrors) return;
    this.#applyDependencies(object);
    this.#validateProperties(object);
    if (schema.version === 4) return;
    if (schema.propertyNames !== undefined) this.#validateNames(object, schema.propertyNames);
    if (schema.version === 6) return;
    this.#applyDependents(object);
  }

  #checkSize(object: JsonObject): void {
    const { minProperties, maxProperties } = this.schema;
    if (minProperties === undefined && maxProperties === undefined) return;
    const size = Object.keys(object).length;
    if (minProperties !== undefined && size < minProperties) this.failLimit("minProperties", size, minProperties);
    if (maxProperties !== undefined && size > maxProperties) this.failLimit("maxProperties", size, maxProperties);
  }

  /** `minItems: got 1, want 2`. */
  failLimit(keyword: string, got: number, want: number): void {
    this.fail(() => `${keyword}: got ${got.toLocaleString("en-US")}, want ${want.toLocaleString("en-US")}`);
  }

  #applyDependencies(object: JsonObject): void {
    for (const [name, dependency] of this.schema.dependencies ?? []) {
      if (!Object.hasOwn(object, name)) continue;
      if (dependency instanceof Schema) this.add(this.applySame(dependency));
      else this.#checkDependency(object, name, dependency);
    }
  }

  #checkDependency(object: JsonObject, name: string, wanted: readonly string[]): void {
    const missing = missingFrom(object, wanted);
    if (missing !== undefined) this.fail(() => `properties ${quoteAll(missing)} required, if ${quote(name)} exists`);
  }

  #validateProperties(object: JsonObject): void {
    const { properties, patternProperties, additionalProperties } = this.schema;
    if (properties === undefined && patternProperties === undefined && additionalProperties === undefined) return;
    const additional: string[] = [];
    for (const name of sortedKeys(object)) {
      if (this.isQuick && this.hasErrors) return;
      const value = object[name] ?? null;
      let isEvaluated = this.#validateNamed(name, value);
      if (!isEvaluated && additionalProperties !== undefined) {
        isEvaluated = true;
        if (additionalProperties instanceof Schema) this.add(this.applyTo(additionalProperties, value, name));
        else if (!additionalProperties) additional.push(name);
      }
      if (isEvaluated) this.unevaluated.properties?.delete(name);
    }
    if (additional.length > 0) this.fail(() => `additional properties ${quoteAll(additional)} not allowed`);
  }

  /** By the schemas for its name and for patterns that match it; false where there are none. */
  #validateNamed(name: string, value: Json): boolean {
    const schema = this.schema.properties?.get(name);
    if (schema !== undefined) this.add(this.applyTo(schema, value, name));
    let isEvaluated = schema !== undefined;
    for (const entry of this.schema.patternProperties ?? []) {
      if (!entry.pattern.test(name)) continue;
      isEvaluated = true;
      this.add(this.applyTo(entry.schema, value, name));
    }
    return isEvaluated;
  }

  #validateNames(object: JsonObject, schema: Schema): void {
    for (const name of sortedKeys(object)) {
      const causes = validate(this.#metaSchemaFor(schema), name, this.#meta);
      if (causes !== undefined) this.fail(() => `invalid propertyName ${quote(name)}`, causes);
    }
  }

  #applyDependents(object: JsonObject): void {
    for (const [name, schema] of this.schema.dependentSchemas ?? []) {
      if (Object.hasOwn(object, name)) this.add(this.applySame(schema));
    }
    for (const [name, wanted] of this.schema.dependentRequired ?? []) {
      if (Object.hasOwn(object, name)) this.#checkDependency(object, name, wanted);
    }
  }

  // --- schemas for the same value

  #applyToSame(): void {
    const { schema } = this;
    if (schema.version >= 2019) this.#applyDynamicReferences();
    if (schema.not !== undefined && this.applySame(schema.not, { isQuick: true }) === undefined) {
      this.fail(() => "'not' failed");
    }
    if (schema.allOf !== undefined) this.#applyAll(schema.allOf);
    if (schema.anyOf !== undefined) this.#applyAny(schema.anyOf);
    if (schema.oneOf !== undefined) this.#applyOne(schema.oneOf);
    if (schema.ifSchema !== undefined) this.#applyCondition(schema.ifSchema);
    if (schema.version >= 2019) this.#applyUnevaluated();
  }

  #applyAll(schemas: readonly Schema[]): void {
    const errors: ValidationError[] = [];
    for (const schema of schemas) {
      const error = this.applySame(schema);
      if (error === undefined) continue;
      errors.push(error);
      if (this.isQuick) break;
    }
    if (errors.length > 0) this.fail(() => "'allOf' failed", errors);
  }

  #applyAny(schemas: readonly Schema[]): void {
    if (schemas.length === 0) return;
    let isMatched = false;
    const errors: ValidationError[] = [];
    for (const schema of schemas) {
      const error = this.applySame(schema);
      if (error !== undefined) {
        errors.push(error);
        continue;
      }
      isMatched = true;
      // All must be applied as long as one of them may look at something more.
      if (isEmpty(this.unevaluated)) break;
    }
    if (!isMatched) this.fail(() => "'anyOf' failed", errors);
  }

  #applyOne(schemas: readonly Schema[]): void {
    if (schemas.length === 0) return;
    let matched = -1;
    const errors: ValidationError[] = [];
    for (const [i, schema] of schemas.entries()) {
      const first = matched;
      const error = this.applySame(schema, { isQuick: first !== -1 });
      if (error !== undefined) {
        errors.push(error);
      } else if (first === -1) {
        matched = i;
      } else {
        this.fail(() => `'oneOf' failed, subschemas ${first}, ${i} matched`);
        break;
      }
    }
    if (matched === -1) this.fail(() => "'oneOf' failed, none matched", errors);
  }

  #applyCondition(condition: Schema): void {
    const { thenSchema, elseSchema } = this.schema;
    const branch = this.applySame(condition, { isQuick: true }) === undefined ? thenSchema : elseSchema;
    if (branch !== undefined) this.add(this.applySame(branch));
  }

  #applyUnevaluated(): void {
    const { schema, value, unevaluated } = this;
    if (schema.unevaluatedProperties !== undefined && isObject(value)) {
      for (const name of [...(unevaluated.properties ?? [])].toSorted()) {
        this.add(this.applyTo(schema.unevaluatedProperties, get(value, name) ?? null, name));
      }
      unevaluated.properties = undefined;
    }
    if (schema.unevaluatedItems !== undefined && Array.isArray(value)) {
      for (const i of unevaluated.items ?? []) {
        this.add(this.applyTo(schema.unevaluatedItems, value[i] ?? null, String(i)));
      }
      unevaluated.items = undefined;
    }
  }

  // --- references

  #reference(schema: Schema, keyword: string): ValidationError | undefined {
    const error = this.applySame(schema, { keyword });
    return error && this.#error(() => "validation failed", { kind: "reference", causes: topCauses(error) });
  }

  #applyDynamicReferences(): void {
    const { recursiveRef, dynamicRef } = this.schema;
    if (recursiveRef !== undefined) {
      const target = recursiveRef.recursiveAnchor === true ? this.#outermostRecursive(recursiveRef) : recursiveRef;
      this.add(this.#reference(target, "$recursiveRef"));
    }
    if (dynamicRef === undefined) return;
    const { schema, anchor } = dynamicRef;
    const isDynamic = anchor !== "" && schema.dynamicAnchor === anchor;
    this.add(this.#reference(isDynamic ? this.#outermostAnchor(anchor, schema) : schema, "$dynamicRef"));
  }

  #outermostRecursive(fallback: Schema): Schema {
    let found = fallback;
    for (let at: Scope | undefined = this.#scope; at !== undefined; at = at.parent) {
      if (at.schema.resource.recursiveAnchor === true) found = at.schema;
    }
    return found;
  }

  #outermostAnchor(name: string, fallback: Schema): Schema {
    let found = fallback;
    for (let at: Scope | undefined = this.#scope; at !== undefined; at = at.parent) {
      found = at.schema.resource.dynamicAnchors?.get(name) ?? found;
    }
    return found;
  }

  // --- applying another schema

  /** Another schema to the same value. */
  applySame(
    schema: Schema,
    { keyword = "", isQuick = false }: { keyword?: string; isQuick?: boolean } = {},
  ): ValidationError | undefined {
    const actual = this.#metaSchemaFor(schema);
    const unevaluated = unevaluatedIn(this.value, schema, !isEmpty(this.unevaluated));
    const validation = new Validation({
      schema: actual,
      value: this.value,
      location: this.#location,
      scope: { ...this.#scope, schema, keyword, parent: this.#scope },
      unevaluated,
      isQuick: this.isQuick || isQuick,
      meta: this.#metaFor(schema, actual),
    });
    const error = validation.run();
    if (error === undefined) merge(this.unevaluated, unevaluated);
    return error;
  }

  /** A schema to a property or an item. */
  applyTo(schema: Schema, value: Json, token: string): ValidationError | undefined {
    const location: Location = { parent: this.#location, token };
    const actual = this.#metaSchemaFor(schema, location);
    return new Validation({
      schema: actual,
      value,
      location,
      scope: { ...this.#scope, schema, keyword: "", valueId: this.#scope.valueId + 1, parent: this.#scope },
      unevaluated: unevaluatedIn(value, schema, false),
      isQuick: this.isQuick,
      meta: this.#metaFor(schema, actual),
    }).run();
  }

  /** A schema inside the one being checked may follow another draft: then its own metaschema takes over. */
  #metaSchemaFor(schema: Schema, location = this.#location): Schema {
    const meta = this.#meta;
    if (meta === undefined || schema !== meta.meta || meta.resources.size === 0) return schema;
    const resource = meta.resources.get(instancePointer(location));
    return resource === undefined ? schema : meta.schemaOf(resource);
  }

  #metaFor(schema: Schema, actual: Schema): MetaContext | undefined {
    return this.#meta === undefined || actual === schema ? this.#meta : { ...this.#meta, meta: actual };
  }
}

function isWhole(value: Json): boolean {
  return (typeof value === "number" || value instanceof JsonNumber) && isInteger(value);
}

function isPrimitive(value: Json): boolean {
  return !Array.isArray(value) && !isObject(value);
}

function enumText(values: readonly Json[]): string {
  if (!values.every(isPrimitive)) return "'enum' failed";
  const [only] = values;
  if (values.length === 1 && only !== undefined) return `value must be ${display(only)}`;
  return `value must be one of ${values.map(display).join(", ")}`;
}

/** The names that are not there; `undefined` when all are. */
function missingFrom(object: JsonObject, names: readonly string[] | undefined): readonly string[] | undefined {
  if (names === undefined) return undefined;
  const missing = names.filter((name) => !Object.hasOwn(object, name));
  return missing.length === 0 ? undefined : missing;
}

function requiredText(missing: readonly string[]): string {
  const [only = ""] = missing;
  return missing.length === 1 ? `missing property ${quote(only)}` : `missing properties ${quoteAll(missing)}`;
}

/** Where in the schema a scope is, by the keywords that led there. */
function keywordLocation(scope: Scope): string {
  let location = "";
  for (let at = scope; at.parent !== undefined; at = at.parent) {
    const step =
      at.keyword === "" ? at.schema.location.slice(at.parent.schema.location.length) : `/${escapeToken(at.keyword)}`;
    location = step + location;
  }
  return location;
}
