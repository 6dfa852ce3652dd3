/** What Sprig v3.3.0 calls empty (defaults.go): the zero of a kind, and anything of length zero; structs never are. */
import { Complex, Int, Slice, TypedNil, type Value } from "../go/index.ts";

export function isEmpty(value: Value): boolean {
  switch (typeof value) {
    case "string":
      return value === "";
    case "boolean":
      return !value;
    case "number":
      return value === 0;
    case "undefined":
      return true;
    default:
      return isEmptyObject(value);
  }
}

function isEmptyObject(value: Exclude<Value, string | boolean | number | undefined>): boolean {
  if (value === null || value instanceof TypedNil) return true;
  if (value instanceof Map) return value.size === 0;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Slice) return value.items.length === 0;
  if (value instanceof Int) return value.value === 0n;
  if (value instanceof Complex) return value.real === 0 && value.imaginary === 0;
  return false;
}
