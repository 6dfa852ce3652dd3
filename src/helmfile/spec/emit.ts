/** A typed value as maps and lists, with its fields in order, for whoever writes or reads it without types. */
import { int, type Value } from "../../go/index.ts";
import { FieldMap } from "../../yaml/index.ts";
import type { StructType, Type } from "./type.ts";

/** Empty fields are left out, but for those that are always written. */
export function structValue(value: object, type: StructType): FieldMap {
  const fields = new FieldMap();
  for (const [name, fieldType] of Object.entries(type.fields)) {
    const given = (value as Readonly<Record<string, unknown>>)[name];
    if (given !== undefined && !isEmpty(given, fieldType)) fields.set(name, plain(given, fieldType));
    else if (fieldType.always === true) fields.set(name, emptyValue(fieldType));
  }
  return fields;
}

/** What a pointer points at is there, however empty. */
function isEmpty(value: unknown, { kind }: Type): boolean {
  if (kind === "list") return (value as readonly unknown[]).length === 0;
  if (kind === "map") return (value as ReadonlyMap<string, unknown>).size === 0;
  return kind !== "pointer" && kind !== "any" && (value === "" || value === false || value === 0);
}

function plain(value: unknown, type: Type): Value {
  switch (type.kind) {
    case "struct":
      return structValue(value as object, type);
    case "pointer":
      return plain(value, type.of);
    case "list":
      return (value as readonly unknown[]).map((item) => plain(item, type.of));
    case "map":
      return new Map([...(value as ReadonlyMap<string, unknown>)].map(([key, item]) => [key, plain(item, type.of)]));
    case "int":
      return int(value as number);
    default:
      return value as Value;
  }
}

function emptyValue(type: Type): Value {
  switch (type.kind) {
    case "bool":
      return false;
    case "int":
      return int(0);
    case "list":
      return [];
    case "map":
      return new Map();
    default:
      return "";
  }
}
