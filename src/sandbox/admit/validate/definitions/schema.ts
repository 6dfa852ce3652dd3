/** The schema of a version: what no schema may have, and what only makes sense together (ValidateCustomResourceDefinitionOpenAPISchema). */
import { compile } from "../../../../go/regexp/index.ts";
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../../wire/refusal.ts";
import { defaultErrors } from "./defaults.ts";
import { ROOT_FIELDS, schemaStruct, firstOtherField } from "./go-structs.ts";
import { structuralErrors } from "./structural.ts";

/** `at` is the place of the schema itself. */
export function schemaErrors(version: JsonObject, at: string): FieldError[] {
  const schema = valueAt(version, "schema", "openAPIV3Schema");
  if (!isObject(schema)) return [];
  const structural = structuralErrors(schema, at);
  return [
    ...(isObject(valueAt(version, "subresources", "status")) ? statusErrors(schema, at) : []),
    ...(schema["nullable"] === true ? [forbiddenField(`${at}.nullable`, "nullable cannot be true at the root")] : []),
    ...nodeErrors(schema, at),
    ...structural,
    // What has no type has no values either.
    ...(structural.length === 0 ? defaultErrors(schema, at, { isRoot: true }) : []),
  ];
}

/** With a status of its own an object has nothing beside its fields. */
function statusErrors(schema: JsonObject, at: string): FieldError[] {
  const type = textAt(schema, "type");
  const other = firstOtherField(schema);
  if (type !== "" && type !== "object") {
    const why = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [invalidValue(`${at}.type`, type, why)];
  }
  if (other === undefined) return [];
  const why = `only [${ROOT_FIELDS.join(" ")}] fields are allowed at the root of the schema if the status subresource is enabled`;
  return [invalidValue(at, schemaStruct(schema), why)];
}

const TYPES = ["array", "boolean", "integer", "number", "object", "string"];
const UNSUPPORTED = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];

function nodeErrors(schema: JsonObject, at: string): FieldError[] {
  const type = textAt(schema, "type");
  const { uniqueItems, additionalProperties: values } = schema;
  return [
    ...UNSUPPORTED.filter((key) => isGiven(schema[key])).map((key) =>
      forbiddenField(`${at}.${key}`, `${key} is not supported`),
    ),
    ...(type === "null"
      ? [forbiddenField(`${at}.type`, "type cannot be set to null, use nullable as an alternative")]
      : []),
    ...(type === "" || TYPES.includes(type) ? [] : [notSupported(`${at}.type`, type, TYPES)]),
    ...(uniqueItems === true
      ? [
          forbiddenField(
            `${at}.uniqueItems`,
            "uniqueItems cannot be set to true since the runtime complexity becomes quadratic",
          ),
        ]
      : []),
    ...((isObject(values) || values === false) && Object.keys(objectAt(schema, "properties")).length > 0
      ? [forbiddenField(`${at}.additionalProperties`, "additionalProperties and properties are mutual exclusive")]
      : []),
    ...patternErrors(textAt(schema, "pattern"), `${at}.pattern`),
    ...listTypeErrors(schema, type, at),
    ...mapTypeErrors(schema, type, at),
    ...childrenOf(schema).flatMap(([key, child]) => nodeErrors(child, `${at}.${key}`)),
  ];
}

const isGiven = (value: JsonValue | undefined): boolean =>
  value !== undefined && (!isObject(value) || Object.keys(value).length > 0);

/** All schemas that stand in one, by where. */
function childrenOf(schema: JsonObject): [string, JsonObject][] {
  const one = (key: string): [string, JsonValue][] => [[key, schema[key] ?? null]];
  const named = Object.entries(objectAt(schema, "properties")).map(([name, value]): [string, JsonValue] => [
    `properties[${name}]`,
    value,
  ]);
  const listed = ["allOf", "anyOf", "oneOf"].flatMap((key) =>
    listAt(schema, key).map((value, i): [string, JsonValue] => [`${key}[${i}]`, value]),
  );
  return [...named, ...one("items"), ...one("additionalProperties"), ...one("not"), ...listed].filter(
    (entry): entry is [string, JsonObject] => isObject(entry[1]),
  );
}

function patternErrors(pattern: string, at: string): FieldError[] {
  if (pattern === "") return [];
  try {
    compile(pattern);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [invalidValue(at, pattern, `must be a valid regular expression, but isn't: ${why}`)];
  }
}

const LIST_TYPE = "x-kubernetes-list-type";
const LIST_KEYS = "x-kubernetes-list-map-keys";
const MAP_TYPE = "x-kubernetes-map-type";

