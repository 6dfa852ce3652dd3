/**
 * What a Go server makes of a body when it reads it into its types and writes it again: fields it does not know go (and are named), nulls and empty
 * lists go, structs that are no pointers appear, quantities are canonical. Throws Go's text where a value is of another type.
 */
import { GoError } from "../../go/index.ts";
import { parseTime, UTC } from "../../go/time/index.ts";
import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { goName, type GoName } from "../schema/go-name.ts";
import type { Field, ObjectSchema, ScalarType, Schema } from "../schema/schema.ts";
import { canonicalQuantity, QUANTITY_PROBLEM } from "./quantity.ts";

export interface Decoded {
  readonly object: JsonObject;
  /** Paths of fields that are not known. */
  readonly unknown: readonly string[];
}

export class DecodeError extends Error {
  override name = "DecodeError";
}

const DEPTH_MAX = 200;

export function decodeObject(object: JsonObject, schema: Schema): Decoded {
  const reader = new Reader();
  const value = reader.read(object, schema, ROOT);
  return { object: isObject(value) ? value : {}, unknown: reader.unknown };
}

/** Written out only where something is to be told of it. */
interface At {
  readonly above: At | undefined;
  /** A key of a struct or a map, or an index. */
  readonly part: string | number;
  /** The struct that has the field; of what is no field, that of the field above. */
  readonly struct: ObjectSchema | undefined;
  readonly isField: boolean;
  readonly depth: number;
}

const ROOT: At = { above: undefined, part: "", struct: undefined, isField: false, depth: 0 };

const below = (above: At, part: string | number): At => ({
  ...{ above, part, struct: above.struct, isField: false, depth: above.depth + 1 },
});

/** With indexes. */
function pathOf({ above, part }: At): string {
  if (above === undefined) return "";
  const head = pathOf(above);
  if (typeof part === "number") return `${head}[${part}]`;
  return head === "" ? part : `${head}.${part}`;
}

/** As Go writes it: fields only. */
function goPathOf({ above, part, isField, struct }: At): string {
  if (above === undefined) return "";
  const head = goPathOf(above);
  if (!isField) return head;
  const name = `${struct === undefined ? "" : embeddedIn(struct, String(part))}${part}`;
  return head === "" ? name : `${head}.${name}`;
}

/** Through which structs a field is the struct's. */
function embeddedIn({ name, fields }: ObjectSchema, part: string): string {
  const { number = "" } = fields.get(part) ?? {};
  const through = EMBEDDED[shortName(name)] ?? "";
  if (through !== WITHIN) return number.includes(".") ? through : "";
  // Of two that embed one another the table numbers the fields of the first.
  return number === "" ? through : number.includes(".") ? OUTER : "";
}

const OUTER = "RuleWithOperations.";
const WITHIN = "RuleWithOperations.Rule.";

class Reader {
  readonly unknown: string[] = [];

  /** Undefined where nothing is to be written. */
  read(value: JsonValue, schema: Schema, at: At): JsonValue | undefined {
    if (at.depth > DEPTH_MAX) throw new DecodeError("exceeded max depth");
    if (value === null) return schema.kind === "any" ? null : undefined;
    switch (schema.kind) {
      case "any":
        return value;
      case "scalar":
        return scalar(value, schema.type, at);
      case "list":
        return this.#list(value, schema.items, at);
      case "map":
        return this.#map(value, schema.values, at);
      case "object":
        return this.#object(value, schema, at);
    }
  }

  #list(value: JsonValue, items: Schema, at: At): JsonValue {
    if (!Array.isArray(value)) throw mismatch(value, at, wholeName(at) ?? `[]${elementName(at) ?? goType(items)}`);
    return value.map((item, i) => this.#item(item, items, below(at, i)));
  }

