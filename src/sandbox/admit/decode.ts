/**
 * What a Go server makes of a body when it reads it into its types and writes it again: fields it does not know go (and are named), nulls and empty
 * lists go, structs that are no pointers appear, quantities are canonical. Throws Go's text where a value is of another type.
 */
import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Field, ObjectSchema, ScalarType, Schema } from "../schema/schema.ts";
import { earlierIn } from "../wire/as-written.ts";
import { below, DecodeError, elementName, goType, mismatch, pathOf, ROOT, wholeName, type At } from "./decode-place.ts";
import { scalar } from "./decode-scalar.ts";
import { combined } from "./given-twice.ts";

export interface Decoded {
  readonly object: JsonObject;
  /** Paths of fields that are not known. */
  readonly unknown: readonly string[];
}

const DEPTH_MAX = 200;

export function decodeObject(object: JsonObject, schema: Schema): Decoded {
  const reader = new Reader();
  const value = reader.read(object, schema, ROOT);
  return { object: isObject(value) ? value : {}, unknown: reader.unknown };
}

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
    return value.map((item, i) => this.#item(item, items, below(at, i, value)));
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
      for (const [, earlier] of earlierIn(value).filter(([name]) => name === key))
        this.read(earlier, values, below(at, key));
      const read = this.read(value[key] ?? null, values, below(at, key, value));
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
      const place: At = { above: at, part: key, holder: value, struct: schema, isField: true, depth: at.depth + 1 };
      if (field === undefined) {
        if (schema.open === true) result[key] = found;
        else this.unknown.push(pathOf(place));
        continue;
      }
      // Of a pointer nothing is left, whatever it may point to.
      if (found === null && field.isPointer && field.schema.kind === "any") continue;
      const before = earlierIn(value).filter(([name]) => name === key);
      for (const [, earlier] of before) this.read(earlier, field.schema, { ...place, holder: undefined });
      const all = before.reduceRight((last, [, one]) => combined(one, last, field), found);
      const read = this.read(all, field.schema, place);
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
