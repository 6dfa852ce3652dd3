/** Texts, booleans, and what is left as it is. */
import * as strconv from "../../go/strconv/index.ts";
import { Int, type Value } from "../../go/index.ts";
import { mismatch, type GoType } from "./go-type.ts";

export const text: GoType<string> = textNamed("string");

/** A Go type of its own that is a string. */
export function textNamed(name: string): GoType<string> {
  const type: GoType<string> = {
    name,
    isText: true,
    zero: () => "",
    decode(value, context) {
      const scalar = context.exact && typeof value !== "string" ? undefined : scalarText(value, context);
      if (scalar === undefined) mismatch(value, type, context);
      return scalar ?? "";
    },
  };
  return type;
}

/** The text of a scalar where Go wants a string, `undefined` for lists and maps. */
export function scalarText(
  value: Value,
  { plainNumbers }: { plainNumbers: boolean } = { plainNumbers: true },
): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Int) return value.value.toString();
  if (typeof value !== "number") return undefined;
  return plainNumbers && Number.isSafeInteger(value) ? String(value) : strconv.formatFloat(value, "g", -1, FLOAT_BITS);
}

/** sigs.k8s.io/yaml writes out floats as if they were of 32 bits (yaml.go, convertToJSONableObject). */
const FLOAT_BITS = 32;

export const bool: GoType<boolean> = {
  name: "bool",
  zero: () => false,
  decode(value, context) {
    if (typeof value === "boolean") return value;
    mismatch(value, bool, context);
    return false;
  },
};

/** `interface {}`: anything, as it is. */
export const any: GoType<Value> = { name: "interface {}", zero: () => null, decode: (value) => value };
