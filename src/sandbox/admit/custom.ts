/** Custom resources: defaults and validation by their structural schema (apiextensions-apiserver 0.36, with its texts). */
import {
  isInteger,
  isNumber,
  isObject,
  listAt,
  objectAt,
  sameJson,
  textAt,
  valueAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { duplicateValue, invalidValue, required, tooManyItems, type FieldError } from "../wire/refusal.ts";
import { labelMapErrors } from "./names.ts";
import { hasFormat, isKnownFormat } from "./text-formats.ts";

interface Defaulting {
  /** What was applied keeps what may not be null, to be refused. */
  readonly keepsNulls?: boolean;
}

/** The object with the defaults of its schema, and without nulls where none may be; the rest is the same. */
export function withSchemaDefaults(
  value: JsonValue,
  schema: JsonValue | undefined,
  options: Defaulting = {},
): JsonValue {
  if (!isObject(schema)) return value;
  const { keepsNulls = false } = options;
  if (Array.isArray(value)) return value.map((item) => withSchemaDefaults(item, schema["items"], options));
  if (!isObject(value)) return value;
  const result: JsonObject = { ...value };
  for (const [key, below] of Object.entries(objectAt(schema, "properties"))) {
    const filled = valueAt(below, "default");
    const isNullable = valueAt(below, "nullable") === true;
    if (filled !== undefined && (result[key] === undefined || (result[key] === null && !isNullable)))
      result[key] = filled;
    const found = result[key];
    // What may not be null is not there.
    if (found === null && !isNullable && !keepsNulls && !isAnything(below)) delete result[key];
    else if (found !== undefined) result[key] = withSchemaDefaults(found, below, options);
  }
  const values = schema["additionalProperties"];
  if (isObject(values)) {
    for (const [key, below] of Object.entries(result)) {
      if (below === null && values["nullable"] !== true && !keepsNulls && !isAnything(values)) delete result[key];
      else result[key] = withSchemaDefaults(below, values, options);
    }
  }
  return result;
}

/** A schema that says nothing takes null, too. */
const isAnything = (schema: JsonValue): boolean => isObject(schema) && Object.keys(schema).length === 0;

/** What the schema finds wrong; metadata is validated elsewhere. */
export function schemaErrors(object: JsonObject, schema: JsonObject): FieldError[] {
  const { metadata: _, apiVersion: _version, kind: _kind, ...rest } = object;
  return check(rest, schema, "");
}

/** Of a value within an object; its place is empty. */
export function valueErrors(value: JsonValue, schema: JsonObject): FieldError[] {
  return check(value, schema, "");
}

function check(value: JsonValue, schema: JsonValue | undefined, path: string): FieldError[] {
  if (!isObject(schema)) return [];
  if (value === null && schema["nullable"] === true) return [];
  return [
    ...typeError(value, schema, path),
    ...(value === null ? [] : enumErrors(value, schema, path)),
    ...(typeof value === "string" ? stringErrors(value, schema, path) : []),
    ...(isNumber(value) ? numberErrors(value, schema, path) : []),
    ...(Array.isArray(value) ? listErrors(value, schema, path) : []),
    ...(isObject(value) ? objectErrors(value, schema, path) : []),
    ...(value === null ? [] : combined(value, schema, path)),
  ];
}

/** Errors of a schema as a whole have no place. */
const unplaced = (why: string): FieldError => ({ ...invalidValue("", "", why), field: "<nil>" });

function typeError(value: JsonValue, schema: JsonObject, path: string): FieldError[] {
  const type = textAt(schema, "type");
  const given = typeOf(value);
  if (schema["x-kubernetes-int-or-string"] === true) {
    if (given === "string" || given === "integer") return [];
    return [mistyped(path, given, "integer,string")];
  }
  const format = textAt(schema, "format");
  if (type === "string" && value !== null && isKnownFormat(format)) return formatErrors(value, format, path);
  if (type === "" || type === given || (type === "number" && given === "integer"))
    return type === "integer" ? widthErrors(Number(value), format, path) : [];
  if (type === "integer" && given === "boolean" && format !== "") return [mistyped(path, "", format)];
  if (type !== "integer" || given !== "number") return [mistyped(path, given, type)];
  const isSized = /^u?int(32|64)$/.test(format);
  const called = isSized ? `with format ${format}` : "(default format)";
  const isWhole = Number.isInteger(value) && Math.abs(Number(value)) < INT64_END;
  return [
    ...(isWhole && !format.endsWith("32")
      ? []
      : [unplaced(`Checked value must be of type integer ${called} in ${path}`)]),
    isSized ? mistyped(path, "float64", format) : mistyped(path, given, type),
  ];
}

function formatErrors(value: JsonValue, format: string, path: string): FieldError[] {
  if (typeof value === "string") return hasFormat(value, format) ? [] : [mistyped(path, value, format)];
  const given = typeOf(value);
  const kinds: Readonly<Record<string, string>> = { integer: "int64", number: "float64", boolean: "bool" };
  return [mistyped(path, kinds[given] ?? given, format)];
}

const INT32_MAX = 2_147_483_647;
const INT64_END = 2 ** 63;

function widthErrors(value: number, format: string, path: string): FieldError[] {
  const isTooWide = format === "int32" && (value > INT32_MAX || value < -INT32_MAX - 1);
  return isTooWide ? [unplaced(`Checked value must be of type integer with format int32 in ${path}`)] : [];
}

function mistyped(path: string, given: string, wanted: string): FieldError {
  const why = `${path} in body must be of type ${wanted}: ${JSON.stringify(given)}`;
  return { field: path, type: "FieldValueTypeInvalid", text: `Invalid value: ${JSON.stringify(given)}: ${why}` };
}

function typeOf(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return isNumber(value) ? (isInteger(value) ? "integer" : "number") : typeof value;
}

function enumErrors(value: JsonValue, schema: JsonObject, path: string): FieldError[] {
  const options = listAt(schema, "enum");
  if (options.length === 0 || options.some((one) => sameJson(one, value))) return [];
  const words = options.map((one) => writeJson(one)).join(", ");
  const text = `Unsupported value: ${writeJson(value)}: supported values: ${words}`;
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

function numberErrors(value: number | bigint, schema: JsonObject, path: string): FieldError[] {
  // Integers are compared with integers.
  const bound = (limit: JsonValue | undefined): JsonValue | undefined =>
    typeof limit === "number" && isInteger(value) ? Math.trunc(limit) : limit;
  const [min, max, step] = [bound(schema["minimum"]), bound(schema["maximum"]), schema["multipleOf"]];
  const errors: FieldError[] = [];
  if (typeof max === "number" && (schema["exclusiveMaximum"] === true ? value >= max : value > max)) {
    const than = schema["exclusiveMaximum"] === true ? "less than" : "less than or equal to";
    errors.push(invalidValue(path, value, `${path} in body should be ${than} ${max}`));
  }
  if (typeof min === "number" && (schema["exclusiveMinimum"] === true ? value <= min : value < min)) {
    const than = schema["exclusiveMinimum"] === true ? "greater than" : "greater than or equal to";
    errors.push(invalidValue(path, value, `${path} in body should be ${than} ${min}`));
  }
  if (typeof step === "number" && isInteger(value) && step > 0 && step < 1) {
    errors.push(invalidValue(path, 0, `factor MultipleOf declared for ${path} must be positive: 0`));
  } else if (typeof step === "number" && !isMultiple(value, step)) {
    errors.push(invalidValue(path, value, `${path} in body should be a multiple of ${step}`));
  }
  return errors;
}

function isMultiple(value: number | bigint, step: number): boolean {
  if (typeof value === "number") return value % step === 0;
  return Number.isInteger(step) && step !== 0 && value % BigInt(step) === 0n;
}

function listErrors(value: readonly JsonValue[], schema: JsonObject, path: string): FieldError[] {
  const [min, max] = [schema["minItems"], schema["maxItems"]];
  const errors: FieldError[] = [];
  if (typeof max === "number" && value.length > max) errors.push(tooManyItems(path, value.length, max));
  if (typeof min === "number" && value.length < min) {
    errors.push(invalidValue(path, value.length, `${path} in body should have at least ${min} items`));
  }
  return [
    ...errors,
    ...elementErrors(value, schema, path),
    ...value.flatMap((item, i) => check(item, schema["items"], `${path}[${i}]`)),
  ];
}

/** No two elements are the same. */
function elementErrors(value: readonly JsonValue[], schema: JsonObject, path: string): FieldError[] {
  const type = textAt(schema, "x-kubernetes-list-type");
  if (type !== "set" && type !== "map") return [];
  const keys = listAt(schema, "x-kubernetes-list-map-keys").map(String).sort();
  const seen: JsonValue[] = [];
  return value.flatMap((item, i) => {
    const at = `${path}[${i}]`;
    if (type === "map" && !isObject(item))
      return item === null ? [] : [invalidValue(at, item, "must be an object for an array of list-type map")];
    const own = isObject(item) && type === "map" ? keysOf(item, keys) : item;
    const isAgain = seen.some((one) => sameJson(one, own));
    seen.push(own);
    return isAgain ? [duplicateValue(at, own)] : [];
  });
}

function keysOf(item: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (item[key] === undefined ? [] : [[key, item[key]]])));
}

