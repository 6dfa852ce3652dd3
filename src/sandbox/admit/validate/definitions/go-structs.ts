/** Versions and schemas as the server's own types print them: messages show them so. */
import {
  isObject,
  listAt,
  objectAt,
  sameJson,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../../kube/index.ts";

type Form = "text" | "flag" | "value" | "schema" | "schemas" | "named" | "items" | "values" | "rules";

/** In the order of the struct. */
const FIELDS: readonly (readonly [name: string, key: string, form: Form])[] = [
  ["ID", "id", "text"],
  ["Schema", "$schema", "text"],
  ["Ref", "$ref", "value"],
  ["Description", "description", "text"],
  ["Type", "type", "text"],
  ["Nullable", "nullable", "flag"],
  ["Format", "format", "text"],
  ["Title", "title", "text"],
  ["Default", "default", "value"],
  ["Maximum", "maximum", "value"],
  ["ExclusiveMaximum", "exclusiveMaximum", "flag"],
  ["Minimum", "minimum", "value"],
  ["ExclusiveMinimum", "exclusiveMinimum", "flag"],
  ["MaxLength", "maxLength", "value"],
  ["MinLength", "minLength", "value"],
  ["Pattern", "pattern", "text"],
  ["MaxItems", "maxItems", "value"],
  ["MinItems", "minItems", "value"],
  ["UniqueItems", "uniqueItems", "flag"],
  ["MultipleOf", "multipleOf", "value"],
  ["Enum", "enum", "value"],
  ["MaxProperties", "maxProperties", "value"],
  ["MinProperties", "minProperties", "value"],
  ["Required", "required", "value"],
  ["Items", "items", "items"],
  ["AllOf", "allOf", "schemas"],
  ["OneOf", "oneOf", "schemas"],
  ["AnyOf", "anyOf", "schemas"],
  ["Not", "not", "schema"],
  ["Properties", "properties", "named"],
  ["AdditionalProperties", "additionalProperties", "values"],
  ["PatternProperties", "patternProperties", "named"],
  ["Dependencies", "dependencies", "value"],
  ["AdditionalItems", "additionalItems", "values"],
  ["Definitions", "definitions", "named"],
  ["ExternalDocs", "externalDocs", "value"],
  ["Example", "example", "value"],
  ["XPreserveUnknownFields", "x-kubernetes-preserve-unknown-fields", "value"],
  ["XEmbeddedResource", "x-kubernetes-embedded-resource", "flag"],
  ["XIntOrString", "x-kubernetes-int-or-string", "flag"],
  ["XListMapKeys", "x-kubernetes-list-map-keys", "value"],
  ["XListType", "x-kubernetes-list-type", "value"],
  ["XMapType", "x-kubernetes-map-type", "value"],
  ["XValidations", "x-kubernetes-validations", "rules"],
];

/** What may stand at the root of a schema beside which there is a status. */
export const ROOT_FIELDS: readonly string[] = [
  ...["Description", "Type", "Format", "Title", "Maximum", "ExclusiveMaximum", "Minimum", "ExclusiveMinimum"],
  ...["MaxLength", "MinLength", "Pattern", "MaxItems", "MinItems", "UniqueItems", "MultipleOf", "Required", "Items"],
  ...["Properties", "ExternalDocs", "Example", "XPreserveUnknownFields", "XValidations"],
];

export function firstOtherField(schema: JsonObject): string | undefined {
  const found = FIELDS.find(([name, key, form]) => {
    const value = shown(schema[key], form);
    return !ROOT_FIELDS.includes(name) && value !== null && value !== "" && value !== false;
  });
  return found?.[0];
}

export function schemaStruct(schema: JsonObject): JsonObject {
  return Object.fromEntries(FIELDS.map(([name, key, form]) => [name, shown(schema[key], form)]));
}

function shown(value: JsonValue | undefined, form: Form): JsonValue {
  switch (form) {
    case "text":
      return value ?? "";
    case "flag":
      return value ?? false;
    case "value":
      return value ?? null;
    case "schema":
      return isObject(value) ? schemaStruct(value) : null;
    case "schemas":
      return Array.isArray(value) ? value.map((one) => schemaStruct(objectAt(one))) : null;
    case "named":
      return isObject(value) ? byName(value) : null;
    case "items":
      return isObject(value) ? { Schema: schemaStruct(value), JSONSchemas: null } : null;
    case "values":
      if (typeof value === "boolean") return { Allows: value, Schema: null };
      return isObject(value) ? { Allows: true, Schema: schemaStruct(value) } : null;
    case "rules":
      return Array.isArray(value) ? value.map(ruleStruct) : null;
  }
}

/** Go writes its maps in the order of their keys. */
function byName(schemas: JsonObject): JsonObject {
  const entries = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, schemaStruct(objectAt(one))]));
}

/** A rule with all its fields. */
export function ruleStruct(rule: JsonValue): JsonObject {
  const at = (key: string): JsonValue | undefined => valueAt(rule, key);
  return {
    Rule: at("rule") ?? "",
    Message: at("message") ?? "",
    MessageExpression: at("messageExpression") ?? "",
    Reason: at("reason") || null,
    FieldPath: at("fieldPath") ?? "",
    OptionalOldSelf: at("optionalOldSelf") ?? null,
  };
}

/** What all versions have alike is kept once, elsewhere. */
export function versionStructs(versions: readonly JsonObject[]): JsonValue[] {
  const own = (version: JsonObject, key: string): JsonValue | undefined =>
    versions.every((one) => sameJson(one[key] ?? null, version[key] ?? null)) ? undefined : version[key];
  return versions.map((version) => ({
    Name: version["name"] ?? "",
    Served: version["served"] ?? false,
    Storage: version["storage"] ?? false,
    Deprecated: version["deprecated"] ?? false,
    DeprecationWarning: version["deprecationWarning"] ?? null,
    Schema: schemaOf(own(version, "schema")),
    Subresources: subresourcesOf(own(version, "subresources")),
    AdditionalPrinterColumns: columnsOf(own(version, "additionalPrinterColumns")),
    SelectableFields: selectableOf(own(version, "selectableFields")),
  }));
}

function schemaOf(schema: JsonValue | undefined): JsonValue {
  if (!isObject(schema)) return null;
  const root = schema["openAPIV3Schema"];
  return { OpenAPIV3Schema: isObject(root) ? schemaStruct(root) : null };
}

function subresourcesOf(subresources: JsonValue | undefined): JsonValue {
  if (!isObject(subresources)) return null;
  const { status = null, scale } = subresources;
  const path = (key: string): JsonValue => valueAt(scale, key) ?? "";
  return {
    Status: status,
    Scale: isObject(scale)
      ? {
          SpecReplicasPath: path("specReplicasPath"),
          StatusReplicasPath: path("statusReplicasPath"),
          LabelSelectorPath: valueAt(scale, "labelSelectorPath") ?? null,
        }
      : null,
  };
}

function columnsOf(columns: JsonValue | undefined): JsonValue {
  if (!Array.isArray(columns)) return null;
  return listAt(columns).map((column) => ({
    Name: valueAt(column, "name") ?? "",
    Type: valueAt(column, "type") ?? "",
    Format: valueAt(column, "format") ?? "",
    Description: valueAt(column, "description") ?? "",
    Priority: valueAt(column, "priority") ?? 0,
    JSONPath: valueAt(column, "jsonPath") ?? "",
  }));
}

function selectableOf(fields: JsonValue | undefined): JsonValue {
  return Array.isArray(fields) ? fields.map((one) => ({ JSONPath: valueAt(one, "jsonPath") ?? "" })) : null;
}
