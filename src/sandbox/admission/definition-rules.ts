/** Rules in a CustomResourceDefinition that cannot be (apiextensions-apiserver pkg/apis/apiextensions/validation 0.36). */
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
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../wire/refusal.ts";
import { ruleStruct } from "../admit/validate/definitions/go-structs.ts";
import { costMessage, estimatedCost, type Cost } from "./rule-cost.ts";
import { fieldPathOf } from "./field-path.ts";
import { checkDefault } from "./rules.ts";
import { compileRules, declaredAt, type CompiledRule } from "./rule-compiler.ts";

const RULES = "x-kubernetes-validations";
const REASONS = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];
const RULE_COST_MAX = 10_000_000;
const DEFINITION_COST_MAX = 100_000_000;
/** The dearest rules are named where all together cost too much. */
const NAMED_MAX = 4;

export function definitionRuleErrors(definition: JsonObject, before: JsonObject | undefined): FieldError[] {
  const versions = listAt(definition, "spec", "versions");
  const schemaText = (version: JsonValue): string => writeJson(objectAt(version, "schema"));
  const isShared = versions.every((version) => schemaText(version) === schemaText(versions[0] ?? null));
  // A schema that all versions have is kept once, and validated once.
  return (isShared ? versions.slice(0, 1) : versions).flatMap((version, i) => {
    const schema = objectAt(version, "schema", "openAPIV3Schema");
    if (!writeJson(schema).includes(RULES)) return [];
    const old = listAt(before, "spec", "versions").find((one) => textAt(one, "name") === textAt(version, "name"));
    // What was accepted once is not looked at again.
    if (sameJson(objectAt(old, "schema", "openAPIV3Schema"), schema)) return [];
    const place = isShared ? "spec.validation" : `spec.versions[${i}].schema`;
    return new SchemaCheck().run(schema, `${place}.openAPIV3Schema`);
  });
}

const UNTYPED =
  "Internal error: internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations";

interface Place {
  readonly path: string;
  readonly isRoot: boolean;
  /** How many such values there may be; undefined where nothing bounds it. */
  readonly most: number | undefined;
  /** Where what is within cannot be compared with what it was. */
  readonly uncorrelated: string | undefined;
}

interface Spent {
  readonly path: string;
  readonly cost: Cost;
}

class SchemaCheck {
  readonly #errors: FieldError[] = [];
  readonly #spent: Spent[] = [];

  run(schema: JsonObject, path: string): FieldError[] {
    this.#check(schema, { path, isRoot: true, most: 1, uncorrelated: undefined });
    const total = this.#spent.reduce((sum, { cost }) => sum + cost, 0n);
    if (total > BigInt(DEFINITION_COST_MAX)) {
      const dear = this.#spent
        .filter(({ cost }) => cost >= BigInt(DEFINITION_COST_MAX / 100))
        .sort((a, b) => (a.cost > b.cost ? -1 : 1));
      const why = "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
      this.#errors.push(...dear.slice(0, NAMED_MAX).map((one) => forbiddenField(one.path, why)));
      const what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
      this.#errors.push(forbiddenField(path, costMessage(what, total, DEFINITION_COST_MAX)));
    }
    return this.#errors;
  }

