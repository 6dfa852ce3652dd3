/**
 * What a strategic merge patch makes of an object is put into Go's type field by field (apimachinery runtime, DefaultUnstructuredConverter 0.36): what does
 * not fit is told of in other words than a decoder's.
 */
import { integer, isInteger, isNumber, isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { goNumber } from "../wire/go-number.ts";
import { base64Problem } from "../admit/decode-scalar.ts";
import { ANY, type Field, type ObjectSchema, type ScalarType, type Schema } from "../schema/schema.ts";

/** Undefined where everything fits. */
export function conversionProblem(value: JsonValue | undefined, schema: Schema): string | undefined {
  if (value === undefined || value === null) return undefined;
  switch (schema.kind) {
    case "any":
      return undefined;
    case "scalar":
      return scalarProblem(value, schema.type);
    case "list":
      if (!Array.isArray(value)) return `cannot restore slice from ${goKind(value)}`;
      return first(value.map((item) => () => conversionProblem(item, schema.items)));
    case "map":
      if (!isObject(value)) return `cannot restore map from ${goKind(value)}`;
      return first(Object.values(value).map((one) => () => conversionProblem(one, schema.values)));
    case "object":
      if (!isObject(value)) return `cannot restore struct from: ${goKind(value)}`;
      return first(
        inGoOrder(schema, value).map(
          ([key, field]) =>
            () =>
              conversionProblem(value[key], field.schema),
        ),
      );
  }
}

/** The fields that an object has. Those of a struct are numbered in the order in which they stand, those of embedded ones `2.1`, `2.2` … */
function inGoOrder({ fields }: ObjectSchema, object: JsonObject): [string, Field][] {
  return [...fields].filter(([key]) => object[key] !== undefined).sort(([, a], [, b]) => placeOf(a) - placeOf(b));
}

function placeOf({ number }: Field): number {
  const [place = 0, within = 0] = number.split(".").map(Number);
  return place * EMBEDDED_MAX + within;
}

const EMBEDDED_MAX = 1000;

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What Go makes of numbers that are put into a narrower type: integers lose their upper bits, and so do floats that are whole. */
export function restored(value: JsonValue, schema: Schema): JsonValue {
  switch (schema.kind) {
    case "scalar":
      return isNumber(value) ? restoredNumber(value, schema.type) : value;
    case "list":
      return Array.isArray(value) ? value.map((one) => restored(one, schema.items)) : value;
    case "map":
      return isObject(value) ? restoredFields(value, () => schema.values) : value;
    case "object":
      return isObject(value) ? restoredFields(value, (key) => schema.fields.get(key)?.schema ?? ANY) : value;
    case "any":
      return value;
  }
}

function restoredFields(object: JsonObject, schemaOf: (key: string) => Schema): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, restored(one, schemaOf(key))]));
}

const INT64_MIN = -(2n ** 63n);

function restoredNumber(value: number | bigint, type: ScalarType): JsonValue {
  if ((type !== "int32" && type !== "int64") || (typeof value === "number" && !Number.isInteger(value))) return value;
  if (type === "int64" && isInteger(value)) return value;
  const wide = BigInt(value);
  const narrow = BigInt.asIntN(64, wide) === wide ? wide : INT64_MIN;
  return integer(type === "int32" ? BigInt.asIntN(32, narrow) : narrow);
}

const GO_KINDS: Partial<Record<ScalarType, string>> = {
  string: "string",
  int32: "int32",
  int64: "int64",
  boolean: "bool",
  number: "float64",
};

/** Types that read themselves are left to the decoder. */
function scalarProblem(value: JsonValue, type: ScalarType): string | undefined {
  if (type === "bytes") return bytesProblem(value);
  const into = GO_KINDS[type];
  if (into === undefined) return undefined;
  const given = goKind(value);
  if (given === into || (given === "int64" && (into === "int32" || into === "float64"))) return undefined;
  if (given === "float64" && into !== "string" && into !== "bool")
    return Number.isInteger(value) ? undefined : `cannot convert float64 to ${into}`;
  return given === "int64" && into === "string" ? "cannot convert int64 to string" : `unrecognized type: ${into}`;
}

function bytesProblem(value: JsonValue): string | undefined {
  if (typeof value !== "string") return `cannot restore slice from ${goKind(value)}`;
  const problem = base64Problem(value);
  return problem === undefined ? undefined : `error decoding from json: ${problem}`;
}

function goKind(value: JsonValue): string {
  if (Array.isArray(value)) return "slice";
  if (isObject(value)) return "map";
  if (isNumber(value)) return isInteger(value) ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : "string";
}

/** What is left of a patch that was carried out: its directives are taken out of it on the way. */
export function withoutDirectives(patch: JsonValue): JsonValue {
  if (Array.isArray(patch)) return patch.map(withoutDirectives);
  if (!isObject(patch)) return patch;
  const kept = Object.entries(patch).filter(([key]) => !key.startsWith("$"));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDirectives(value)]));
}

/** As `%v` prints what was parsed from JSON. */
export function goPrinted(value: JsonValue): string {
  if (value === null) return "<nil>";
  if (Array.isArray(value)) return `[${value.map(goPrinted).join(" ")}]`;
  if (isNumber(value)) return goNumber(value);
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goPrinted(value[key] ?? null)}`).join(" ")}]`;
}