function mapTypeErrors(schema: JsonObject, type: string, at: string): FieldError[] {
  const kind = schema[MAP_TYPE];
  if (typeof kind !== "string") return [];
  const known = ["atomic", "granular"];
  return [
    ...typeErrors(type, "object", `if ${MAP_TYPE} is specified`, at),
    ...(known.includes(kind) ? [] : [notSupported(`${at}.${MAP_TYPE}`, kind, known)]),
  ];
}

function typeErrors(type: string, wanted: string, when: string, at: string): FieldError[] {
  if (type === wanted) return [];
  const why = `must be ${wanted} ${when}`;
  return [type === "" ? required(`${at}.type`, why) : invalidValue(`${at}.type`, type, why)];
}

function listTypeErrors(schema: JsonObject, type: string, at: string): FieldError[] {
  const kind = schema[LIST_TYPE];
  const keys = listAt(schema, LIST_KEYS).map(String);
  const place = `${at}.${LIST_TYPE}`;
  const mustBeMap = `must be map if ${LIST_KEYS} is non-empty`;
  const known = ["atomic", "set", "map"];
  const isArray = type === "array";
  return [
    ...(typeof kind === "string" ? typeErrors(type, "array", `if ${LIST_TYPE} is specified`, at) : []),
    ...(typeof kind === "string" && isArray && !known.includes(kind) ? [notSupported(place, kind, known)] : []),
    ...(keys.length > 0 && typeof kind !== "string" ? [required(place, mustBeMap)] : []),
    ...(keys.length > 0 && typeof kind === "string" && kind !== "map" ? [invalidValue(place, kind, mustBeMap)] : []),
    ...(kind === "map" ? mapListErrors(objectAt(schema, "items"), keys, at) : []),
    ...(kind === "set" ? setErrors(objectAt(schema, "items"), at) : []),
  ];
}

function setErrors(items: JsonObject, at: string): FieldError[] {
  const nullable = items["nullable"] === true;
  const atomic = `must be atomic as item of a list with ${LIST_TYPE}=set`;
  const [type, map, list] = [textAt(items, "type"), items[MAP_TYPE], items[LIST_TYPE]];
  return [
    ...(nullable ? [forbiddenField(`${at}.items.nullable`, `cannot be nullable when ${LIST_TYPE} is set`)] : []),
    ...(type === "array" && list !== undefined && list !== "atomic"
      ? [invalidValue(`${at}.items.${LIST_TYPE}`, list, atomic)]
      : []),
    ...(type === "object" && map !== "atomic" ? [invalidValue(`${at}.items.${MAP_TYPE}`, map ?? null, atomic)] : []),
  ];
}

function mapListErrors(items: JsonObject, keys: readonly string[], at: string): FieldError[] {
  const place = `${at}.${LIST_KEYS}`;
  const type = textAt(items, "type");
  const properties = objectAt(items, "properties");
  const when = `if parent array's ${LIST_TYPE} is map`;
  return [
    ...(keys.length === 0 ? [required(place, `must not be empty if ${LIST_TYPE} is map`)] : []),
    ...(type === "object" ? [] : [invalidValue(`${at}.items.type`, type, `must be object ${when}`)]),
    ...(type === "object" && keys.some((key) => properties[key] === undefined)
      ? [invalidValue(place, keys, "entries must all be names of item properties")]
      : []),
    ...(type === "object" && new Set(keys).size < keys.length
      ? [invalidValue(place, keys, "must not contain duplicate entries")]
      : []),
    ...(items["nullable"] === true
      ? [forbiddenField(`${at}.items.nullable`, `cannot be nullable when ${LIST_TYPE} is map`)]
      : []),
    ...[...new Set(keys)].flatMap((key) => keyErrors(key, items, `${at}.items.properties[${key}]`)),
  ];
}

function keyErrors(key: string, items: JsonObject, at: string): FieldError[] {
  const property = objectAt(items, "properties")[key];
  if (!isObject(property)) return [];
  const is = `this property is in ${LIST_KEYS}, so it`;
  const isNeeded = listAt(items, "required").includes(key) || (property["default"] ?? null) !== null;
  return [
    ...(["array", "object"].includes(textAt(property, "type"))
      ? [
          // It is the items' own type that is shown.
          invalidValue(
            `${at}.type`,
            textAt(items, "type"),
            `must be a scalar type if parent array's ${LIST_TYPE} is map`,
          ),
        ]
      : []),
    ...(isNeeded ? [] : [required(`${at}.default`, `${is} must have a default or be a required property`)]),
    ...(property["nullable"] === true ? [forbiddenField(`${at}.nullable`, `${is} cannot be nullable`)] : []),
  ];
}
