/** YAML that is decoded into a Go struct. */
import { Int, type Value } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import { decode } from "./decode.ts";
import type { GoType } from "./go-type.ts";

export interface TypedDocument {
  /** As values are read: all numbers are float64. */
  readonly plain: Value;
  /** As structs are decoded from. */
  readonly typed: Value;
}

/**
 * Where a struct wants text, Go writes numbers out as they were read, and tells integers from floats. That reading is the slower
 * one, and few documents have numbers at all. Throws `GoError`.
 */
export function readDocument(text: string, options: Pick<yaml.UnmarshalOptions, "wanted"> = {}): TypedDocument {
  const plain = yaml.unmarshal(text, options);
  return { plain, typed: hasNumber(plain) ? yaml.unmarshal(text, { ints: true }) : plain };
}

interface TypedOptions<T> extends Pick<yaml.UnmarshalOptions, "wanted"> {
  readonly onto?: (T & object) | undefined;
}

/** Throws `GoError`. */
export function readTyped<T>(text: string, type: GoType<T>, { onto, wanted }: TypedOptions<T> = {}): T {
  return decode(readDocument(text, { wanted }).typed, type, onto === undefined ? {} : { onto });
}

function hasNumber(value: Value): boolean {
  if (typeof value === "number" || value instanceof Int) return true;
  if (Array.isArray(value)) return value.some(hasNumber);
  return value instanceof Map && Array.from(value.values()).some(hasNumber);
}
