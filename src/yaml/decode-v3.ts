/**
 * Nodes to values as go.yaml.in/yaml v3.0.3 decodes into `interface{}` (decode.go): YAML 1.2 booleans, integers as int,
 * a key that stands twice is an error, what a map says itself wins over what is merged into it.
 */
import { fromBytes, type GoMap, Int, type List, TypedMap, type Value } from "../go/index.ts";
import { decodeBase64, withinStack } from "../go/json/index.ts";
import { quote } from "../go/strconv/index.ts";
import { AliasGuard } from "./alias-guard.ts";
import { YamlError } from "./errors.ts";
import { goSyntax, type Raw, type RawOptions, rawValue } from "./go-syntax.ts";
import { type Node, NodeStyles } from "./node.ts";
import { type Resolved, resolvePlain } from "./resolve.ts";
import { resolveTag, shortTag } from "./tags.ts";
import { normalizeTimestamp } from "./timestamp.ts";

/** A map whose keys are not all strings. JSON has no such thing. */
export const GENERAL_MAP = "map[interface {}]interface {}";

/** What a timestamp becomes, given as Go writes it in JSON. */
export type TimestampValue = (text: string) => Value;

/** The value of a node, of a document's root. Timestamps become text as JSON has them, where nothing else is said. Throws `YamlError`. */
export function decodeNode(node: Node, timestamps: TimestampValue = (text) => text): Value {
  const decoder = new Decoder(timestamps);
  const root = node.kind === "document" ? (node.content[0] ?? node) : node;
  const value = withinStack(() => decoder.node(root));
  decoder.finish();
  return value;
}

export interface ResolvedScalar {
  /** `!!str`, `!!int`, ... */
  readonly tag: string;
  readonly value: Value;
}

/** What v3 takes a plain text for. */
export function resolveScalar(text: string): ResolvedScalar {
  const tag = resolveTag(text, "v3");
  return { tag, value: toValue(resolvePlain(text, "v3"), tag) };
}

const QUOTED = NodeStyles.singleQuoted | NodeStyles.doubleQuoted | NodeStyles.literal | NodeStyles.folded;

class Decoder {
  readonly #guard = new AliasGuard();
  readonly #errors: string[] = [];
  readonly #timestamps: TimestampValue;

  constructor(timestamps: TimestampValue) {
    this.#timestamps = timestamps;
  }

  finish(): void {
    if (this.#errors.length > 0) throw new YamlError(`unmarshal errors:\n  ${this.#errors.join("\n  ")}`);
  }

  node(node: Node): Value {
    this.#guard.count();
    switch (node.kind) {
      case "alias":
        return this.#guard.follow(node, (target) => this.node(target));
      case "mapping":
        return this.#entries(node, isStringMap(node) ? new Map() : new TypedMap(GENERAL_MAP));
      case "sequence":
        return this.#sequence(node);
      default:
        return isTimestampNode(node) ? this.#timestamps(scalarValue(node) as string) : scalarValue(node);
    }
  }

  #sequence(node: Node): List {
    const list: List = [];
    for (const item of node.content) list.push(this.node(item));
    return list;
  }

  /** Reports keys that stand twice: such a map is left out. */
  #hasDuplicates(node: Node): boolean {
    const found = duplicateKeys(node);
    this.#errors.push(...found);
    return found.length > 0;
  }

  /** `merged` holds the keys that are set already, where the map is one that is merged into another. */
  #entries(node: Node, map: GoMap, merged?: Set<string>): Value {
    if (this.#hasDuplicates(node)) return null;
    let mergeNode: Node | undefined;
    for (let i = 0; i + 1 < node.content.length; i += 2) {
      const key = node.content[i] as Node;
      const value = node.content[i + 1] as Node;
      if (isMerge(key)) mergeNode = value;
      else {
        const name = this.#key(key);
        if (merged?.has(name) === true) continue;
        merged?.add(name);
        map.set(name, this.node(value));
      }
    }
    if (mergeNode !== undefined) this.#merge(node, mergeNode, { map, merged });
    return map;
  }

  #key(node: Node): string {
    this.#guard.count();
    if (node.kind === "alias") return this.#guard.follow(node, (target) => this.#key(target));
    if (node.kind === "scalar") return keyText(scalarValue(node));
    const errors = this.#errors.length;
    this.node(node);
    // A key that is a bad map itself is left out.
    if (this.#errors.length > errors) return "";
    throw new YamlError(`invalid map key: ${goSyntax(rawValue(node, RAW))}`);
  }

  #merge(parent: Node, node: Node, { map, merged }: { map: GoMap; merged: Set<string> | undefined }): void {
    const seen = merged ?? this.#ownKeys(parent);
    for (const source of node.kind === "sequence" ? node.content : [node]) {
      const target = source.kind === "alias" ? source.alias : source;
      if (target?.kind !== "mapping") throw new YamlError("map merge requires map or sequence of maps as the value");
      this.#guard.count();
      if (source.kind !== "alias") this.#entries(source, map, seen);
      else this.#guard.follow(source, (anchored) => this.#entries(anchored, map, seen));
    }
  }

  #ownKeys(node: Node): Set<string> {
    const keys = new Set<string>();
    for (let i = 0; i + 1 < node.content.length; i += 2) keys.add(this.#key(node.content[i] as Node));
    return keys;
  }
}