function objectErrors(value: JsonObject, schema: JsonObject, path: string): FieldError[] {
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const properties = objectAt(schema, "properties");
  const missing = listAt(schema, "required")
    .map(String)
    .filter((key) => value[key] === undefined);
  const values = schema["additionalProperties"];
  const [min, max, count] = [schema["minProperties"], schema["maxProperties"], Object.keys(value).length];
  return [
    ...(typeof max === "number" && count > max ? [tooManyItems(path, count, max)] : []),
    ...(typeof min === "number" && count < min
      ? [invalidValue(path, count, `${path} in body should have at least ${min} properties`)]
      : []),
    ...(schema["x-kubernetes-embedded-resource"] === true ? embeddedErrors(value, path) : []),
    ...missing.map((key) => required(at(key))),
    ...Object.entries(value).flatMap(([key, below]) =>
      properties[key] !== undefined || !isObject(values)
        ? check(below, properties[key], at(key))
        : check(below, values, `${path}.${key}`),
    ),
  ];
}

/** An object within an object says what it is. */
function embeddedErrors(value: JsonObject, path: string): FieldError[] {
  const head = ["apiVersion", "kind"].flatMap((key) => {
    const given = value[key];
    if (given === undefined) return [required(`${path}.${key}`)];
    return given === "" ? [invalidValue(`${path}.${key}`, "", "must not be empty")] : [];
  });
  return [...head, ...labelMapErrors(objectAt(value, "metadata", "labels"), `${path}.metadata.labels`)];
}

