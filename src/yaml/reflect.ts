/** What go-yaml v3's encoder finds by reflection behind the values of a template (encode.go, `marshal`). */
import { Complex, Func, GoError, Int, type Value, Slice, Struct, TypedNil, typeOf } from "../go/index.ts";
import { isJsonMarshaler } from "../go/json/index.ts";
import { FieldMap, PlainText, type View } from "./emit-values.ts";

/** The encoder gives up on a value in a way that Go's callers do not expect: not an error but a panic. */
export class YamlPanic extends GoError {
  override name = "YamlPanic";
}

export function reflect(value: Value): View {
  if (value === undefined) return null;
  if (value instanceof Int) return reflectInt(value);
  if (value instanceof TypedNil) return reflectNil(value);
  if (value instanceof Slice) return value.items;
  if (value instanceof Struct) return reflectStruct(value);
  if (value instanceof Func) throw new YamlPanic(`cannot marshal type: ${typeOf(value)}`);
  return value;
}

/** A duration is written as its text. */
function reflectInt(value: Int): View {
  const text = value.type === "time.Duration" ? value.methods?.get("String")?.call() : undefined;
  return typeof text === "string" ? text : value;
}

function reflectNil({ type }: TypedNil): View {
  if (type.startsWith("map[")) return new Map();
  return type.startsWith("[]") ? [] : null;
}

/** What has a text of its own is written as that; other structs by their fields, in lower case. */
function reflectStruct(struct: Struct): View {
  if (struct instanceof Complex) throw new YamlPanic(`cannot marshal type: ${struct.type}`);
  const text = isJsonMarshaler(struct.native) ? struct.native.marshalJson() : undefined;
  if (typeof text === "string") return /^\*?time\.Time$/.test(struct.type) ? new PlainText(text) : text;
  const fields = new FieldMap();
  for (const [name, field] of struct.fields) fields.set(name.toLowerCase(), field);
  return fields;
}
