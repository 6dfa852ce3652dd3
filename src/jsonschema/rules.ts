/** What the keywords of ordinary schemas allow, in all drafts. Their operands have the form that the metaschemas ask for. */
import { GoError, type GoMap, type Value } from "../go/index.ts";
import { compile } from "../go/regexp/index.ts";
import type { Draft } from "./draft.ts";
import { equals, findDuplicates } from "./equal.ts";
import { formatOf } from "./formats/index.ts";
import { fromValue, get, isObject, type Json, JsonNumber, type JsonObject, type JsonType } from "./json.ts";
import { compareNumbers, isInteger, isMultiple, type JsonNumeric } from "./numbers.ts";
import { characterCount } from "./validate-scalar.ts";

/** Applies schemas to values. */
export interface Judge {
  readonly version: Draft["version"];
  allows(schema: Json, value: Value): boolean;
  allowsByReference(reference: Json, value: Value): boolean;
}

/** One schema being applied to one value. */
export interface Judgement {
  readonly schema: JsonObject;
  readonly value: Value;
  readonly type: JsonType;
  readonly judge: Judge;
}

export type Rule = (operand: Json, judgement: Judgement) => boolean;

/** A keyword that older drafts do not know. */
function since(version: Draft["version"], rule: Rule): Rule {
  return (operand, judgement) => judgement.judge.version < version || rule(operand, judgement);
}

// --- any value

const hasType: Rule = (types, judgement) =>
  Array.isArray(types) ? types.some((type) => isOfType(type, judgement)) : isOfType(types, judgement);

function isOfType(wanted: Json, { type, value }: Judgement): boolean {
  return wanted === type || (wanted === "integer" && type === "number" && isInteger(numberOf(value)));
}

const hasFormat: Rule = (name, { value, judge }) => {
  if (typeof value !== "string" || judge.version >= 2019) return true;
  try {
    formatOf(String(name))?.check(value);
    return true;
  } catch (error) {
    if (error instanceof GoError) return false;
    throw error;
  }
};

const fulfilsCondition: Rule = (condition, { schema, value, judge }) => {
  const branch = get(schema, judge.allows(condition, value) ? "then" : "else");
  return branch === undefined || judge.allows(branch, value);
};

const matchesOne: Rule = (schemas, { value, judge }) =>
  listOf(schemas).filter((schema) => judge.allows(schema, value)).length === 1;

// --- objects

const allowsProperties: Rule = (schemas, { value, judge }) => {
  if (!(value instanceof Map) || !isObject(schemas)) return true;
  for (const name in schemas) {
    const property = value.get(name);
    if (property === undefined && !value.has(name)) continue;
    if (!judge.allows(schemas[name] ?? null, property)) return false;
  }
  return true;
};

const allowsByPatterns: Rule = (schemas, { value, judge }) => {
  if (!(value instanceof Map) || !isObject(schemas)) return true;
  return Object.keys(schemas).every((pattern) => {
    const names = [...value.keys()].filter((name) => compile(pattern).test(name));
    return names.every((name) => judge.allows(schemas[pattern] ?? null, value.get(name)));
  });
};

const allowsAdditional: Rule = (additional, { schema, value, judge }) => {
  if (!(value instanceof Map) || additional === true) return true;
  const properties = objectAt(schema, "properties");
  for (const name of value.keys()) {
    if (Object.hasOwn(properties, name) || matchesPattern(name, schema)) continue;
    if (!judge.allows(additional, value.get(name))) return false;
  }
  return true;
};

function matchesPattern(name: string, schema: JsonObject): boolean {
  return Object.keys(objectAt(schema, "patternProperties")).some((pattern) => compile(pattern).test(name));
}

function forObjects(holds: (operand: Json, map: GoMap, judgement: Judgement) => boolean): Rule {
  return (operand, judgement) => !(judgement.value instanceof Map) || holds(operand, judgement.value, judgement);
}

// --- lists

function forLists(holds: (operand: Json, list: readonly Value[], judgement: Judgement) => boolean): Rule {
  return (operand, judgement) => !Array.isArray(judgement.value) || holds(operand, judgement.value, judgement);
}

/** Before 2020 a list of schemas is for one item each. */
const allowsItems = forLists((schemas, items, { schema, judge }) => {
  if (Array.isArray(schemas)) return allowsEach(schemas, items, judge);
  const prefix = judge.version < 2020 ? [] : listOf(get(schema, "prefixItems"));
  return allowsFrom(schemas, items.slice(prefix.length), judge);
});

