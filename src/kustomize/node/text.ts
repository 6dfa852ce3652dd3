/** Nodes from text and back, as kyaml sets go.yaml.in/yaml/v3 up: two spaces, lists not indented. */
import { emitNodes, parseNodes } from "../../yaml/index.ts";
import { Tags, scalarNode, type Node } from "./node.ts";

export function emitNode(node: Node): string {
  return emitNodes([node]);
}

/** The content of the first document; null where there is none. */
export function parseDocument(text: string): Node {
  const root = parseNodes(text)[0];
  const content = root?.kind === "document" ? root.content[0] : root;
  return content ?? scalarNode("", Tags.null);
}
