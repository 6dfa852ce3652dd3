/** Nodes from text and back, as kyaml sets go.yaml.in/yaml/v3 up: two spaces, lists not indented. */
import { emitNodes, parseNodes } from "../../yaml/index.ts";
import { Tags, scalarNode, type Node } from "./node.ts";

export function emitNode(node: Node): string {
  return emitNodes([node]);
}

/** The content of the first document; null where there is none. */
export function parseDocument(text: string): Node {
  return documentIn(text) ?? scalarNode("", Tags.null);
}

/** The content of the first document; `undefined` where there is none. */
export function documentIn(text: string): Node | undefined {
  const root = parseNodes(text)[0];
  return root?.kind === "document" ? root.content[0] : root;
}
