/**
 * What Helm 4 makes of the free parts of a plugin.yaml before it knows their type (internal/plugin/config.go, runtime.go): a map, which is
 * written as YAML and read again. Numbers have Go's form then, keys are sorted, and errors count the lines of that text.
 */
import { Int, TypedMap, type Value } from "../../go/index.ts";
import { formatFloat } from "../../go/strconv/index.ts";
import { emitNodes, type Node, NodeStyles, parseNodes, resolveScalar } from "../../yaml/index.ts";

export function writtenAgain(value: Value): Node | undefined {
  return parseNodes(emitNodes([nodeOf(value)]))[0];
}

function nodeOf(value: Value): Node {
  if (Array.isArray(value)) return node({ kind: "sequence", content: value.map(nodeOf) });
  if (value instanceof Map) return node({ kind: "mapping", content: entriesOf(value) });
  return typeof value === "string" ? textNode(value) : node({ value: scalarText(value) });
}

function entriesOf(map: ReadonlyMap<string, Value>): Node[] {
  // Keys of such a map are of several types.
  const key = map instanceof TypedMap ? (name: string) => node({ value: name }) : textNode;
  return [...map.keys()].sort().flatMap((name) => [key(name), nodeOf(map.get(name))]);
}

function textNode(text: string): Node {
  if (text.includes("\n")) return node({ value: text, style: NodeStyles.literal });
  const { tag, value } = resolveScalar(text);
  // What is a time in Go's form was one; the others are texts that look like something else.
  const isPlain = tag === "!!str" || (tag === "!!timestamp" && value === text);
  return node({ value: text, style: isPlain ? 0 : NodeStyles.doubleQuoted });
}

function scalarText(value: Value): string {
  if (value instanceof Int) return value.value.toString();
  if (typeof value !== "number") return String(value);
  if (Number.isNaN(value)) return ".nan";
  const text = formatFloat(value, "g", -1, 64);
  return text === "+Inf" ? ".inf" : text === "-Inf" ? "-.inf" : text;
}

function node(part: Partial<Node>): Node {
  const kind = part.kind ?? "scalar";
  const comments = { headComment: "", lineComment: "", footComment: "" };
  return { kind, style: 0, tag: "", value: "", anchor: "", content: [], line: 0, column: 0, ...comments, ...part };
}