  /** What is null in a list is Go's zero. */
  #item(value: JsonValue, schema: Schema, at: At): JsonValue {
    if (value !== null) return this.read(value, schema, at) ?? null;
    return schema.kind === "object" ? (this.read({}, schema, at) ?? {}) : zero(schema);
  }

  #map(value: JsonValue, values: Schema, at: At): JsonValue {
    if (!isObject(value)) throw mismatch(value, at, wholeName(at) ?? `map[string]${goType(values)}`);
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const read = this.read(value[key] ?? null, values, below(at, key));
      const isBytes = values.kind === "scalar" && values.type === "bytes";
      result[key] = read ?? (isBytes ? "" : zero(values));
    }
    return result;
  }

  #object(value: JsonValue, schema: ObjectSchema, at: At): JsonValue {
    if (!isObject(value)) throw mismatch(value, at, goType(schema));
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const [field, found] = [schema.fields.get(key), value[key] ?? null];
      const place: At = { above: at, part: key, struct: schema, isField: true, depth: at.depth + 1 };
      if (field === undefined) {
        if (schema.open === true) result[key] = found;
        else this.unknown.push(pathOf(place));
        continue;
      }
      const read = this.read(found, field.schema, place);
      const kept = read === undefined ? undefined : written(read, field);
      if (kept !== undefined) result[key] = kept;
    }
    for (const [key, field] of schema.fields) {
      if (Object.hasOwn(result, key)) continue;
      // A default that the table knows; the others are functions (defaults.ts).
      const { filled, isAlwaysWritten, schema: type } = field;
      const empty = filled ?? (isAlwaysWritten ? (field.isPointer ? null : zero(type)) : undefined);
      // What is empty and stands for nothing is not written.
      if (empty === undefined || (isEmpty(empty, type) && !isAlwaysWritten && !field.isPointer)) continue;
      result[key] = this.read(empty, type, below(at, key)) ?? empty;
    }
    return result;
  }
}

/** Structs that others embed: Go's decoder names them on the way to their fields. */
const EMBEDDED: Readonly<Record<string, string>> = {
  ConfigMapEnvSource: "LocalObjectReference.",
  ConfigMapKeySelector: "LocalObjectReference.",
  ConfigMapProjection: "LocalObjectReference.",
  ConfigMapVolumeSource: "LocalObjectReference.",
  EphemeralContainer: "EphemeralContainerCommon.",
  IngressRule: "IngressRuleValue.",
  NamedRuleWithOperations: WITHIN,
  PersistentVolumeSpec: "PersistentVolumeSource.",
  Probe: "ProbeHandler.",
  RuleWithOperations: "Rule.",
  SecretEnvSource: "LocalObjectReference.",
  SecretKeySelector: "LocalObjectReference.",
  SecretProjection: "LocalObjectReference.",
  Volume: "VolumeSource.",
};

/** What Go writes of a field that nobody has set. */
function zero(schema: Schema): JsonValue {
  if (schema.kind === "object") return {};
  return schema.kind === "scalar" ? (ZEROES[schema.type] ?? null) : null;
}

const ZEROES: Partial<Record<ScalarType, JsonValue>> = {
  string: "",
  int32: 0,
  int64: 0,
  number: 0,
  boolean: false,
  "int-or-string": 0,
  quantity: "0",
};

/** `omitempty`. */
function written(value: JsonValue, { schema, isPointer, isAlwaysWritten }: Field): JsonValue | undefined {
  return isPointer || isAlwaysWritten || !isEmpty(value, schema) ? value : undefined;
}

/** As it comes back from the storage: lists and maps that are written although they are empty are null. Changes the value. */
export function emptyToNull(value: JsonValue, schema: Schema): void {
  if (Array.isArray(value)) {
    if (schema.kind === "list") for (const item of value) emptyToNull(item, schema.items);
    return;
  }
  if (!isObject(value) || schema.kind !== "object") return;
  for (const key of Object.keys(value)) {
    const [found, field] = [value[key], schema.fields.get(key)];
    if (found === undefined || field === undefined || typeof found !== "object") continue;
    const { schema: type, isPointer } = field;
    const isHollow = (type.kind === "list" || type.kind === "map") && !isPointer && isEmpty(found, type);
    if (isHollow) value[key] = null;
    else emptyToNull(found, type);
  }
}

function isEmpty(value: JsonValue, schema: Schema): boolean {
  if (schema.kind === "list") return Array.isArray(value) && value.length === 0;
  if (schema.kind === "map") return isObject(value) && Object.keys(value).length === 0;
  return schema.kind === "scalar" && (value === "" || value === 0 || value === false);
}

