/** Custom resources: defaults and validation by their structural schema (apiextensions-apiserver 0.36, with its texts). */
import {
  isObject,
  listAt,
  objectAt,
  sameJson,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { invalidValue, required, type FieldError } from "../wire/refusal.ts";

/** The object with the defaults of its schema; the rest is the same. */
export function withSchemaDefaults(value: JsonValue, schema: JsonValue | undefined): JsonValue {
  if (!isObject(schema)) return value;
  if (Array.isArray(value)) return value.map((item) => withSchemaDefaults(item, schema["items"]));
  if (!isObject(value)) return value;
  const result: JsonObject = { ...value };
  for (const [key, below] of Object.entries(objectAt(schema, "properties"))) {
    const filled = valueAt(below, "default");
    const isNullable = valueAt(below, "nullable") === true;
    if (filled !== undefined && (result[key] === undefined || (result[key] === null && !isNullable)))
      result[key] = filled;
    const found = result[key];
    if (found !== undefined) result[key] = withSchemaDefaults(found, below);
  }
  const values = schema["additionalProperties"];
  if (isObject(values)) {
    for (const [key, below] of Object.entries(result)) result[key] = withSchemaDefaults(below, values);
  }
  return result;
}

/** What the schema finds wrong; metadata is validated elsewhere. */
export function schemaErrors(object: JsonObject, schema: JsonObject): FieldError[] {
  const { metadata: _, apiVersion: _version, kind: _kind, ...rest } = object;
  return check(rest, schema, "");
}

function check(value: JsonValue, schema: JsonValue | undefined, path: string): FieldError[] {
  if (!isObject(schema)) return [];
  if (value === null && schema["nullable"] === true) return [];
  const type = typeError(value, schema, path);
  if (type.length > 0) return type;
  return [
    ...enumErrors(value, schema, path),
    ...(typeof value === "string" ? stringErrors(value, schema, path) : []),
    ...(typeof value === "number" ? numberErrors(value, schema, path) : []),
    ...(Array.isArray(value) ? listErrors(value, schema, path) : []),
    ...(isObject(value) ? objectErrors(value, schema, path) : []),
    ...combined(value, schema, path),
  ];
}

function typeError(value: JsonValue, schema: JsonObject, path: string): FieldError[] {
  const type = textAt(schema, "type");
  const given = typeOf(value);
  if (schema["x-kubernetes-int-or-string"] === true) {
    if (given === "string" || given === "integer") return [];
    return [mistyped(path, given, "integer,string")];
  }
  if (type === "" || type === given || (type === "number" && given === "integer")) return [];
  return [mistyped(path, given, type)];
}

function mistyped(path: string, given: string, wanted: string): FieldError {
  const why = `${path} in body must be of type ${wanted}: ${JSON.stringify(given)}`;
  return { field: path, type: "FieldValueTypeInvalid", text: `Invalid value: ${JSON.stringify(given)}: ${why}` };
}

function typeOf(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
}

function enumErrors(value: JsonValue, schema: JsonObject, path: string): FieldError[] {
  const options = listAt(schema, "enum");
  if (options.length === 0 || options.some((one) => sameJson(one, value))) return [];
  const words = options.map((one) => JSON.stringify(one)).join(", ");
  const text = `Unsupported value: ${JSON.stringify(value)}: supported values: ${words}`;
  return [{ field: path, type: "FieldValueNotSupported", text }];
}

function stringErrors(value: string, schema: JsonObject, path: string): FieldError[] {
  const [min, max, pattern] = [schema["minLength"], schema["maxLength"], textAt(schema, "pattern")];
  const length = [...value].length;
  const errors: FieldError[] = [];
  if (typeof max === "number" && length > max) {
    errors.push({ field: path, type: "FieldValueTooLong", text: `Too long: may not be more than ${max} bytes` });
  }
  if (typeof min === "number" && length < min) {
    errors.push(invalidValue(path, value, `${path} in body should be at least ${min} chars long`));
  }
  if (pattern !== "" && !new RegExp(pattern, "u").test(value)) {
    errors.push(invalidValue(path, value, `${path} in body should match '${pattern}'`));
  }
  return errors;
}

function numberErrors(value: number, schema: JsonObject, path: string): FieldError[] {
  const [min, max, step] = [schema["minimum"], schema["maximum"], schema["multipleOf"]];
  const errors: FieldError[] = [];
  if (typeof max === "number" && (schema["exclusiveMaximum"] === true ? value >= max : value > max)) {
    const than = schema["exclusiveMaximum"] === true ? "less than" : "less than or equal to";
    errors.push(invalidValue(path, value, `${path} in body should be ${than} ${max}`));
  }
  if (typeof min === "number" && (schema["exclusiveMinimum"] === true ? value <= min : value < min)) {
    const than = schema["exclusiveMinimum"] === true ? "greater than" : "greater than or equal to";
    errors.push(invalidValue(path, value, `${path} in body should be ${than} ${min}`));
  }
  if (typeof step === "number" && value % step !== 0) {
    errors.push(invalidValue(path, value, `${path} in body should be a multiple of ${step}`));
  }
  return errors;
}

function listErrors(value: readonly JsonValue[], schema: JsonObject, path: string): FieldError[] {
  const [min, max] = [schema["minItems"], schema["maxItems"]];
  const errors: FieldError[] = [];
  if (typeof max === "number" && value.length > max) {
    errors.push({
      field: path,
      type: "FieldValueInvalid",
      text: `Too many: ${value.length}: must have at most ${max} items`,
    });
  }
  if (typeof min === "number" && value.length < min) {
    errors.push(invalidValue(path, value.length, `${path} in body should have at least ${min} items`));
  }
  return [...errors, ...value.flatMap((item, i) => check(item, schema["items"], `${path}[${i}]`))];
}

function objectErrors(value: JsonObject, schema: JsonObject, path: string): FieldError[] {
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const properties = objectAt(schema, "properties");
  const missing = listAt(schema, "required")
    .map(String)
    .filter((key) => value[key] === undefined);
  const values = schema["additionalProperties"];
  return [
    ...missing.map((key) => required(at(key))),
    ...Object.entries(value).flatMap(([key, below]) =>
      check(below, properties[key] ?? (isObject(values) ? values : undefined), at(key)),
    ),
  ];
}

function combined(value: JsonValue, schema: JsonObject, path: string): FieldError[] {
  const holds = (one: JsonValue): boolean => check(value, one, path).length === 0;
  const [all, any, one] = [listAt(schema, "allOf"), listAt(schema, "anyOf"), listAt(schema, "oneOf")];
  const fail = (why: string): FieldError[] => [
    invalidValue(path, value, `${JSON.stringify(path)} must validate ${why}`),
  ];
  return [
    ...all.flatMap((each) => check(value, each, path)),
    ...(any.length > 0 && !any.some(holds) ? fail("at least one schema (anyOf)") : []),
    ...(one.length > 0 && one.filter(holds).length !== 1 ? fail("one and only one schema (oneOf)") : []),
    ...(isObject(schema["not"]) && holds(schema["not"]) ? fail("none of the schemas (not)") : []),
  ];
}
