/**
 * `x-kubernetes-validations` of custom resources: which rules hold, and which need not because nothing has changed
 * (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go, apiserver pkg/cel/common/equality.go 0.36).
 */
import * as cel from "../../cel/index.ts";
import {
  isObject,
  listAt,
  objectAt,
  sameJson,
  textAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { FieldError } from "../wire/refusal.ts";
import { fieldPathOf } from "./field-path.ts";
import { compileRules, declaredAt, type CompiledRule } from "./rule-compiler.ts";

export interface RuleFindings {
  readonly errors: FieldError[];
  /** What is wrong in parts that were so before. */
  readonly warnings: string[];
}

/** What all rules of one object may cost (apiserver pkg/apis/cel, RuntimeCELCostBudget). */
const COST_MAX = 10_000_000;
const MESSAGE_BYTES_MAX = 5 * 1024;

interface RuleNode {
  readonly schema: JsonObject;
  /** Its schema with what the root of every object has. */
  readonly whole: JsonObject;
  readonly rules: readonly CompiledRule[];
  readonly all: readonly RuleNode[];
  readonly items: RuleNode | undefined;
  readonly values: RuleNode | undefined;
  readonly properties: ReadonlyMap<string, RuleNode>;
}

const compiled = new WeakMap<JsonObject, { readonly node: RuleNode | undefined }>();

export function checkRules(object: JsonObject, before: JsonObject | undefined, schema: JsonObject): RuleFindings {
  let known = compiled.get(schema);
  if (known === undefined) {
    known = { node: nodeOf(schema, schema, { isRoot: true }) };
    compiled.set(schema, known);
  }
  const run = new RuleRun();
  const isUpdate = before !== undefined;
  const correlation: Correlation = { isCorrelated: isUpdate, parentIsSame: false };
  if (known.node !== undefined) run.check(known.node, { value: object, old: before, path: "", correlation });
  return run;
}

/** What the rules of a schema say of a value that an object would be given. */
export function checkDefault(value: JsonValue, schema: JsonObject): readonly FieldError[] {
  const node = nodeOf(schema, schema, { isRoot: false });
  const run = new RuleRun();
  const correlation: Correlation = { isCorrelated: false, parentIsSame: false };
  if (node !== undefined) run.check(node, { value, old: undefined, path: "", correlation });
  return run.errors;
}

/** Undefined where there are no rules, here or below. `rules` is the schema that has the rules: one of `allOf`, or the node itself. */
function nodeOf(rules: JsonObject, schema: JsonObject, { isRoot }: { readonly isRoot: boolean }): RuleNode | undefined {
  const isWhole = isRoot || schema["x-kubernetes-embedded-resource"] === true;
  const within = (own: JsonValue | undefined, other: JsonValue | undefined): RuleNode | undefined =>
    isObject(own) && isObject(other) ? nodeOf(own, other, { isRoot: false }) : undefined;
  const properties = new Map<string, RuleNode>();
  for (const [name, property] of Object.entries(objectAt(rules, "properties"))) {
    const node = within(property, objectAt(schema, "properties")[name]);
    if (node !== undefined) properties.set(name, node);
  }
  const items = within(rules["items"], schema["items"]);
  const values = within(rules["additionalProperties"], schema["additionalProperties"]);
  const all = listAt(rules, "allOf")
    .filter(isObject)
    .flatMap((one) => nodeOf(one, schema, { isRoot }) ?? []);
  const own = listAt(rules, "x-kubernetes-validations").length === 0 ? [] : compiledRules(rules, schema, isWhole);
  if (own.length + all.length + properties.size === 0 && items === undefined && values === undefined) return undefined;
  return { schema, whole: isWhole ? withRootOf(schema) : schema, rules: own, all, items, values, properties };
}

function withRootOf(schema: JsonObject): JsonObject {
  const whole: unknown = cel.withRoot(schema);
  return isJsonObject(whole) ? whole : schema;
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function compiledRules(rules: JsonObject, schema: JsonObject, isWhole: boolean): CompiledRule[] {
  const declared = declaredAt(schema, isWhole);
  return declared === undefined
    ? []
    : compileRules({ ...schema, "x-kubernetes-validations": rules["x-kubernetes-validations"] ?? [] }, declared);
}

/** How a value stands to what it was. */
interface Correlation {
  readonly isCorrelated: boolean;
  /** What is not correlated is unchanged where the nearest part that is, is. */
  readonly parentIsSame: boolean;
}

interface Place {
  readonly value: JsonValue;
  readonly old: JsonValue | undefined;
  readonly path: string;
  readonly correlation: Correlation;
}

class RuleRun implements RuleFindings {
  readonly errors: FieldError[] = [];
  readonly warnings: string[] = [];
  #left = COST_MAX;

  check(node: RuleNode, place: Place): void {
    const { value, correlation } = place;
    if (value === null || this.#left < 0) return;
    this.#checkRules(node, place);
    for (const one of node.all) {
      this.check(one, { ...place, correlation: { isCorrelated: false, parentIsSame: correlation.parentIsSame } });
    }
    if (Array.isArray(value)) this.#checkItems(node, value, place);
    else if (isObject(value)) this.#checkFields(node, value, place);
  }

  #checkItems({ items, schema }: RuleNode, value: readonly JsonValue[], place: Place): void {
    if (items === undefined) return;
    const find = correlator(schema, place.old);
    value.forEach((item, i) => {
      const old = find(item);
      const correlation = below(place, old);
      this.check(items, { value: item, old, path: `${place.path}[${i}]`, correlation });
    });
  }

  #checkFields({ values, properties }: RuleNode, value: JsonObject, place: Place): void {
    const old = isObject(place.old) ? place.old : {};
    for (const [key, below_] of Object.entries(value)) {
      const property = properties.get(key);
      const node = property ?? values;
      if (node === undefined) continue;
      const shown = place.path === "" ? key : property === undefined ? `${place.path}[${key}]` : `${place.path}.${key}`;
      // Of the root's apiVersion and kind nothing is known.
      const isHidden = place.path === "" && (key === "apiVersion" || key === "kind");
      const correlation = isHidden ? { isCorrelated: false, parentIsSame: false } : below(place, old[key]);
      this.check(node, { value: below_, old: old[key], path: shown, correlation });
    }
  }

  #checkRules(node: RuleNode, place: Place): void {
    const self = lazy(() => cel.typedValue(place.value, node.whole));
    const { old } = place;
    const hasOld = old !== undefined && old !== null;
    const oldSelf = hasOld ? lazy(() => cel.typedValue(old, node.whole)) : undefined;
    for (const rule of node.rules) {
      if (this.#left < 0) return;
      this.#checkRule(rule, { node, place, self, oldSelf });
    }
  }

  #checkRule(compiledRule: CompiledRule, at: At): void {
    const { rule, test, error, usesOldSelf } = compiledRule;
    const type = textAt(at.node.schema, "type");
    if (error !== undefined) return this.#wrong(at, type, `rule compile error: ${error}`);
    if (test === undefined) return;
    if (this.#left <= 0) return this.#exhausted(at, type);
    const isOptional = rule["optionalOldSelf"] === true;
    if (usesOldSelf && at.oldSelf === undefined && !isOptional) return;
    const variables = variablesOf(at, isOptional);
    try {
      const { value, cost } = test.evaluate(variables);
      if (cost > this.#left) return this.#exhausted(at, type);
      this.#left -= cost;
      if (value !== true) this.#failed(compiledRule, at, variables);
    } catch (failure) {
      this.#broken(failure, rule, { at, type });
    }
  }

  #exhausted(at: At, type: string): void {
    this.#wrong(
      at,
      type,
      "validation failed due to running out of cost budget, no further validation rules will be run",
    );
    this.#left = -1;
  }

  #broken(failure: unknown, rule: JsonObject, { at, type }: { readonly at: At; readonly type: string }): void {
    const shown = (textAt(rule, "message") || textAt(rule, "rule")).trim();
    if (failure instanceof cel.CostExceeded) {
      const why = `'${failure.message}': no further validation rules will be run due to call cost exceeds limit for rule: ${shown}`;
      this.#wrong(at, type, why);
      this.#left = -1;
    } else if (!(failure instanceof cel.CelError)) throw failure;
    else if (failure.message.startsWith("no such overload")) {
      const why = "call arguments did not match a supported operator, function or macro signature for rule";
      this.#wrong(at, type, `'${failure.message}': ${why}: ${shown}`);
    } else this.#wrong(at, type, `${failure.message} evaluating rule: ${shown}`);
  }

  #failed({ rule, message, usesOldSelf }: CompiledRule, at: At, variables: Variables): void {
    const { place, node } = at;
    const own = fieldPathOf(textAt(rule, "fieldPath"), node.schema) ?? "";
    const path = joined(place.path, own);
    const written = textAt(rule, "message").trim();
    const detail =
      (message === undefined ? undefined : this.#computed(message, variables)) ??
      (written || `failed rule: ${textAt(rule, "rule").trim()}`);
    const error = reasoned(textAt(rule, "reason"), { path, detail, place, node });
    const isSame = place.correlation.isCorrelated
      ? sameJson(place.value, place.old ?? null)
      : place.correlation.parentIsSame;
    if (!usesOldSelf && isSame) this.warnings.push(`${error.field}: ${error.text}`);
    else this.errors.push(error);
  }

  /** The message that an expression makes; undefined where it makes none that is of use. */
  #computed(message: cel.Compiled, variables: Variables): string | undefined {
    try {
      const { value, cost } = message.evaluate(variables);
      this.#left -= cost;
      const text = typeof value === "string" ? value.trim() : "";
      return text === "" || text.includes("\n") || new TextEncoder().encode(text).length > MESSAGE_BYTES_MAX
        ? undefined
        : text;
    } catch (error) {
      if (error instanceof cel.CelError || error instanceof cel.CostExceeded) return undefined;
      throw error;
    }
  }

  #wrong({ place }: At, type: string, why: string): void {
    this.errors.push({
      field: place.path === "" ? "<nil>" : place.path,
      type: "FieldValueInvalid",
      text: `Invalid value: ${JSON.stringify(type)}: ${why}`,
    });
  }
}

