/** How the encoder sorts values into TOML's types (BurntSushi/toml v1.6.0, tomlTypeOfGo). */
import {
  Complex,
  GoError,
  Int,
  isMap,
  kindOf,
  listItems,
  type List,
  Struct,
  TypedNil,
  type Value,
} from "../go/index.ts";

/** An error that the encoder returns; other GoErrors are its panics. */
export class TomlEncodeError extends GoError {}

/** `text`: anything that marshals itself. `nothing`: nil, for which TOML has no value. */
export type TomlType = "nothing" | "scalar" | "text" | "array" | "table" | "tables";

/** Throws TomlEncodeError for a list with nil in it and for functions. */
export function tomlType(value: Value): TomlType {
  if (isNothing(value)) return "nothing";
  if (value instanceof Complex) throw new TomlEncodeError("unsupported type: complex128");
  if (value instanceof Struct) return isTextMarshaler(value) ? "text" : "table";
  if (isMap(value)) return "table";
  const items = listItems(value);
  if (items !== undefined) return isTableArray(items) ? "tables" : "array";
  if (isScalar(value)) return "scalar";
  throw new TomlEncodeError(`unsupported type: ${kindOf(value)}`);
}

export function isNothing(value: Value): value is undefined | null | TypedNil {
  return value === null || value === undefined || value instanceof TypedNil;
}

export function isTextMarshaler(value: Struct): boolean {
  return value.methods.has("MarshalText");
}

export function isScalar(value: Value): value is string | number | boolean | Int {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value instanceof Int;
}

export function isTable(type: TomlType): boolean {
  return type === "table" || type === "tables";
}

/** Whether a list holds tables only. All its elements are looked at: one nil anywhere is an error. */
function isTableArray(items: List): boolean {
  let onlyTables = items.length > 0;
  for (const item of items) {
    const type = tomlType(item);
    if (type === "nothing") throw new TomlEncodeError("toml: cannot encode array with nil element");
    if (type !== "table") onlyTables = false;
  }
  return onlyTables;
}
