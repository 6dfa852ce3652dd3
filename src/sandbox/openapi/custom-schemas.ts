/** Structural schemas as OpenAPI publishes them: as they are in v3, without what v2 has no words for in v2 (openapi/v2/conversion.go 0.36). */
import { isObject, listAt, objectAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

const OPEN = "x-kubernetes-preserve-unknown-fields";
const EITHER: readonly JsonObject[] = [{ type: "integer" }, { type: "string" }];

/** `recorded` is the published schema of a kind whose fields say nothing: it has what all kinds have. */
export function publishedSchema(custom: JsonObject, recorded: JsonObject, version: "v2" | "v3"): JsonObject {
  const mark = { "x-kubernetes-group-version-kind": recorded["x-kubernetes-group-version-kind"] ?? [] };
  // kubectl would take every other field for unknown.
  if (version === "v2" && custom[OPEN] === true) return { type: "object", ...mark };
  const own = version === "v2" ? withoutV3(custom) : unfolded(custom);
  const native = objectAt(recorded, "properties");
  const properties = { ...objectAt(own, "properties") };
  for (const key of ["apiVersion", "kind", "metadata"]) properties[key] = native[key] ?? {};
  const whole = ordered({ ...own, properties: embedded(properties, native), ...mark });
  return version === "v2" ? withSortedRules(whole) : whole;
}

/** Of kube-openapi's struct, which is written in this order; extensions follow in that of their names. */
const ORDER = [
  ...[
    "description",
    "$ref",
    "type",
    "nullable",
    "format",
    "title",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
  ],
  ...["exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "multipleOf"],
  ...["enum", "maxProperties", "minProperties", "required", "items", "allOf", "oneOf", "anyOf", "not", "properties"],
  ...["additionalProperties", "patternProperties", "externalDocs", "example"],
];

function ordered(schema: JsonObject): JsonObject {
  const below = eachSchema(schema, ordered);
  const names = Object.keys(below);
  const rest = names.filter((name) => !ORDER.includes(name)).sort();
  const entries = [...ORDER.filter((name) => Object.hasOwn(below, name)), ...rest].map((name): [string, JsonValue] => [
    name,
    inOrder(name, below[name] ?? null),
  ]);
  return Object.fromEntries(entries);
}

function inOrder(name: string, value: JsonValue): JsonValue {
  if (name === "properties" && isObject(value)) return sorted(Object.entries(value));
  if (name === "x-kubernetes-validations" && Array.isArray(value)) return value.map(ruleInOrder);
  const isChoice = name === "allOf" || name === "oneOf" || name === "anyOf";
  if (isChoice && Array.isArray(value)) return value.map((one) => (isObject(one) ? ordered(one) : one));
  return name === "not" && isObject(value) ? ordered(value) : value;
}

const RULE = ["rule", "message", "messageExpression", "reason", "fieldPath", "optionalOldSelf"];

function ruleInOrder(rule: JsonValue): JsonValue {
  if (!isObject(rule)) return rule;
  return Object.fromEntries(RULE.flatMap((name) => (Object.hasOwn(rule, name) ? [[name, rule[name] ?? null]] : [])));
}

function withSortedRules(schema: JsonObject): JsonObject {
  const below = eachSchema(schema, withSortedRules);
  const rules = below["x-kubernetes-validations"];
  return rules === undefined ? below : { ...below, "x-kubernetes-validations": sortedWithin(rules) };
}

/** The server of v2 has read the document again: what extensions hold is in the order of names. */
function sortedWithin(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortedWithin);
  return isObject(value)
    ? sorted(Object.entries(value).map(([key, below]) => [key, sortedWithin(below)] as const))
    : value;
}

export function sorted(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Objects that hold whole objects say so. */
function embedded(properties: JsonObject, native: JsonObject): JsonObject {
  const within = (schema: JsonValue): JsonValue => {
    if (!isObject(schema)) return schema;
    const below: JsonObject = { ...schema };
    if (isObject(below["properties"])) below["properties"] = embedded(below["properties"], native);
    for (const key of ["items", "additionalProperties"]) if (isObject(below[key])) below[key] = within(below[key]);
    return below["x-kubernetes-embedded-resource"] === true ? withNative(below, native) : below;
  };
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, within(schema)]));
}

const CONVENTIONS = "More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md";

function withNative(schema: JsonObject, native: JsonObject): JsonObject {
  const apiVersion = `apiVersion defines the versioned schema of this representation of an object. ${CONVENTIONS}#resources`;
  const kind = `kind is a string value representing the type of this object. In CamelCase. ${CONVENTIONS}#types-kinds`;
  const required = listAt(schema, "required");
  return {
    ...schema,
    required: [...required, ...["kind", "apiVersion"].filter((one) => !required.includes(one))],
    properties: {
      ...objectAt(schema, "properties"),
      apiVersion: { ...objectAt(native, "apiVersion"), description: apiVersion },
      kind: { ...objectAt(native, "kind"), description: kind },
      metadata: native["metadata"] ?? {},
    },
  };
}

function eachSchema(schema: JsonObject, change: (below: JsonObject) => JsonObject): JsonObject {
  const result: JsonObject = { ...schema };
  if (isObject(result["properties"])) {
    const entries = Object.entries(result["properties"]);
    result["properties"] = Object.fromEntries(
      entries.map(([key, below]): [string, JsonValue] => [key, isObject(below) ? change(below) : below]),
    );
  }
  for (const key of ["items", "additionalProperties"]) {
    const below = result[key];
    if (isObject(below)) result[key] = change(below);
  }
  return result;
}

/** Integers or texts spell it out. */
function unfolded(schema: JsonObject): JsonObject {
  const below = eachSchema(schema, unfolded);
  const isEither = below["x-kubernetes-int-or-string"] === true && below["anyOf"] === undefined;
  return isEither && below["allOf"] === undefined ? { ...below, anyOf: [...EITHER] } : below;
}

function withoutV3(schema: JsonObject): JsonObject {
  const { allOf: _all, oneOf: _one, anyOf: _any, not: _not, default: _default, nullable, ...kept } = schema;
  const result: JsonObject = { ...kept };
  if (nullable === true) for (const key of ["type", "items", "properties"]) delete result[key];
  if (result[OPEN] === true) for (const key of ["items", "properties"]) delete result[key];
  if (result["type"] === "array" && result["items"] === undefined) delete result["type"];
  if (result[OPEN] === true && result["type"] === "object") delete result["type"];
  const nullables = Object.entries(objectAt(result, "properties")).filter(([, one]) => isNullable(one));
  const required = listAt(result, "required").filter((name) => !nullables.some(([key]) => key === name));
  if (required.length > 0) result["required"] = required;
  else delete result["required"];
  return eachSchema(result, withoutV3);
}

function isNullable(schema: JsonValue): boolean {
  return isObject(schema) && schema["nullable"] === true;
}
