/**
 * Typed reading of YAML nodes, as go.yaml.in/yaml/v3 decodes into Go structs: plain scalars become text as written, every
 * wrong type is collected with its line, and a strict struct refuses fields it does not know.
 */
import { GoError, Int, type Value } from "../../go/index.ts";
import { decodeNode as valueOf, parseNodes, type Node } from "../../yaml/index.ts";
import { writtenAgain } from "./written-again.ts";

/** Describes a Go type; `T` is what it decodes to. */
export interface NodeType<T> {
  /** As v3's errors print it: `[]string`. */
  readonly name: string;
  zero(): T;
  decode(node: Node, errors: Errors): T;
}

/** Lines of `yaml: unmarshal errors:`. */
type Errors = string[];

export type Decoded<Type> = Type extends NodeType<infer T> ? T : never;

const TEXT_SHOWN_MAX = 10;

/** Decodes the first document of a text. Throws `GoError` with v3's text. */
export function decodeText<T>(text: string, type: NodeType<T>): T {
  const [document] = parseNodes(text);
  if (document === undefined) throw new GoError("EOF");
  return decodeNode(document, type);
}

export function decodeNode<T>(node: Node, type: NodeType<T>): T {
  const errors: Errors = [];
  const value = decodeAs(node, type, errors);
  if (errors.length > 0) throw new GoError(`yaml: unmarshal errors:\n${errors.map((line) => `  ${line}`).join("\n")}`);
  return value;
}

function decodeAs<T>(node: Node, type: NodeType<T>, errors: Errors): T {
  const target = resolve(node);
  // A tag that does not fit its text ends the reading, whatever is wanted.
  if (target.kind === "scalar") valueOf(target);
  return isNull(target) ? type.zero() : type.decode(target, errors);
}

function isNull({ kind, tag }: Node): boolean {
  return kind === "scalar" && tag === "!!null";
}

function resolve(node: Node): Node {
  if (node.kind === "document") return resolve(node.content[0] ?? node);
  return node.kind === "alias" && node.alias !== undefined ? node.alias : node;
}

function mismatch<T>(node: Node, type: NodeType<T>, errors: Errors): T {
  const shown = node.value.length > TEXT_SHOWN_MAX ? `${node.value.slice(0, TEXT_SHOWN_MAX - 3)}...` : node.value;
  const tag = tagOf(node);
  const value = tag === "!!seq" || tag === "!!map" ? "" : ` \`${shown}\``;
  errors.push(`line ${node.line}: cannot unmarshal ${tag}${value} into ${type.name}`);
  return type.zero();
}

function tagOf({ kind, tag }: Node): string {
  return tag || (kind === "mapping" ? "!!map" : kind === "sequence" ? "!!seq" : "!!str");
}

export const text: NodeType<string> = {
  name: "string",
  zero: () => "",
  decode: (node, errors) => (node.kind === "scalar" ? textOf(node) : mismatch(node, text, errors)),
};

function textOf(node: Node): string {
  return node.tag === "!!binary" ? String(valueOf(node)) : node.value;
}

const TRUE = ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"];
const FALSE = ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"];

/** Where a boolean is wanted, v3 still reads the words of YAML 1.1. */
export const bool: NodeType<boolean> = {
  name: "bool",
  zero: () => false,
  decode(node, errors) {
    if (node.kind === "scalar" && TRUE.includes(node.value)) return true;
    if (node.kind === "scalar" && FALSE.includes(node.value)) return false;
    return mismatch(node, bool, errors);
  },
};

/** The least and the first too great. */
const RANGES = { uint32: [0, 2 ** 32], uint64: [0, 2 ** 64], int64: [-(2 ** 63), 2 ** 63] } as const;

/** An integer, named as Go names it. What stands behind the point of a number is dropped. */
export function integer(name: keyof typeof RANGES): NodeType<number> {
  const [least, end] = RANGES[name];
  const type: NodeType<number> = {
    name,
    zero: () => 0,
    decode(node, errors) {
      const value = node.kind === "scalar" ? valueOf(node) : undefined;
      const number = value instanceof Int ? Number(value.value) : value;
      const fits = typeof number === "number" && number >= least && number < end;
      return fits ? Math.trunc(number) : mismatch(node, type, errors);
    },
  };
  return type;
}