  #check(schema: JsonObject, place: Place): void {
    const { path, uncorrelated } = place;
    for (const [name, below] of Object.entries(objectAt(schema, "properties"))) {
      if (isObject(below))
        this.#check(below, {
          path: `${path}.properties[${name}]`,
          isRoot: false,
          most: times(place.most, 1),
          uncorrelated,
        });
    }
    const values = schema["additionalProperties"];
    if (isObject(values)) {
      const most = times(place.most, countOf(schema["maxProperties"]));
      this.#check(values, { path: `${path}.additionalProperties`, isRoot: false, most, uncorrelated });
    }
    const items = schema["items"];
    if (isObject(items)) {
      const isMap = textAt(schema, "x-kubernetes-list-type") === "map";
      const most = times(place.most, countOf(schema["maxItems"]));
      this.#check(items, {
        path: `${path}.items`,
        isRoot: false,
        most,
        uncorrelated: uncorrelated ?? (isMap ? undefined : path),
      });
    }
    if (listAt(schema, RULES).length > 0) this.#checkRules(schema, place);
    this.#checkDefault(schema, `${path}.default`);
  }

  /** What is wrong with a rule was told before. */
  #checkDefault(schema: JsonObject, at: string): void {
    const value = schema["default"] ?? null;
    if (value === null || this.#errors.length > 0) return;
    const shown = typeof value === "object" ? "" : `${writeJson(value)}: `;
    for (const error of checkDefault(value, schema)) {
      const isOwn = error.field === "<nil>";
      const text = isOwn ? error.text.replace(/^(Invalid value: )"\w+": /, `$1${shown}`) : error.text;
      this.#errors.push({ ...error, field: isOwn ? at : `${at}.${error.field}`, text });
    }
  }

  #checkRules(schema: JsonObject, place: Place): void {
    const rules = listAt(schema, RULES).filter(isObject);
    const form = rules.flatMap((rule, i) => formErrors(rule, schema, `${place.path}.${RULES}[${i}]`));
    this.#errors.push(...form);
    if (form.length > 0) return;
    const declared = declaredAt(schema, place.isRoot || schema["x-kubernetes-embedded-resource"] === true);
    if (declared === undefined) {
      this.#errors.push({ field: `${place.path}.${RULES}`, type: "InternalError", text: UNTYPED });
      return;
    }
    compileRules(schema, declared).forEach((compiled, i) =>
      this.#checkRule(compiled, { place, declared, at: `${place.path}.${RULES}[${i}]` }),
    );
  }

  #checkRule(
    { rule, test, message, error, messageError, usesOldSelf }: CompiledRule,
    { place, declared, at }: { readonly place: Place; readonly declared: cel.DeclaredType; readonly at: string },
  ): void {
    if (test !== undefined) this.#estimate(test, { place, declared, at: `${at}.rule`, what: "estimated rule cost" });
    if (error !== undefined) this.#errors.push(wrongRule(`${at}.rule`, rule, error));
    if (messageError !== undefined) this.#errors.push(wrongRule(`${at}.messageExpression`, rule, messageError));
    else if (message !== undefined) {
      this.#estimate(message, {
        place: { ...place, most: 1 },
        declared,
        at: `${at}.messageExpression`,
        what: "estimated messageExpression cost",
      });
    }
    if (usesOldSelf && place.uncorrelated !== undefined) {
      const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${place.uncorrelated}`;
      this.#errors.push(invalidValue(`${at}.rule`, textAt(rule, "rule"), why));
    } else if (!usesOldSelf && rule["optionalOldSelf"] !== undefined) {
      const why = "may not be set if oldSelf is not used in rule";
      this.#errors.push(invalidValue(`${at}.optionalOldSelf`, rule["optionalOldSelf"], why));
    }
  }

  #estimate(
    compiled: cel.Compiled,
    {
      place,
      declared,
      at,
      what,
    }: { readonly place: Place; readonly declared: cel.DeclaredType; readonly at: string; readonly what: string },
  ): void {
    const cost = estimatedCost(compiled, declared, place.most);
    if (cost > BigInt(RULE_COST_MAX)) this.#errors.push(forbiddenField(at, costMessage(what, cost, RULE_COST_MAX)));
    this.#spent.push({ path: at, cost });
  }
}

/** Go's JSON is safe to stand in HTML. */
function wrongRule(field: string, rule: JsonObject, why: string): FieldError {
  const escaped: Readonly<Record<string, string>> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };
  const shown = JSON.stringify(ruleStruct(rule)).replaceAll(/[<>&]/g, (one) => escaped[one] ?? one);
  return { field, type: "FieldValueInvalid", text: `Invalid value: ${shown}: ${why}` };
}

function countOf(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" ? Math.max(value, 0) : undefined;
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function formErrors(rule: JsonObject, schema: JsonObject, at: string): FieldError[] {
  const text = (key: string): string => textAt(rule, key);
  const [source, message, computed, path] = [
    text("rule").trim(),
    text("message"),
    text("messageExpression"),
    text("fieldPath"),
  ];
  const reason = text("reason");
  return [
    ...messageErrors(source, message, at),
    ...(computed !== "" && computed.trim() === ""
      ? [required(`${at}.messageExpression`, "messageExpression must be non-empty if specified")]
      : []),
    ...(typeof rule["reason"] === "string" && !REASONS.includes(reason)
      ? [notSupported(`${at}.reason`, reason, REASONS)]
      : []),
    ...(path !== "" && path.trim() === ""
      ? [invalidValue(`${at}.fieldPath`, path, "must be non-empty if specified")]
      : []),
    ...(path.includes("\n") ? [invalidValue(`${at}.fieldPath`, path, "must not contain line breaks")] : []),
    ...(path !== "" && fieldPathOf(path, schema) === undefined
      ? [invalidValue(`${at}.fieldPath`, path, "must be a valid path")]
      : []),
  ];
}

function messageErrors(source: string, message: string, at: string): FieldError[] {
  if (source === "") return [required(`${at}.rule`, "rule is not specified")];
  if (message !== "" && message.trim() === "")
    return [invalidValue(`${at}.message`, message, "must be non-empty if specified")];
  if (message.trim().includes("\n")) return [invalidValue(`${at}.message`, message, "must not contain line breaks")];
  if (source.includes("\n") && message.trim() === "")
    return [required(`${at}.message`, "message must be specified if rule contains line breaks")];
  return [];
}
