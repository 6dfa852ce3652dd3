/**
 * Nodes to values as go.yaml.in/yaml v2.4.4 decodes into `interface{}` (decode.go) and sigs.k8s.io/yaml v1.6.0 then turns
 * into JSON (yaml.go): aliases are copied, merges are written over what stands before them, keys become text.
 */
import type { Origins, Position } from "../base/index.ts";
import { fromBytes, GoError, type GoMap, Int, type List, type Value } from "../go/index.ts";
import { decodeBase64 } from "../go/json/index.ts";
import { formatFloat } from "../go/strconv/index.ts";
import { AliasGuard } from "./alias-guard.ts";
import { YamlError } from "./errors.ts";
import { goSyntax, type RawOptions, rawValue } from "./go-syntax.ts";
import { type Node, NodeStyles } from "./node.ts";
import { firstInfinite, type Target } from "./infinite.ts";
import { isTimestamp, type Resolved, resolvePlain } from "./resolve.ts";
import { resolveTag, shortTag } from "./tags.ts";

export interface DecodeOptions {
  readonly file?: string | undefined;
  readonly origins?: Origins | undefined;
  readonly strict?: boolean | undefined;
  readonly ints?: boolean | undefined;
  readonly target?: Target | undefined;
}

/** The value of a document. Throws `GoError`. */
export function decode(document: Node, options: DecodeOptions): Value {
  const decoder = new Decoder(options);
  const [root] = document.content;
  const value = root === undefined ? null : decoder.root(root);
  decoder.finish(value);
  return value;
}

/** encoding/json reads no deeper. */
export const JSON_DEPTH_MAX = 10_000;

function tooDeepForJson(opening: "{" | "["): GoError {
  return new GoError(`error unmarshaling JSON: while decoding JSON: invalid character '${opening}' exceeded max depth`);
}

const COLLECTION_STYLES = NodeStyles.singleQuoted | NodeStyles.doubleQuoted | NodeStyles.literal | NodeStyles.folded;

class Decoder {
  readonly #options: DecodeOptions;
  readonly #typeErrors: string[] = [];
  readonly #guard = new AliasGuard();
  #depth = 0;
  /** What follows decoding waits for errors of the latter: of keys first, then of numbers, then of what reads the JSON. */
  #keyError: GoError | undefined;
  #hasInfinite = false;
  #depthError: GoError | undefined;

  constructor(options: DecodeOptions) {
    this.#options = options;
  }

  root(node: Node): Value {
    return this.#node(node);
  }

  finish(root: Value): void {
    if (this.#typeErrors.length > 0) throw new YamlError(`unmarshal errors:\n  ${this.#typeErrors.join("\n  ")}`);
    if (this.#keyError !== undefined) throw this.#keyError;
    const infinite = this.#hasInfinite ? firstInfinite(root, this.#options.target) : undefined;
    if (infinite !== undefined) throw new GoError(`json: unsupported value: ${formatFloat(infinite, "g", -1, 64)}`);
    if (this.#depthError !== undefined) throw this.#depthError;
  }

  /** Two calls for a level of nesting, and no more: ten thousand levels must fit on the stack. */
  #node(node: Node): Value {
    this.#guard.count();
    if (node.kind === "alias") return this.#guard.follow(node, (target) => this.#node(target));
    if (node.kind !== "mapping" && node.kind !== "sequence") return this.#toValue(resolveScalar(node));
    if (++this.#depth > JSON_DEPTH_MAX) {
      this.#depthError ??= tooDeepForJson(node.kind === "mapping" ? "{" : "[");
    }
    const value = node.kind === "mapping" ? this.#mapping(node, new Map(), new MapKeys()) : this.#sequence(node);
    this.#depth--;
    return value;
  }

  #sequence(node: Node): List {
    const list: List = [];
    for (const item of node.content) {
      this.#origin(list, list.length, item);
      list.push(this.#node(item));
    }
    return list;
  }

  /** Writes the node's entries into the map. */
  #mapping(node: Node, map: GoMap, keys: MapKeys): GoMap {
    const { content } = node;
    for (let i = 0; i + 1 < content.length; i += 2) {
      const keyNode = content[i] as Node;
      const valueNode = content[i + 1] as Node;
      if (isMerge(keyNode)) this.#merge(valueNode, map, keys);
      else {
        this.#guard.count();
        const key = this.#key(keyNode);
        const value = this.#node(valueNode);
        if (this.#options.strict === true && keys.has(key)) this.#repeated(key, valueNode);
        else this.#set({ map, keys, key, value }, keyNode, valueNode);
      }
    }
    this.#keyError ??= keys.unsupported.values().next().value;
    return map;
  }

  #repeated(key: Resolved, value: Node): void {
    this.#typeErrors.push(`line ${value.line}: key ${goSyntax(key)} already set in map`);
  }

  #set({ map, keys, key, value }: Entry, keyNode: Node, valueNode: Node): void {
    const name = keyName(key);
    if (this.#options.strict === true) keys.add(key);
    if (name === undefined) keys.unsupported.set(key, unsupportedKey(key, valueNode));
    else {
      map.set(name, value);
      this.#origin(map, name, keyNode);
    }
  }

  #key(node: Node): Resolved {
    const target = node.kind === "alias" ? this.#guard.follow(node, (anchored) => this.#counted(anchored)) : node;
    if (target.kind === "scalar") return resolveScalar(target);
    this.#node(target);
    throw new YamlError(`invalid map key: ${goSyntax(rawValue(target, RAW))}`);
  }

