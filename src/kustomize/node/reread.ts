/** The slow, literal way to a node's value: write it, read it. Rare cases take it, and everything that ends in an error. */
import type { Value } from "../../go/value.ts";
import { KustomizeError } from "../error.ts";
import { entries } from "./field.ts";
import type { Node } from "./node.ts";
import { Tags } from "./node.ts";
import { resolveScalar } from "./scalar.ts";
import { emitNode, parseDocument } from "./text.ts";

/** Throws as go.yaml.in/yaml/v3 does when it decodes into an interface. */
export function rereadValue(node: Node): Value {
  const faults: string[] = [];
  const value = decode(parseDocument(emitNode(node)), faults);
  if (faults.length > 0) throw new KustomizeError(`yaml: unmarshal errors:\n  ${faults.join("\n  ")}`);
  return value;
}

function decode(node: Node, faults: string[]): Value {
  switch (node.kind) {
    case "mapping":
      return decodeMap(node, faults);
    case "sequence":
      return node.content.map((item) => decode(item, faults));
    case "scalar":
      return decodeScalar(node);
    default:
      return null;
  }
}

function decodeMap(node: Node, faults: string[]): Value {
  const result = new Map<string, Value>();
  const lines = new Map<string, number>();
  for (const [key, value] of entries(node)) {
    const line = lines.get(key.value);
    if (line !== undefined) {
      faults.push(`line ${key.line}: mapping key ${JSON.stringify(key.value)} already defined at line ${line}`);
      continue;
    }
    lines.set(key.value, key.line);
    result.set(key.value, decode(value, faults));
  }
  return result;
}

const CHECKED = new Set<string>([Tags.int, Tags.float, Tags.bool, Tags.null, "!!timestamp"]);

function decodeScalar({ tag, value, style }: Node): Value {
  if (!CHECKED.has(tag)) return value;
  const resolved = resolveScalar(value);
  const isExplicit = (style & 1) !== 0;
  if (resolved.tag === tag || (tag === Tags.float && resolved.tag === Tags.int)) return resolved.value;
  if (!isExplicit && resolved.tag === Tags.string) return value;
  throw new KustomizeError(`yaml: cannot decode ${resolved.tag} \`${value}\` as a ${tag}`);
}