function scalar(value: JsonValue, type: ScalarType, at: At): JsonValue {
  switch (type) {
    case "bytes":
      if (typeof value === "string") return base64(value);
      break;
    case "string":
      if (typeof value === "string") return value;
      break;
    case "time":
    case "micro-time":
      if (typeof value === "string") return checkedTime(value, LAYOUTS[type]);
      break;
    case "int32":
    case "int64":
      if (typeof value === "number" && Number.isInteger(value) && (type === "int64" || value === (value | 0)))
        return value;
      if (typeof value === "number") throw mismatch(value, at, type, `number ${value}`);
      break;
    case "number":
      if (typeof value === "number") return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "int-or-string":
      if (typeof value === "string") return value;
      if (typeof value !== "number") break;
      if (value !== (value | 0)) throw mismatch(value, at, "int32", `number ${value}`);
      return value;
    case "quantity": {
      if (typeof value !== "string" && typeof value !== "number") break;
      const text = canonicalQuantity(String(value));
      if (text === undefined) throw new DecodeError(QUANTITY_PROBLEM);
      return text;
    }
  }
  throw mismatch(value, at, (type === "string" ? elementName(at) : undefined) ?? GO_TYPES[type] ?? type);
}

/** Of the field that a value is, or is an element of. */
function nameAt(at: At): GoName | undefined {
  let field = at;
  while (!field.isField && field.above !== undefined) field = field.above;
  const { struct, part } = field;
  if (struct === undefined) return undefined;
  const group = struct.name.slice(0, struct.name.lastIndexOf(".") + 1);
  const embedded = (EMBEDDED[shortName(struct.name)] ?? "").split(".").filter((name) => name !== "");
  for (const name of [struct.name, ...embedded.map((one) => group + one)]) {
    const found = goName(name, String(part));
    if (found !== undefined) return found;
  }
  return undefined;
}

function wholeName(at: At): string | undefined {
  const found = at.isField ? nameAt(at) : undefined;
  return found?.isWhole === true ? found.name : undefined;
}

function elementName(at: At): string | undefined {
  const found = nameAt(at);
  return found?.isWhole === false ? found.name : undefined;
}

const LAYOUTS = { time: "2006-01-02T15:04:05Z07:00", "micro-time": "2006-01-02T15:04:05.000000Z07:00" };

/** What nearly every time looks like. */
const PLAIN = /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

function checkedTime(text: string, layout: string): string {
  if (layout === LAYOUTS.time && PLAIN.test(text)) return text;
  try {
    parseTime(layout, text, { fallback: UTC, local: UTC });
    return text;
  } catch (error) {
    throw error instanceof GoError ? new DecodeError(error.message) : error;
  }
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** As Go's decoder reads it: line ends are passed over, anything else is told of with its place. */
function base64(text: string): string {
  const bad = /[^A-Za-z0-9+/=\r\n]/.exec(text);
  const clean = text.replaceAll(/[\r\n]/g, "");
  if (bad === null && clean.length % 4 === 0 && BASE64.test(clean)) return clean;
  throw new DecodeError(`illegal base64 data at input byte ${bad?.index ?? Math.floor(clean.length / 4) * 4}`);
}

/** Undefined where it is base64. */
export function base64Problem(text: string): string | undefined {
  try {
    base64(text);
    return undefined;
  } catch (error) {
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
}

const GO_TYPES: Partial<Record<ScalarType, string>> = {
  bytes: "[]uint8",
  time: "v1.Time",
  "micro-time": "v1.MicroTime",
  number: "float64",
  boolean: "bool",
  "int-or-string": "intstr.IntOrString",
  quantity: "resource.Quantity",
};

function goType(schema: Schema): string {
  if (schema.kind === "object") return schema.name.split(".").slice(-2).join(".");
  if (schema.kind === "scalar") return GO_TYPES[schema.type] ?? schema.type;
  if (schema.kind === "list") return `[]${goType(schema.items)}`;
  return schema.kind === "map" ? `map[string]${goType(schema.values)}` : "interface {}";
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function mismatch(value: JsonValue, at: At, type: string, given = jsonType(value)): DecodeError {
  const place = at.struct === undefined ? "Go value" : `Go struct field ${shortName(at.struct.name)}.${goPathOf(at)}`;
  return new DecodeError(`json: cannot unmarshal ${given} into ${place} of type ${type}`);
}

function jsonType(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