const allowsAdditionalItems = forLists((additional, items, { schema, judge }) => {
  const first = get(schema, "items");
  if (!Array.isArray(first)) return true;
  return allowsFrom(additional, items.slice(first.length), judge);
});

function allowsEach(schemas: readonly Json[], items: readonly Value[], judge: Judge): boolean {
  return items.slice(0, schemas.length).every((item, i) => judge.allows(schemas[i] ?? null, item));
}

function allowsFrom(schema: Json, items: readonly Value[], judge: Judge): boolean {
  return items.every((item) => judge.allows(schema, item));
}

// --- strings and numbers

function forStrings(holds: (operand: Json, text: string) => boolean): Rule {
  return (operand, { value }) => typeof value !== "string" || holds(operand, value);
}

function forNumbers(holds: (limit: JsonNumeric, value: JsonNumeric) => boolean): Rule {
  return (operand, { value, type }) => type !== "number" || holds(numeric(operand), numberOf(value));
}

// --- operands and values

function numberOf(value: Value): JsonNumeric {
  return typeof value === "number" ? value : numeric(fromValue(value));
}

function numeric(value: Json): JsonNumeric {
  if (typeof value === "number" || value instanceof JsonNumber) return value;
  throw new TypeError("not a number");
}

function listOf(operand: Json | undefined): readonly Json[] {
  return Array.isArray(operand) ? operand : [];
}

const NO_SCHEMAS: JsonObject = {};

function objectAt(schema: JsonObject, keyword: string): JsonObject {
  const value = get(schema, keyword);
  return isObject(value) ? value : NO_SCHEMAS;
}

/** By keyword. Others say nothing of values. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["$ref", (reference, { value, judge }) => judge.allowsByReference(reference, value)],
  ["type", hasType],
  ["const", since(6, (constant, { value }) => equals(fromValue(value), constant))],
  ["enum", (values, { value }) => listOf(values).some((one) => equals(fromValue(value), one))],
  ["format", hasFormat],
  ["not", (schema, { value, judge }) => !judge.allows(schema, value)],
  ["allOf", (schemas, { value, judge }) => listOf(schemas).every((schema) => judge.allows(schema, value))],
  ["anyOf", (schemas, { value, judge }) => listOf(schemas).some((schema) => judge.allows(schema, value))],
  ["oneOf", matchesOne],
  ["if", since(7, fulfilsCondition)],

  ["properties", allowsProperties],
  ["patternProperties", allowsByPatterns],
  ["additionalProperties", allowsAdditional],
  ["required", forObjects((names, map) => listOf(names).every((name) => map.has(String(name))))],
  ["minProperties", forObjects((least, map) => map.size >= Number(least))],
  ["maxProperties", forObjects((most, map) => map.size <= Number(most))],
  [
    "propertyNames",
    since(
      6,
      forObjects((schema, map, { judge }) => allowsFrom(schema, [...map.keys()], judge)),
    ),
  ],

  ["items", allowsItems],
  ["additionalItems", allowsAdditionalItems],
  [
    "prefixItems",
    since(
      2020,
      forLists((schemas, items, { judge }) => allowsEach(listOf(schemas), items, judge)),
    ),
  ],
  [
    "contains",
    since(
      6,
      forLists((schema, items, { judge }) => items.some((item) => judge.allows(schema, item))),
    ),
  ],
  ["minItems", forLists((least, items) => items.length >= Number(least))],
  ["maxItems", forLists((most, items) => items.length <= Number(most))],
  [
    "uniqueItems",
    forLists((isWanted, items) => isWanted !== true || findDuplicates(items.map(fromValue)) === undefined),
  ],

  ["minLength", forStrings((least, text) => characterCount(text) >= Number(least))],
  ["maxLength", forStrings((most, text) => characterCount(text) <= Number(most))],
  ["pattern", forStrings((pattern, text) => compile(String(pattern)).test(text))],
  ["minimum", forNumbers((limit, value) => compareNumbers(value, limit) >= 0)],
  ["maximum", forNumbers((limit, value) => compareNumbers(value, limit) <= 0)],
  ["exclusiveMinimum", forNumbers((limit, value) => compareNumbers(value, limit) > 0)],
  ["exclusiveMaximum", forNumbers((limit, value) => compareNumbers(value, limit) < 0)],
  ["multipleOf", forNumbers((unit, value) => isMultiple(value, unit))],
]);
