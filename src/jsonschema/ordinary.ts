/**
 * Whether a schema is valid beyond doubt, told without its metaschema: charts' schemas are long and simple, and applying a metaschema to
 * one takes longer than all the rest. What is not said here plainly, or differs between drafts, is left to the metaschema.
 */
import type { Draft } from "./draft.ts";
import { formatOf } from "./formats/index.ts";
import { isObject, type Json } from "./json.ts";

type Version = Draft["version"];

/** True only where the metaschema of the draft would find no fault. Of names, only the document's own is beyond doubt. */
export function isOrdinary(schema: Json, version: Version): boolean {
  if (!isObject(schema)) return isSchema(schema, version);
  const { $id, id, ...rest } = schema;
  return [$id, id].every((name) => name === undefined || isPlainUrl(name)) && isSchema(rest, version);
}

function isPlainUrl(value: Json): boolean {
  return typeof value === "string" && /^https?:\/\/[A-Za-z][\w.-]*\/[\w./-]*#?$/.test(value);
}

function isSchema(schema: Json, version: Version): boolean {
  if (typeof schema === "boolean") return version > 4;
  if (!isObject(schema)) return false;
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword];
    const check = CHECKS.get(keyword);
    if (value === undefined || check?.(value, version) === false) return false;
  }
  return true;
}

type Check = (value: Json, version: Version) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const doubt: Check = () => false;

const isSchemas: Check = (value, version) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isSchema(one, version));

const isSchemaMap: Check = (value, version) =>
  isObject(value) && Object.values(value).every((one) => isSchema(one, version));

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

const hasPatterns: Check = (value, version) =>
  isObject(value) && Object.keys(value).every((key) => isPattern(key, version));

/** Every keyword that some metaschema says something of. Others are free. */
function named(check: Check, ...keywords: readonly string[]): [string, Check][] {
  return keywords.map((keyword) => [keyword, check]);
}

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...named(isText, "title", "description", "$comment", "format"),
  ...named(isFlag, "readOnly", "writeOnly", "deprecated", "uniqueItems"),
  ...named(isNumber, "maximum", "minimum"),
  ...named((value, version) => version > 4 && isNumber(value, version), "exclusiveMaximum", "exclusiveMinimum"),
  ...named((value) => typeof value === "number" && Number.isFinite(value) && value > 0, "multipleOf"),
  ...named(isCount, "maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"),
  ...named(isPattern, "pattern"),
  ...named((value) => typeof value === "string" && /^#[\w/.$-]*$/.test(value), "$ref"),
  ...named((value) => Array.isArray(value), "examples"),
  ...named(isSchema, "additionalProperties", "additionalItems", "not", "contains", "propertyNames"),
  ...named(isSchema, "if", "then", "else"),
  ...named((value, version) => isSchema(value, version) || (version < 2020 && isSchemas(value, version)), "items"),
  ...named(isSchemas, "allOf", "anyOf", "oneOf", "prefixItems"),
  ...named(isSchemaMap, "properties", "definitions", "$defs"),
  ...named((value, version) => isSchemaMap(value, version) && hasPatterns(value, version), "patternProperties"),
  ...named((value, version) => isTypeName(value) || isTypeList(value, version), "type"),
  ...named((value, version) => isNameList(value, version) || (version > 4 && isEmptyList(value)), "required"),
  ...named(isConstantList, "enum"),
  ...named(isPlainUrl, "$schema"),
  ...named(doubt, "$id", "id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef"),
  ...named(doubt, "$recursiveAnchor", "$vocabulary", "dependencies", "dependentRequired", "dependentSchemas"),
  ...named(doubt, "unevaluatedItems", "unevaluatedProperties", "minContains", "maxContains"),
  ...named(doubt, "contentSchema", "contentMediaType", "contentEncoding"),
]);
