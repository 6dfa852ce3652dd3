/**
 * Whether a schema is valid beyond doubt, told without its metaschema: charts' schemas are long and simple, and applying a metaschema to
 * one takes longer than all the rest. What is not said here plainly, or differs between drafts, is left to the metaschema.
 */
import { type Draft, draftOf } from "./draft.ts";
import { formatOf } from "./formats/index.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** A look at the schemas of one document, and what it has shown. */
export interface Reading {
  readonly version: Draft["version"];
  /** The schemas that were looked at. */
  readonly seen: Set<JsonObject>;
  readonly references: Set<string>;
  depth: number;
}

/** Schemas inside each other. What is deeper may be too deep for the stack, or for Go, and that is found out elsewhere. */
const DEPTH_MAX = 1000;

export function startReading(version: Draft["version"]): Reading {
  return { version, seen: new Set(), references: new Set(), depth: 0 };
}

/** True only where the metaschema of the draft would find no fault. Of names, only the document's own is beyond doubt. */
export function isOrdinary(schema: Json, reading: Reading): boolean {
  if (!isObject(schema)) return isOrdinaryPart(schema, reading);
  const { $id, id, ...rest } = schema;
  return [$id, id].every((name) => name === undefined || isPlainUrl(name)) && isOrdinaryPart(rest, reading);
}

function isPlainUrl(value: Json): boolean {
  return typeof value === "string" && /^https?:\/\/[A-Za-z][\w.-]*\/[\w./-]*#?$/.test(value);
}

/** The same of a schema inside a document. */
export function isOrdinaryPart(schema: Json, reading: Reading): boolean {
  if (typeof schema === "boolean") return reading.version > 4;
  if (!isObject(schema)) return false;
  if (reading.seen.has(schema)) return true;
  if (reading.depth === DEPTH_MAX) return false;
  reading.seen.add(schema);
  reading.depth++;
  for (const keyword in schema) {
    const check = CHECKS.get(keyword);
    // One fault ends the whole look, so that the depth need not be set back.
    if (check !== undefined && !check(schema[keyword] ?? null, reading)) return false;
  }
  reading.depth--;
  return true;
}

type Check = (value: Json, reading: Reading) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const doubt: Check = () => false;

const isSchema: Check = isOrdinaryPart;

const isSchemas: Check = (value, reading) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isSchema(one, reading));

const isSchemaMap: Check = (value, reading) => {
  if (!isObject(value)) return false;
  for (const name in value) if (!isSchema(value[name] ?? null, reading)) return false;
  return true;
};

/** A non-empty list without repetitions. */
function isListOf(isOne: (value: Json) => boolean): Check {
  return (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isOne) && new Set(value).size === value.length;
}

const TYPES = new Set<Json>(["array", "boolean", "integer", "null", "number", "object", "string"]);
const isTypeName = (value: Json): boolean => TYPES.has(value);
const isTypeList = isListOf(isTypeName);
const isEmptyList = (value: Json): boolean => Array.isArray(value) && value.length === 0;
const isNameList = isListOf((value) => typeof value === "string");
const isConstantList = isListOf((value) => value === null || typeof value !== "object");

const regex = formatOf("regex");

const isPattern: Check = (value) => {
  if (typeof value !== "string" || regex === undefined) return false;
  try {
    regex.check(value);
    return true;
  } catch {
    return false;
  }
};

const hasPatterns: Check = (value, reading) =>
  isObject(value) && Object.keys(value).every((key) => isPattern(key, reading));

const isReference: Check = (value, { references }) => {
  if (typeof value !== "string" || !/^#[\w/.$-]*$/.test(value)) return false;
  references.add(value);
  return true;
};

/** Every keyword that some metaschema says something of. Others are free. */
function named(check: Check, ...keywords: readonly string[]): [string, Check][] {
  return keywords.map((keyword) => [keyword, check]);
}

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...named(isText, "title", "description", "$comment", "format"),
  ...named(isFlag, "readOnly", "writeOnly", "deprecated", "uniqueItems"),
  ...named(isNumber, "maximum", "minimum"),
  ...named((value, reading) => reading.version > 4 && isNumber(value, reading), "exclusiveMaximum", "exclusiveMinimum"),
  ...named((value) => typeof value === "number" && Number.isFinite(value) && value > 0, "multipleOf"),
  ...named(isCount, "maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"),
  ...named(isPattern, "pattern"),
  ...named(isReference, "$ref"),
  ...named((value) => Array.isArray(value), "examples"),
  ...named(isSchema, "additionalProperties", "additionalItems", "not", "contains", "propertyNames"),
  ...named(isSchema, "if", "then", "else"),
  ...named(
    (value, reading) => isSchema(value, reading) || (reading.version < 2020 && isSchemas(value, reading)),
    "items",
  ),
  ...named(isSchemas, "allOf", "anyOf", "oneOf", "prefixItems"),
  ...named(isSchemaMap, "properties", "definitions", "$defs"),
  ...named((value, reading) => isSchemaMap(value, reading) && hasPatterns(value, reading), "patternProperties"),
  ...named((value, reading) => isTypeName(value) || isTypeList(value, reading), "type"),
  ...named((value, reading) => isNameList(value, reading) || (reading.version > 4 && isEmptyList(value)), "required"),
  ...named(isConstantList, "enum"),
  ...named((value) => isPlainUrl(value) && draftOf(String(value)) !== undefined, "$schema"),
  ...named(doubt, "$id", "id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef"),
  ...named(doubt, "$recursiveAnchor", "$vocabulary", "dependencies", "dependentRequired", "dependentSchemas"),
  ...named(doubt, "unevaluatedItems", "unevaluatedProperties", "minContains", "maxContains"),
  ...named(doubt, "contentSchema", "contentMediaType", "contentEncoding"),
]);
