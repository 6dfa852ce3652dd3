import { Complex, Int, Slice, TypedNil, type Value } from "../value.ts";

/** What `if`, `with`, `and`, `or` and `not` take for true: everything but zero values and empty collections. */
export function truth(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return value !== 0;
    case "undefined":
      return false;
    default:
      return value !== null && objectTruth(value);
  }
}

function objectTruth(value: object & Value): boolean {
  if (value instanceof Map) return value.size > 0;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Int) return value.value !== 0n;
  if (value instanceof Slice) return value.items.length > 0;
  if (value instanceof Complex) return value.real !== 0 || value.imaginary !== 0;
  return !(value instanceof TypedNil);
}