/** One error for each pair of equal keys, in the order of the first of them. */
function duplicateKeys(node: Node): string[] {
  const { content } = node;
  const places = new Map<string, number[]>();
  let repeated = false;
  for (let i = 0; i < content.length; i += 2) {
    const key = content[i] as Node;
    const identity = `${key.kind} ${key.value}`;
    const before = places.get(identity);
    repeated ||= before !== undefined;
    if (before === undefined) places.set(identity, [i]);
    else before.push(i);
  }
  return repeated ? pairErrors(content, [...places.values()]) : [];
}

/** Go goes on for as long as memory lasts. */
const PAIRS_MAX = 10_000;

function pairErrors(content: readonly Node[], places: readonly (readonly number[])[]): string[] {
  const owners = new Map(places.flatMap((equal) => equal.map((place) => [place, equal] as const)));
  const errors: string[] = [];
  for (let i = 0; i < content.length && errors.length < PAIRS_MAX; i += 2) {
    for (const later of owners.get(i) ?? []) {
      if (later > i && errors.length < PAIRS_MAX)
        errors.push(duplicateError(content[i] as Node, content[later] as Node));
    }
  }
  return errors;
}

function duplicateError(first: Node, later: Node): string {
  return `line ${later.line}: mapping key ${quote(later.value)} already defined at line ${first.line}`;
}

function isMerge(node: Node): boolean {
  if (node.kind !== "scalar" || node.value !== "<<") return false;
  return node.tag === "" || node.tag === "!" || shortTag(node.tag) === "!!merge";
}

function isStringMap(node: Node): boolean {
  return node.content.every((child, i) => {
    if (i % 2 === 1) return true;
    const tag = effectiveTag(child);
    return tag === "!!str" || tag === "!!merge";
  });
}

/** The tag of a node, found from its text where it has none. */
function effectiveTag(node: Node): string {
  if (isIndicatedString(node)) return "!!str";
  if (node.tag !== "" && node.tag !== "!") return shortTag(node.tag);
  switch (node.kind) {
    case "mapping":
      return "!!map";
    case "sequence":
      return "!!seq";
    case "alias":
      return node.alias === undefined ? "" : effectiveTag(node.alias);
    default:
      return resolveTag(node.value, "v3");
  }
}

/** Written as a string, and not tagged as something else. */
function isIndicatedString(node: Node): boolean {
  if (node.kind !== "scalar" || (node.style & QUOTED) === 0) return false;
  return shortTag(node.tag) === "!!str" || node.tag === "" || node.tag === "!";
}

function isTimestampNode(node: Node): boolean {
  if (isIndicatedString(node)) return false;
  const tag = shortTag(node.tag);
  return (tag === "" || tag === "!!timestamp") && resolveTag(node.value, "v3") === "!!timestamp";
}

function scalarValue(node: Node): Value {
  if (isIndicatedString(node)) return node.value;
  const tag = shortTag(node.tag);
  switch (tag) {
    case "!!str":
      return node.value;
    case "!!binary":
      return decodeBinary(node.value);
    case "":
    case "!!null":
    case "!!bool":
    case "!!int":
    case "!!float":
    case "!!timestamp":
      return resolveAs(tag, node.value);
    default:
      return node.value;
  }
}

function resolveAs(tag: string, text: string): Value {
  const found = resolveTag(text, "v3");
  const value = resolvePlain(text, "v3");
  if (tag === "" || found === tag) return toValue(value, found);
  if (tag === "!!float" && typeof value === "bigint" && value < 2n ** 63n) return Number(value);
  throw new YamlError(`cannot decode ${found === "!!timestamp" ? "!!str" : found} \`${text}\` as a ${tag}`);
}

function toValue(value: Resolved, tag: string): Value {
  if (typeof value === "bigint") return new Int(value, value < 2n ** 63n ? "int" : "uint64");
  return typeof value === "string" && tag === "!!timestamp" ? normalizeTimestamp(value) : value;
}

function decodeBinary(text: string): string {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new YamlError("!!binary value contains invalid base64 data");
  return fromBytes(bytes);
}

function keyText(key: Value): string {
  if (key instanceof Int) return key.value.toString();
  return key === null || key === undefined ? "null" : String(key);
}

const RAW: RawOptions = { scalar: rawScalar, isStringMap };

function rawScalar(node: Node): Raw {
  const value = scalarValue(node);
  if (value instanceof Int) return value.value;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
