/** What kyaml says when a node is not of the kind it needs. */
import { emitNode } from "./text.ts";
import { KustomizeError } from "../error.ts";
import { isNull, type ContentKind, type Node } from "./node.ts";

const NAMES: Readonly<Record<Node["kind"], string>> = {
  sequence: "SequenceNode",
  mapping: "MappingNode",
  scalar: "ScalarNode",
  document: "DocumentNode",
  alias: "AliasNode",
};

export class NodeKindError extends KustomizeError {
  constructor(
    expected: ContentKind,
    readonly node: Node,
  ) {
    super(
      `wrong node kind: expected ${NAMES[expected]} but got ${NAMES[node.kind]}: node contents:\n${emitNode(node)}`,
    );
  }
}

/** Throws unless the node is missing, null or of this kind. */
export function demandKind(node: Node | undefined, kind: ContentKind): void {
  if (node !== undefined && node.kind !== kind && !isNull(node)) throw new NodeKindError(kind, node);
}