  #counted(node: Node): Node {
    this.#guard.count();
    return node;
  }

  /** The entries of one map, or of several where the first wins, written into the map. */
  #merge(node: Node, map: GoMap, keys: MapKeys): void {
    const sources = node.kind === "sequence" ? node.content.toReversed() : [node];
    for (const source of sources) {
      const target = source.kind === "alias" ? source.alias : source;
      if (target?.kind !== "mapping") {
        throw new YamlError("map merge requires map or sequence of maps as the value");
      }
      this.#guard.count();
      if (source.kind === "alias") this.#guard.follow(source, (anchored) => this.#mergeEntries(anchored, map, keys));
      else this.#mapping(source, map, keys);
    }
  }

  #mergeEntries(node: Node, map: GoMap, keys: MapKeys): void {
    this.#guard.count();
    this.#mapping(node, map, keys);
  }

  #toValue(value: Resolved): Value {
    if (typeof value === "bigint") return this.#options.ints === true ? integer(value) : Number(value);
    if (typeof value === "number" && !Number.isFinite(value)) this.#hasInfinite = true;
    return value;
  }

  #origin(container: GoMap | List, key: string | number, node: Node): void {
    const { origins } = this.#options;
    if (origins === undefined) return;
    origins.set(container, key, { source: { kind: "file", position: this.#position(node) } });
  }

  #position(node: Node): Position {
    return { file: this.#options.file ?? "", line: node.line, column: node.column };
  }
}

function integer(value: bigint): Int {
  return new Int(value, value < 2n ** 63n ? "int64" : "uint64");
}

function unsupportedKey(key: Resolved, value: Node): GoError {
  const type = key === null ? "%!s(<nil>)" : "uint64";
  const shown = key === null ? "<nil>" : goSyntax(key);
  return new GoError(`unsupported map key of type: ${type}, key: ${shown}, value: ${goSyntax(rawValue(value, RAW))}`);
}

interface Entry {
  readonly map: GoMap;
  readonly keys: MapKeys;
  readonly key: Resolved;
  readonly value: Value;
}

/** Go tells the keys 1 and "1" apart. */
class MapKeys {
  readonly #keys = new Set<string>();
  /** Errors for the keys that JSON cannot have. */
  readonly unsupported = new Map<Resolved, GoError>();

  has(key: Resolved): boolean {
    return this.#keys.has(identity(key));
  }

  add(key: Resolved): void {
    this.#keys.add(identity(key));
  }
}

function identity(key: Resolved): string {
  return key === null ? "null" : `${typeof key} ${key}`;
}

/** `<<` written plain. */
export function isMerge(node: Node): boolean {
  if (node.kind !== "scalar" || node.value !== "<<") return false;
  return isImplicit(node) || node.tag === "tag:yaml.org,2002:merge";
}

function isImplicit(node: Node): boolean {
  return node.tag === "!" || (node.tag === "" && (node.style & COLLECTION_STYLES) === 0);
}

/** A scalar's meaning by its tag, its quotes and its text. */
export function resolveScalar(node: Node): Resolved {
  if (node.tag === "") return isImplicit(node) ? resolvePlain(node.value, "v2") : node.value;
  const tag = shortTag(node.tag);
  switch (tag) {
    case "!!str":
      return node.value;
    case "!!binary":
      return decodeBinary(node.value);
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

function resolveAs(tag: string, text: string): Resolved {
  const found = tag !== "!!timestamp" && isTimestamp(text) ? "!!str" : resolveTag(text, "v2");
  const value = resolvePlain(text, "v2");
  if (found === tag) return value;
  if (tag === "!!float" && typeof value === "bigint" && value < 2n ** 63n) return Number(value);
  throw new YamlError(`cannot decode ${found} \`${text}\` as a ${tag}`);
}

function decodeBinary(text: string): string {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new YamlError("!!binary value contains invalid base64 data");
  return fromBytes(bytes).replace(/[\ud800-\udfff]/gu, "\ufffd");
}

const RAW: RawOptions = { scalar: resolveScalar, isStringMap: () => false };

/** A key as text; `undefined` for null and for numbers that only fit uint64. */
function keyName(key: Resolved): string | undefined {
  switch (typeof key) {
    case "string":
      return key;
    case "boolean":
      return String(key);
    case "bigint":
      return key < 2n ** 63n ? key.toString() : undefined;
    case "number":
      return floatName(key);
    default:
      return undefined;
  }
}

function floatName(key: number): string {
  if (Number.isNaN(key)) return ".nan";
  const text = formatFloat(key, "g", -1, 32);
  return text === "+Inf" ? ".inf" : text === "-Inf" ? "-.inf" : text;
}