/** Of texts and structs: a null among them is left out. */
export function list<T>(item: NodeType<T>): NodeType<T[]> {
  const type: NodeType<T[]> = {
    name: `[]${item.name}`,
    zero: () => [],
    decode(node, errors) {
      if (node.kind !== "sequence") return mismatch(node, type, errors);
      const items = node.content.map(resolve).filter((child) => !isNull(child));
      return items.map((child) => decodeAs(child, item, errors));
    },
  };
  return type;
}

/** A map with text for keys; `name` where Go has a name for it. */
export function mapOf<T>(item: NodeType<T>, name = `map[string]${item.name}`): NodeType<Map<string, T>> {
  const type: NodeType<Map<string, T>> = {
    name,
    zero: () => new Map(),
    decode(node, errors) {
      if (node.kind !== "mapping") return mismatch(node, type, errors);
      return new Map(entries(node, errors).map(([key, value]) => [key.value, decodeAs(value, item, errors)]));
    },
  };
  return type;
}

/** `map[string]any`, as it is written again, to be decoded later by what it turns out to describe. */
export const anyMap: NodeType<Node | undefined> = {
  name: "map[string]interface {}",
  zero: () => undefined,
  decode(node, errors) {
    if (node.kind !== "mapping") return mismatch(node, anyMap, errors);
    return writtenAgain(new Map(entries(node, errors).map(([key, value]) => [key.value, anyValue(value, errors)])));
  },
};

function anyValue(node: Node, errors: Errors): Value {
  try {
    return valueOf(node);
  } catch (error) {
    const [start, ...lines] = error instanceof GoError ? error.message.split("\n") : [];
    if (start !== "yaml: unmarshal errors:") throw error;
    errors.push(...lines.map((line) => line.trimStart()));
    return null;
  }
}

type Fields = Readonly<Record<string, NodeType<unknown>>>;
type StructOf<F extends Fields> = { readonly [K in keyof F]: Decoded<F[K]> };

export function struct<const F extends Fields>(
  name: string,
  fields: F,
  mode: "strict" | "lenient",
): NodeType<StructOf<F>> {
  const zero = () => Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, type.zero()])) as StructOf<F>;
  const type: NodeType<StructOf<F>> = {
    name,
    zero,
    decode(node, errors) {
      if (node.kind !== "mapping") return mismatch(node, type, errors);
      const found: Record<string, unknown> = { ...zero() };
      for (const [key, value] of entries(node, errors)) {
        const field = Object.hasOwn(fields, key.value) ? fields[key.value] : undefined;
        if (field !== undefined) found[key.value] = decodeAs(value, field, errors);
        else if (mode === "strict") errors.push(`line ${key.line}: field ${key.value} not found in type ${name}`);
      }
      return found as StructOf<F>;
    },
  };
  return type;
}

/** Keys that are texts, and their values: what a map says itself wins over what is merged into it, the first of several over the others. */
function entries(node: Node, errors: Errors): [Node, Node][] {
  const { pairs, merged } = ownEntries(node, errors);
  const names = new Set(pairs.map(([key]) => key.value));
  for (const [key, value] of merged.flatMap((map) => entries(map, errors))) {
    if (!names.has(key.value)) pairs.push([key, value]);
    names.add(key.value);
  }
  return pairs;
}

/** A key that stands twice, or is no text, is an error; one that is null is passed over. */
function ownEntries({ content }: Node, errors: Errors): { pairs: [Node, Node][]; merged: Node[] } {
  const pairs: [Node, Node][] = [];
  const merged: Node[] = [];
  const lines = new Map<string, number>();
  for (let i = 0; i + 1 < content.length; i += 2) {
    const key = resolve(content[i] as Node);
    const value = content[i + 1] as Node;
    if (key.tag === "!!merge") merged.push(...mergedMaps(value));
    else if (key.kind !== "scalar") mismatch(key, text, errors);
    else if (key.tag !== "!!null") {
      const before = lines.get(key.value);
      if (before === undefined) lines.set(key.value, key.line);
      else errors.push(`line ${key.line}: mapping key "${key.value}" already defined at line ${before}`);
      pairs.push([key, value]);
    }
  }
  return { pairs, merged };
}

function mergedMaps(node: Node): Node[] {
  const sources = (node.kind === "sequence" ? node.content : [node]).map(resolve);
  if (sources.every(({ kind }) => kind === "mapping")) return sources;
  throw new GoError("yaml: map merge requires map or sequence of maps as the value");
}
