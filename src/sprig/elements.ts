/** What reflect sees of a value that Sprig treats as a list. */
import { GoError, kindOf, Slice, TypedNil, type List, type Value } from "../go/index.ts";

export const NIL_DEREFERENCE = "runtime error: invalid memory address or nil pointer dereference";

/** The elements of a slice, nil or not; `undefined` when the value is not one. */
export function elements(value: Value): List | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Slice) return value.items;
  if (value instanceof TypedNil && value.type.startsWith("[]")) return [];
  return undefined;
}

/** The elements of a list argument. Throws `complaint`, its `%s` the kind that was given. */
export function listArgument(value: Value, complaint: string): List {
  const items = elements(value);
  if (items !== undefined) return items;
  // Sprig asks the type for its kind before it looks: nil has no type.
  if (value === null || value === undefined) throw new GoError(NIL_DEREFERENCE);
  throw new GoError(complaint.replace("%s", kindOf(value)));
}

/** A nil `[]interface {}`: prints as an empty list, but is null in JSON. */
export function nilList(): TypedNil {
  return new TypedNil("[]interface {}");
}
