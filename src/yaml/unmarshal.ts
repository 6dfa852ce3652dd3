import type { Origins } from "../base/index.ts";
import { GoError, type Value } from "../go/index.ts";
import { ValueBuilder } from "./build-values.ts";
import { Parser } from "./parser.ts";
import { readText } from "./read-text.ts";

export interface UnmarshalOptions {
  /** Named in origins. */
  readonly file?: string | undefined;
  /** Where the origin of every entry is recorded. Traced runs only: it is slower. */
  readonly origins?: Origins | undefined;
  /** A key that stands twice in a map is an error, as in UnmarshalStrict. */
  readonly strict?: boolean | undefined;
  /** The Go type that is decoded into: what else the document holds is an error. Anything goes without it. */
  readonly into?: "map[string]interface {}" | "[]interface {}" | undefined;
  /** Integers are int64, not float64. */
  readonly ints?: boolean | undefined;
}

/**
 * The first document of a text, as sigs.k8s.io/yaml v1.6.0 decodes it: YAML 1.1 by way of JSON. Numbers are float64.
 * Throws `GoError` with Go's text.
 */
export function unmarshal(text: string, options: UnmarshalOptions = {}): Value {
  const value = readDocument(text);
  const kind = jsonKind(value);
  const { into } = options;
  if (into !== undefined && kind !== "null" && kind !== (into === "[]interface {}" ? "array" : "object")) {
    throw new GoError(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type ${into}`,
    );
  }
  return value;
}

function jsonKind(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Map) return "object";
  return typeof value === "boolean" ? "bool" : typeof value === "string" ? "string" : "number";
}

function readDocument(text: string): Value {
  try {
    const source = readText(text);
    const builder = new ValueBuilder();
    new Parser(source.text, "v2").document(builder);
    return builder.root;
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`error converting YAML to JSON: ${error.message}`);
    throw error;
  }
}
