/** The slow, literal way to a node's value: write it, read it. Rare cases take it, and everything that ends in an error. */
import type { Value } from "../../go/index.ts";
import { decodeNode } from "../../yaml/index.ts";
import type { Node } from "./node.ts";
import { emitNode, parseDocument } from "./text.ts";

/** Throws as go.yaml.in/yaml/v3 does when it decodes into an interface. */
export function rereadValue(node: Node): Value {
  return decodeNode(parseDocument(emitNode(node)));
}
