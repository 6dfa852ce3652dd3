/**
 * Typed reading of YAML, as sigs.k8s.io/yaml 1.6.0 decodes into a Go struct through encoding/json (go1.26): keys match
 * whatever their case, numbers and booleans become text where text is wanted, the first type error is the one reported.
 * Left out: json.Unmarshal's custom methods.
 */
import { GoError, type Value } from "../../go/index.ts";
import type { Target } from "../index.ts";

/** Describes a Go type; `T` is what it decodes to. */
export interface GoType<T> extends Target {
  /** As Go's errors print it: `[]string`. */
  readonly name: string;
  readonly zero: () => T;
  /** The value, never null. */
  readonly decode: (value: NonNullable<Value>, context: Context) => T;
}

/** Where decoding stands: the innermost struct, the keys on the way there, and the first error met. */
export interface Context {
  /** What stood there before: what the document says nothing of stays as it is, in elements of lists, too. */
  readonly onto?: unknown;
  readonly struct: string;
  readonly path: string;
  /** A key that no field takes is an error. */
  readonly strict: boolean;
  /** The document was read without telling integers from floats: whole numbers are written out. */
  readonly plainNumbers: boolean;
  /** Nothing becomes text that is none. */
  readonly exact: boolean;
  /** Written as JSON: keys come in the document's order, in that made from YAML they are sorted. */
  readonly isJson: boolean;
  readonly report: (error: GoError) => void;
}

export type Decoded<Type> = Type extends GoType<infer T> ? T : never;

export function decodeAs<T>(value: Value, type: GoType<T>, context: Context): T {
  if (value !== null && value !== undefined) return type.decode(value, context);
  // Null makes lists, maps and pointers nil, and leaves anything else as it was.
  const zero = type.zero();
  return zero === undefined || zero === null || context.onto === undefined ? zero : (context.onto as T);
}

export function mismatch(value: Value, type: GoType<unknown>, context: Context): void {
  mismatchOf(jsonKind(value), type, context);
}

/** The same where JSON's kind does not say enough: `number 1.5`. */
export function mismatchOf(what: string, type: GoType<unknown>, context: Context): void {
  const into =
    context.struct === "" && context.path === "" ? "Go value" : `Go struct field ${context.struct}.${context.path}`;
  const message = `json: cannot unmarshal ${what} into ${into} of type ${type.name}`;
  context.report(new GoError(`error unmarshaling JSON: while decoding JSON: ${message}`));
}

function jsonKind(value: Value): string {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) return "array";
  return value instanceof Map ? "object" : "number";
}
