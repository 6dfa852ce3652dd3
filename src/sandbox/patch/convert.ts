/**
 * What a strategic merge patch makes of an object is put into Go's type field by field (apimachinery runtime, DefaultUnstructuredConverter 0.36): what does
 * not fit is told of in other words than a decoder's.
 */
import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { base64Problem } from "../admit/decode.ts";
import type { Field, ObjectSchema, ScalarType, Schema } from "../schema/schema.ts";

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
  if (given === "float64" && into !== "string" && into !== "bool") return `cannot convert float64 to ${into}`;
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
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
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
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goPrinted(value[key] ?? null)}`).join(" ")}]`;
}
