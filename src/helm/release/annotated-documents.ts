/**
 * Kubernetes documents that carry an annotation through a post-renderer: read, annotated and written as kyaml's kio does
 * (sigs.k8s.io/kustomize/kyaml v0.21.2, kio/byteio_reader.go and byteio_writer.go). Comments and order stay.
 */
import { GoError } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import { trimSpace } from "../../go/unicode/index.ts";

type Node = yaml.Node;

const SEPARATOR = /\n---.*\n/g;

/** The documents of a stream, lists taken apart. Throws `GoError`. */
export function readDocuments(text: string): Node[] {
  const documents = splitStream(text.replaceAll("\r\n", "\n"));
  const nodes: Node[] = [];
  for (const document of documents) {
    const node = parse(document);
    const root = node && rootOf(node);
    if (node === undefined || root === undefined || isNull(root)) continue;
    requireMapping(root);
    const items = documents.length === 1 ? listItems(root) : undefined;
    if (items === undefined) nodes.push(node);
    else nodes.push(...items);
  }
  return nodes;
}

function splitStream(text: string): string[] {
  const documents: string[] = [];
  let start = 0;
  for (const match of text.matchAll(SEPARATOR)) {
    const rest = trimSpace(match[0].slice(4));
    if (rest !== "" && !rest.startsWith("#")) throw new GoError(`invalid document separator: ${trimSpace(match[0])}`);
    documents.push(`${text.slice(start, match.index)}\n`);
    start = match.index + match[0].length;
  }
  return text === "" ? [] : [...documents, text.slice(start)];
}

/** What follows the first document is not looked at, right or wrong. */
function parse(document: string): Node | undefined {
  try {
    return new yaml.NodeReader(document, "v3").next();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`MalformedYAMLError: ${error.message}`);
    throw error;
  }
}

function rootOf(node: Node): Node | undefined {
  return node.kind === "document" ? node.content[0] : node;
}

function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.tag === "!!null";
}

const GO_KIND: Record<Node["kind"], string> = {
  document: "DocumentNode",
  mapping: "MappingNode",
  sequence: "SequenceNode",
  scalar: "ScalarNode",
  alias: "AliasNode",
};

function requireMapping(node: Node): void {
  if (node.kind === "mapping") return;
  const content = yaml.emitNodes([node]);
  throw new GoError(`wrong node kind: expected MappingNode but got ${GO_KIND[node.kind]}: node contents:\n${content}`);
}

function listItems(root: Node): Node[] | undefined {
  const kind = field(root, "kind")?.value;
  if (kind !== "List" && kind !== "ResourceList") return undefined;
  return field(root, "items")?.content;
}

function field(map: Node, name: string): Node | undefined {
  const at = keyAt(map, name);
  return at === undefined ? undefined : map.content[at + 1];
}

function keyAt(map: Node, name: string): number | undefined {
  for (let i = 0; i < map.content.length; i += 2) if (map.content[i]?.value === name) return i;
  return undefined;
}

/** Sets `metadata.annotations.NAME`, making what is missing on the way. */
export function setAnnotation(node: Node, name: string, value: string): void {
  const root = rootOf(node);
  if (root === undefined) return;
  const annotations = mapAt(mapAt(root, "metadata"), "annotations");
  const at = keyAt(annotations, name);
  const scalar = newNode({ kind: "scalar", tag: "!!str", value, style: yaml.NodeStyles.singleQuoted });
  if (at === undefined) annotations.content.push(newNode({ kind: "scalar", value: name }), scalar);
  else annotations.content[at + 1] = scalar;
}

function mapAt(parent: Node, name: string): Node {
  requireMapping(parent);
  const at = keyAt(parent, name);
  const found = at === undefined ? undefined : parent.content[at + 1];
  if (found !== undefined && !isNull(found)) {
    requireMapping(found);
    return found;
  }
  const map = newNode({ kind: "mapping" });
  if (at === undefined) parent.content.push(newNode({ kind: "scalar", value: name }), map);
  else parent.content[at + 1] = map;
  return map;
}

function newNode(parts: { kind: Node["kind"]; tag?: string; value?: string; style?: number }): Node {
  return {
    kind: parts.kind,
    style: parts.style ?? 0,
    tag: parts.tag ?? "",
    value: parts.value ?? "",
    anchor: "",
    content: [],
    headComment: "",
    lineComment: "",
    footComment: "",
    line: 0,
    column: 0,
  };
}

/** Takes an annotation away and gives its value; annotations and metadata that are then empty go too. */
export function takeAnnotation(node: Node, name: string): string {
  const root = rootOf(node) ?? node;
  const metadata = field(root, "metadata");
  const annotations = metadata && field(metadata, "annotations");
  if (metadata === undefined || annotations === undefined) return "";
  const at = keyAt(annotations, name);
  const [, value] = at === undefined ? [] : annotations.content.splice(at, 2);
  removeIfEmpty(metadata, "annotations");
  removeIfEmpty(root, "metadata");
  return value?.value ?? "";
}

function removeIfEmpty(map: Node, name: string): void {
  const at = keyAt(map, name);
  if (at !== undefined && map.content[at + 1]?.content.length === 0) map.content.splice(at, 2);
}

export function writeDocuments(nodes: readonly Node[]): string {
  return yaml.emitNodes(nodes);
}
