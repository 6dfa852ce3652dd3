/**
 * A document of a state file to its typed value, as go.yaml.in/yaml v3 decodes into structs with `KnownFields`: words for what does not fit are
 * gathered, a field that no struct has is one of them, and texts take any scalar as it is written.
 */
import { GoError, type Value } from "../../go/index.ts";
import { decodeNode, type Node, NodeStyles, resolveScalar, YamlError } from "../../yaml/index.ts";
import { decodeYaml } from "../values/read-yaml.ts";
import { type Shape, type StructType, type Type } from "./type.ts";

type Decoded = unknown;

/** Throws `YamlError` with v3's text. */
export function decodeStruct<T extends StructType>(document: Node, type: T): Shape<T> {
  const faults: string[] = [];
  const root = document.kind === "document" ? document.content[0] : document;
  // Keys that stand twice are found first, as Helmfile reads the whole into a map before.
  decodeNode(document);
  const value = root === undefined || isNull(root) ? {} : new StructDecoder(faults).decode(root, type);
  if (faults.length > 0) throw new YamlError(`unmarshal errors:\n  ${faults.join("\n  ")}`);
  return (value ?? {}) as Shape<T>;
}

const SHOWN_MAX = 10;
const QUOTED = NodeStyles.singleQuoted | NodeStyles.doubleQuoted | NodeStyles.literal | NodeStyles.folded;

class StructDecoder {
  readonly #faults: string[];

  constructor(faults: string[]) {
    this.#faults = faults;
  }

  /** `undefined` where the value is empty, or does not fit. */
  decode(given: Node, type: Type): Decoded {
    const node = given.kind === "alias" ? (given.alias ?? given) : given;
    if (type.kind === "any") return decodeYaml(node);
    if (isNull(node)) return undefined;
    switch (type.kind) {
      case "pointer":
        return this.#pointedAt(node, type.of);
      case "struct":
        return this.#struct(node, type);
      case "list":
        return nonEmpty(this.#list(node, type));
      case "map":
        return this.#map(node, type.of);
      default:
        return this.#scalar(node, type) || undefined;
    }
  }

  #pointedAt(node: Node, type: Type): Decoded {
    if (type.kind === "list") return this.#list(node, type);
    if (type.kind === "struct") return this.#struct(node, type) ?? {};
    return this.#scalar(node, type as Scalar);
  }

  #struct(node: Node, type: StructType): Decoded {
    if (node.kind === "scalar" && type.textIs !== undefined) return { [type.textIs]: node.value };
    if (node.kind !== "mapping") return this.#mismatch(node, type.name);
    const fields: Record<string, Decoded> = {};
    for (const [key, value] of entriesOf(node)) {
      const fieldType = Object.hasOwn(type.fields, key.value) ? type.fields[key.value] : undefined;
      if (fieldType === undefined)
        this.#faults.push(`line ${key.line}: field ${key.value} not found in type ${type.name}`);
      else {
        const decoded = this.decode(value, fieldType);
        if (decoded !== undefined) fields[key.value] = decoded;
      }
    }
    const fault = type.check?.(fields);
    if (fault !== undefined) throw new GoError(fault);
    return Object.keys(fields).length === 0 ? undefined : fields;
  }

  #list(node: Node, type: Extract<Type, { kind: "list" }>): readonly Decoded[] {
    if (node.kind === "sequence") return node.content.map((item) => this.decode(item, type.of) ?? zeroOf(type.of));
    if (type.orElement) return [this.decode(node, type.of)];
    this.#mismatch(node, goName(type));
    return [];
  }

  #map(node: Node, of: Type): Decoded {
    if (node.kind !== "mapping") return this.#mismatch(node, `map[string]${goName(of)}`);
    const map = new Map<string, Decoded>();
    for (const [key, value] of entriesOf(node)) map.set(key.value, this.decode(value, of) ?? zeroOf(of));
    return map.size === 0 ? undefined : map;
  }

  #scalar(node: Node, type: Scalar): Decoded {
    if (node.kind !== "scalar") return this.#mismatch(node, goName(type));
    if (type.kind === "text") return node.value;
    const { value } = isQuoted(node) ? { value: node.value } : resolveScalar(node.value);
    const decoded = scalarAs(value, type.kind);
    return decoded ?? this.#mismatch(node, goName(type));
  }

  #mismatch(node: Node, wanted: string): undefined {
    const shown = node.value.length > SHOWN_MAX ? `${node.value.slice(0, SHOWN_MAX - 3)}...` : node.value;
    const value = node.kind === "scalar" ? ` \`${shown}\`` : "";
    this.#faults.push(`line ${node.line}: cannot unmarshal ${tagOf(node)}${value} into ${wanted}`);
  }
}

type Scalar = Exclude<Type, { kind: "any" | "pointer" | "list" | "map" | "struct" }>;

/** Words of YAML 1.1, which count where a truth is wanted. */
const OLD_WORDS: ReadonlyMap<string, boolean> = new Map([
  ...["y", "Y", "yes", "on"].map((word) => [word, true] as const),
  ...["n", "N", "no", "off"].map((word) => [word, false] as const),
]);

function scalarAs(value: Value, kind: "bool" | "int" | "float32"): boolean | number | undefined {
  if (kind === "bool")
    return typeof value === "string" ? OLD_WORDS.get(value) : typeof value === "boolean" ? value : undefined;
  if (typeof value === "number") return kind === "float32" || Number.isInteger(value) ? value : undefined;
  return value !== null && typeof value === "object" && "toNumber" in value ? value.toNumber() : undefined;
}

/** An element of a list, or a value of a map, that is empty stands there all the same. */
function zeroOf(type: Type): Decoded {
  switch (type.kind) {
    case "text":
      return "";
    case "bool":
      return false;
    case "int":
    case "float32":
      return 0;
    case "struct":
      return {};
    case "any":
      return null;
    default:
      return undefined;
  }
}

function goName(type: Type): string {
  switch (type.kind) {
    case "text":
      return "string";
    case "any":
      return "interface {}";
    case "list":
      return `[]${goName(type.of)}`;
    case "map":
      return `map[string]${goName(type.of)}`;
    case "pointer":
      return `*${goName(type.of)}`;
    case "struct":
      return type.name;
    default:
      return type.kind;
  }
}

/** The entries of a map, and of those that are merged into it, which say nothing of what stands there already. */
function entriesOf(node: Node): [key: Node, value: Node][] {
  const own: [Node, Node][] = [];
  const merged: Node[] = [];
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    const [key, value] = [node.content[i] as Node, node.content[i + 1] as Node];
    if (key.value === "<<" && !isQuoted(key)) merged.push(...(value.kind === "sequence" ? value.content : [value]));
    else own.push([key, value]);
  }
  const seen = new Set(own.map(([key]) => key.value));
  for (const source of merged) {
    const target = source.kind === "alias" ? source.alias : source;
    for (const entry of target === undefined ? [] : entriesOf(target)) {
      if (seen.has(entry[0].value)) continue;
      seen.add(entry[0].value);
      own.push(entry);
    }
  }
  return own;
}

const isQuoted = (node: Node): boolean => (node.style & QUOTED) !== 0;

function isNull(node: Node): boolean {
  return node.kind === "scalar" && !isQuoted(node) && resolveScalar(node.value).tag === "!!null";
}

function tagOf(node: Node): string {
  if (node.kind === "mapping") return "!!map";
  if (node.kind === "sequence") return "!!seq";
  return isQuoted(node) ? "!!str" : resolveScalar(node.value).tag;
}

function nonEmpty(list: readonly Decoded[]): Decoded {
  return list.length === 0 ? undefined : list;
}