function combined(value: JsonValue, schema: JsonObject, path: string): FieldError[] {
  const [all, any, one] = ["allOf", "anyOf", "oneOf"].map((key) =>
    listAt(schema, key).map((each) => check(value, each, path)),
  );
  const isNot = isObject(schema["not"]) && check(value, schema["not"], path).length === 0;
  return [
    ...allErrors(all ?? [], path),
    ...anyErrors(any ?? [], path),
    ...oneErrors(one ?? [], path),
    ...(isNot ? [unplaced(`${JSON.stringify(path)} must not validate the schema (not)`)] : []),
  ];
}

type Results = readonly (readonly FieldError[])[];

const holding = (results: Results): number => results.filter((errors) => errors.length === 0).length;

function allErrors(results: Results, path: string): FieldError[] {
  const count = holding(results);
  if (count === results.length) return [];
  const none = count === 0 ? ". None validated" : "";
  return [...results.flat(), unplaced(`${JSON.stringify(path)} must validate all the schemas (allOf)${none}`)];
}

/** What is wrong by the first is told of. */
function anyErrors(results: Results, path: string): FieldError[] {
  if (results.length === 0 || holding(results) > 0) return [];
  return [unplaced(`${JSON.stringify(path)} must validate at least one schema (anyOf)`), ...(results[0] ?? [])];
}

function oneErrors(results: Results, path: string): FieldError[] {
  const count = holding(results);
  if (results.length === 0 || count === 1) return [];
  const why = count === 0 ? "Found none valid" : `Found ${count} valid alternatives`;
  const text = `${JSON.stringify(path)} must validate one and only one schema (oneOf). ${why}`;
  return [unplaced(text), ...(count === 0 ? (results[0] ?? []) : [])];
}