interface At {
  readonly node: RuleNode;
  readonly place: Place;
  readonly self: () => cel.Value;
  readonly oldSelf: (() => cel.Value) | undefined;
}

type Variables = (name: string) => cel.Value | undefined;

function variablesOf({ self, oldSelf }: At, isOptional: boolean): Variables {
  return (name) => {
    if (name === "self") return self();
    if (name !== "oldSelf") return undefined;
    if (!isOptional) return oldSelf?.();
    return oldSelf === undefined ? cel.Optional.none : new cel.Optional(oldSelf());
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function joined(path: string, own: string): string {
  if (own === "") return path === "" ? "<nil>" : path;
  return path === "" ? own : `${path}.${own}`;
}

interface Reasoned {
  readonly path: string;
  readonly detail: string;
  readonly place: Place;
  readonly node: RuleNode;
}

function reasoned(reason: string, { path, detail, place, node }: Reasoned): FieldError {
  const type = textAt(node.schema, "type");
  const hasValue = type !== "object" && type !== "array";
  const value = hasValue ? `: ${writeJson(place.value)}` : "";
  switch (reason) {
    case "FieldValueForbidden":
      return { field: path, type: reason, text: `Forbidden: ${detail}` };
    case "FieldValueRequired":
      return { field: path, type: reason, text: `Required value: ${detail}` };
    case "FieldValueDuplicate":
      return { field: path, type: reason, text: `Duplicate value${value}` };
    default:
      return { field: path, type: "FieldValueInvalid", text: `Invalid value${value}: ${detail}` };
  }
}

/** Finds what an item of a list was before, where its items have keys. */
function correlator(schema: JsonObject, old: JsonValue | undefined): (item: JsonValue) => JsonValue | undefined {
  if (textAt(schema, "x-kubernetes-list-type") !== "map" || !Array.isArray(old)) return () => undefined;
  const keys = listAt(schema, "x-kubernetes-list-map-keys").map(String);
  const keyOf = (item: JsonValue): string =>
    writeJson(keys.map((key) => (isObject(item) ? (item[key] ?? null) : null)));
  const all = new Map(old.map((item) => [keyOf(item), item]));
  return (item) => all.get(keyOf(item));
}

function below({ value, old, correlation }: Place, found: JsonValue | undefined): Correlation {
  if (!correlation.isCorrelated) return correlation;
  const parentIsSame = sameJson(value, old ?? null);
  return { isCorrelated: found !== undefined, parentIsSame };
}
