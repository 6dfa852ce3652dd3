/** A structural schema as a type, with bounds of its sizes (apiserver pkg/cel/common/schemas.go, pkg/cel/types.go 0.36). */
import * as types from "../check/types.ts";
import type { Type } from "../check/types.ts";
import { escapeName } from "./escape.ts";
import { isSchema, schemaAt, textAt, withRoot, type Schema } from "./schema.ts";

export interface DeclaredType {
  readonly type: Type;
  readonly fields?: ReadonlyMap<string, DeclaredType>;
  readonly element?: DeclaredType;
  /** Of a map: its keys are strings. */
  readonly key?: DeclaredType;
  /** How many elements, entries or characters it may have. */
  readonly elementsMax: number;
  /** The fewest bytes of its JSON. */
  readonly sizeMin: number;
}

export const REQUEST_BYTES_MAX = 3 * 1024 * 1024;
const STRING_MAX = REQUEST_BYTES_MAX - 2;
const TIME_SIZES = { duration: [3, 32], date: [12, 12], "date-time": [21, 32] } as const;

const simple = (type: Type, sizeMin: number, elementsMax = 0): DeclaredType => ({ type, sizeMin, elementsMax });

/** Undefined where expressions do not see it. Objects are named after where they stand. */
export function declaredType(schema: Schema, name: string): DeclaredType | undefined {
  if (schema["x-kubernetes-int-or-string"] === true) return simple(types.DYN, 1, charactersMax(schema) ?? STRING_MAX);
  const whole = schema["x-kubernetes-embedded-resource"] === true ? withRoot(schema) : schema;
  switch (whole["type"]) {
    case "array":
      return listType(whole, name);
    case "object":
      return isSchema(whole["additionalProperties"])
        ? mapType(whole, whole["additionalProperties"], name)
        : objectType(whole, name);
    case "string":
      return stringType(whole);
    case "boolean":
      return simple(types.BOOL, 4);
    case "number":
      return simple(types.DOUBLE, 1);
    case "integer":
      return simple(types.INT, 1);
    default:
      return undefined;
  }
}

function listType(schema: Schema, name: string): DeclaredType | undefined {
  const items = schemaAt(schema, "items");
  const element = items === undefined ? undefined : declaredType(items, `${name}.@idx`);
  if (element === undefined) return undefined;
  const most = bound(schema, "maxItems") ?? Math.floor((REQUEST_BYTES_MAX - 2) / (element.sizeMin + 1));
  return { type: types.listOf(element.type), element, elementsMax: most, sizeMin: 2 };
}

function mapType(schema: Schema, values: Schema, name: string): DeclaredType | undefined {
  const element = declaredType(values, `${name}.@elem`);
  if (element === undefined) return undefined;
  const most = bound(schema, "maxProperties") ?? Math.floor((REQUEST_BYTES_MAX - 2) / (element.sizeMin + 6));
  const key = simple(types.STRING, 2);
  return { type: types.mapOf(types.STRING, element.type), key, element, elementsMax: most, sizeMin: 2 };
}

function objectType(schema: Schema, name: string): DeclaredType {
  const fields = new Map<string, DeclaredType>();
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  let sizeMin = 2;
  for (const [property, below] of Object.entries(schemaAt(schema, "properties") ?? {})) {
    if (!isSchema(below)) continue;
    const escaped = escapeName(property);
    const field = declaredType(below, `${name}.${escaped ?? property}`);
    if (field === undefined) continue;
    if (escaped !== undefined) fields.set(escaped, field);
    if (required.has(property) && below["default"] === undefined) sizeMin += property.length + field.sizeMin + 4;
  }
  return { type: types.objectType(name), fields, elementsMax: 0, sizeMin };
}

function stringType(schema: Schema): DeclaredType {
  switch (textAt(schema, "format")) {
    case "byte":
      return simple(types.BYTES, 2, bound(schema, "maxLength") ?? STRING_MAX);
    case "duration":
      return simple(types.DURATION, ...TIME_SIZES.duration);
    case "date":
      return simple(types.TIMESTAMP, ...TIME_SIZES.date);
    case "date-time":
      return simple(types.TIMESTAMP, ...TIME_SIZES["date-time"]);
    default:
      return simple(types.STRING, 2, charactersMax(schema) ?? longestOf(schema) ?? STRING_MAX);
  }
}

/** A character may take four bytes. */
function charactersMax(schema: Schema): number | undefined {
  const most = bound(schema, "maxLength");
  return most === undefined ? undefined : most * 4;
}

function longestOf(schema: Schema): number | undefined {
  const options = schema["enum"];
  if (!Array.isArray(options) || options.length === 0) return undefined;
  return Math.max(0, ...options.map((one) => (typeof one === "string" ? new TextEncoder().encode(one).length : 0)));
}

function bound(schema: Schema, key: string): number | undefined {
  const value = schema[key];
  return typeof value === "number" ? Math.max(value, 0) : undefined;
}

/** The object types within, by their names. */
export function objectTypes(declared: DeclaredType): ReadonlyMap<string, ReadonlyMap<string, Type>> {
  const all = new Map<string, ReadonlyMap<string, Type>>();
  const visit = ({ type, fields, element }: DeclaredType): void => {
    if (element !== undefined) visit(element);
    if (fields === undefined) return;
    all.set(type.name, new Map([...fields].map(([name, field]) => [name, field.type])));
    for (const field of fields.values()) visit(field);
  };
  visit(declared);
  return all;
}
