import { encodeBase64 } from "../base64.ts";
import {
  Complex,
  GoError,
  type GoMap,
  type Int,
  type List,
  Slice,
  Struct,
  TypedMap,
  TypedNil,
  type Value,
  Func,
  typeOf,
} from "../value.ts";

/** What JSON knows of the value model. */
export type Plain = null | boolean | number | string | Int | List | GoMap;

/**
 * A struct's `native` can say what the struct is in JSON: with the names of its tags, without what they omit. Maps inside
 * it keep their order, as fields do.
 */
export interface JsonMarshaler {
  marshalJson(): Value;
}

export function isJsonMarshaler(native: unknown): native is JsonMarshaler {
  return typeof native === "object" && native !== null && "marshalJson" in native;
}

/** The value as encoding/json sees it, one level deep. Throws `GoError` for what it refuses. */
export function plain(value: Value): Plain {
  if (value === undefined || value instanceof TypedNil) return null;
  if (value instanceof Slice) return isBytes(value) ? base64(value.items) : value.items;
  if (value instanceof Struct) return plainStruct(value);
  if (value instanceof Func || isGeneralMap(value)) throw new GoError(`json: unsupported type: ${typeOf(value)}`);
  return value;
}

/** Keys that are not strings. */
function isGeneralMap(value: Value): value is TypedMap {
  return value instanceof TypedMap && value.type === "map[interface {}]interface {}";
}

function plainStruct(struct: Struct): Plain {
  if (struct instanceof Complex) throw new GoError(`json: unsupported type: ${struct.type}`);
  if (isJsonMarshaler(struct.native)) return plain(struct.native.marshalJson());
  return new Map(struct.fields);
}

function isBytes(slice: Slice): boolean {
  return slice.type === "[]uint8" || slice.type === "[]byte";
}

function base64(items: List): string {
  return encodeBase64(Uint8Array.from(items, (item) => Number((item as Int).value)));
}
