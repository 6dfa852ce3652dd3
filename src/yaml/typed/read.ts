/** YAML that is decoded into a Go struct. */
import { Int, type Value } from "../../go/index.ts";
import * as yaml from "../index.ts";
import { decode } from "./decode.ts";
import type { GoType } from "./go-type.ts";

export interface TypedDocument {
  /** As values are read: all numbers are float64. Nothing where one is infinite, which values cannot be. */
  readonly plain: Value;
  /** As structs are decoded from. */
  readonly typed: Value;
}

/**
 * A document as a Go type is decoded from it. Where a struct wants text, Go writes numbers out as they were read, and tells integers from floats. That reading is the slower
 * one, and few documents have numbers at all. Throws `GoError`.
 */
export function readDocument(text: string, target: yaml.Target, options: ReadOptions = {}): TypedDocument {
  const plain = yaml.unmarshal(text, { ...options, target });
  if (!hasNumber(plain)) return { plain, typed: plain };
  const typed = yaml.unmarshal(text, { ints: true, target, strict: options.strict });
  return { plain: yaml.firstInfinite(plain) === undefined ? plain : null, typed };
}

type ReadOptions = Pick<yaml.UnmarshalOptions, "wanted" | "strict">;

interface TypedOptions<T> extends ReadOptions {
  readonly onto?: (T & object) | undefined;
}

/** Read strictly, an unknown field is an error, too. Throws `GoError`. */
export function readTyped<T>(text: string, type: GoType<T>, { onto, ...options }: TypedOptions<T> = {}): T {
  const strict = options.strict === true;
  return decode(readDocument(text, type, options).typed, type, onto === undefined ? { strict } : { onto, strict });
}

function hasNumber(value: Value): boolean {
  if (typeof value === "number" || value instanceof Int) return true;
  if (Array.isArray(value)) return value.some(hasNumber);
  return value instanceof Map && Array.from(value.values()).some(hasNumber);
}
