/**
 * Making and asking YAML nodes as kyaml does (kyaml yaml/rnode.go, types.go, 0.21). A node is changed in place and may stand
 * in several places at once, as in kyaml: what is shared there is shared here, since later changes show it.
 * A node's tag is empty when nobody said what it is; its text decides then.
 */
import { NodeStyles, type Node, type NodeStyle } from "../../yaml/index.ts";

export type { Node } from "../../yaml/index.ts";
export { NodeStyles } from "../../yaml/index.ts";

export const Tags = {
  null: "!!null",
  float: "!!float",
  string: "!!str",
  bool: "!!bool",
  int: "!!int",
  map: "!!map",
  list: "!!seq",
  merge: "!!merge",
} as const;

export type ContentKind = "mapping" | "sequence" | "scalar";

function makeNode(kind: Node["kind"], tag: string, value: string): Node {
  return {
    kind,
    style: 0,
    tag,
    value,
    anchor: "",
    content: [],
    headComment: "",
    lineComment: "",
    footComment: "",
    line: 0,
    column: 0,
  };
}

export function emptyNode(kind: ContentKind, tag = ""): Node {
  return makeNode(kind, tag, "");
}

/** A scalar; without a tag its text decides what it is. */
export function scalarNode(value: string, tag = "", style: NodeStyle = 0): Node {
  const node = makeNode("scalar", tag, value);
  node.style = style;
  return node;
}

/** A text, whatever it looks like (yaml.Node.SetString). */
export function stringNode(value: string): Node {
  return scalarNode(value, Tags.string, value.includes("\n") ? NodeStyles.literal : 0);
}

export function mapNode(...content: Node[]): Node {
  const node = emptyNode("mapping");
  node.content = content;
  return node;
}

/** A deep copy; what aliases point to stays shared. */
export function copyNode(node: Node): Node {
  const copy = { ...node };
  copy.content = node.content.length === 0 ? [] : node.content.map(copyNode);
  return copy;
}

/** Makes `target` what `source` is; their children are then shared. */
export function become(target: Node, source: Node): void {
  if (target !== source) Object.assign(target, source);
}

export function isNull(node: Node | undefined): boolean {
  return node === undefined || node.tag === Tags.null;
}

/** Null, or a map or list without entries. */
export function isEmpty(node: Node | undefined): boolean {
  if (node === undefined || node.tag === Tags.null) return true;
  return (node.kind === "mapping" || node.kind === "sequence") && node.content.length === 0;
}

export function isEmptyMap(node: Node | undefined): boolean {
  return node === undefined || isNull(node) || (node.kind === "mapping" && node.content.length === 0);
}

export function isString(node: Node): boolean {
  return node.kind === "scalar" && (node.tag === Tags.string || node.tag === "");
}

/** The text of a scalar; nothing for null. */
export function textOf(node: Node | undefined): string {
  return node === undefined || isNull(node) ? "" : node.value;
}
