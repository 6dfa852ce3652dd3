import type { Origins } from "../base/index.ts";
import { GoError, type Value } from "../go/index.ts";
import { withinStack } from "../go/json/index.ts";
import { NeedsNodes, ValueBuilder } from "./build-values.ts";
import { NodeReader } from "./compose.ts";
import { decode } from "./decode.ts";
import { ConversionError } from "./errors.ts";
import type { Target } from "./infinite.ts";
import type { Node } from "./node.ts";
import { Parser } from "./parser.ts";
import { gaveUp, readQuickly } from "./read-quickly.ts";
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
  /** Infinite numbers are errors but where this wants text. */
  readonly target?: Target | undefined;
  /**
   * Keys of the outermost map and of the maps in it, in lower case, of which alone something will be read: other entries may be
   * null. A text that is no YAML is an error all the same.
   */
  readonly wanted?: ReadonlySet<string> | undefined;
}

/** `wanted` by whom it is enough that the text is YAML. */
export const NO_KEYS: ReadonlySet<string> = new Set();

/**
 * The first document of a text, as sigs.k8s.io/yaml v1.6.0 decodes it: YAML 1.1 by way of JSON. Numbers are float64.
 * Throws `GoError` with Go's text.
 */
export function unmarshal(text: string, options: UnmarshalOptions = {}): Value {
  const value = readDocument(text, options);
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

function readDocument(text: string, options: UnmarshalOptions): Value {
  try {
    return isPlainReading(options) ? readPlainly(text, options) : readByNodes(text, options);
  } catch (error) {
    if (error instanceof NeedsNodes) return readByNodesFramed(text, options);
    throw framed(error);
  }
}

function isPlainReading({ origins, ints }: UnmarshalOptions): boolean {
  return origins === undefined && ints !== true;
}

function readPlainly(text: string, { strict = false, wanted }: UnmarshalOptions): Value {
  const source = readText(text);
  if (source.fault === undefined) {
    const value = readQuickly(source.text, { isCommon: source.isCommon, strict, wanted });
    if (value !== gaveUp) return value;
  }
  const builder = new ValueBuilder({ strict });
  const parser = new Parser(source.text, "v2", source.fault);
  if (!parser.document(builder) && source.fault !== undefined) throw source.fault;
  return builder.root;
}

function readByNodes(text: string, options: UnmarshalOptions): Value {
  const document = new NodeReader(text, "v2").next();
  return document === undefined ? null : decodeWithinStack(document, options);
}

function decodeWithinStack(document: Node, options: UnmarshalOptions): Value {
  return withinStack(() => decode(document, options));
}

function readByNodesFramed(text: string, options: UnmarshalOptions): Value {
  try {
    return readByNodes(text, options);
  } catch (error) {
    throw framed(error);
  }
}

/** The error as sigs.k8s.io/yaml words it; what JSON's decoder says is framed already. */
function framed(error: unknown): unknown {
  if (!(error instanceof GoError) || error.message.startsWith("error unmarshaling JSON: ")) return error;
  return new ConversionError(error);
}

/** Every document of a text. Throws `GoError` with Go's text where one of them is bad. */
export function unmarshalAll(text: string, options: UnmarshalOptions = {}): Value[] {
  try {
    const reader = new NodeReader(text, "v2");
    const values: Value[] = [];
    for (let document = reader.next(); document !== undefined; document = reader.next()) {
      values.push(decodeWithinStack(document, options));
    }
    return values;
  } catch (error) {
    throw framed(error);
  }
}

/** JSON's text as go-yaml v2 reads it, integers as int64. Throws `GoError` with go-yaml's text alone. */
export function unmarshalJson(text: string): Value {
  return readByNodes(text, { ints: true });
}
