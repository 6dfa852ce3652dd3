/** The one thing to tell of a tree: the deepest cause that explains the most. */
import type { Cause, CauseNode } from "./cause.ts";

export interface RootCause {
  readonly cause: Cause;
  /** From what was waited for down to what has the cause. */
  readonly path: readonly CauseNode[];
}

/** They say that something below has failed, not what. */
const CONSEQUENCES: readonly Cause["kind"][] = ["job", "stalled", "evicted"];

export function rootCause(tree: CauseNode): RootCause | undefined {
  return allCauses(tree)
    .sort((a, b) => weightOf(b) - weightOf(a))
    .at(0);
}

/** Of several trees, in their order. */
export function rootCauses(trees: readonly CauseNode[]): RootCause[] {
  return trees.map(rootCause).filter((found) => found !== undefined);
}

export function allCauses(node: CauseNode, above: readonly CauseNode[] = []): RootCause[] {
  const path = [...above, node];
  const own = node.cause === undefined ? [] : [{ cause: node.cause, path }];
  return [...own, ...node.children.flatMap((child) => allCauses(child, path))];
}

function weightOf({ cause, path }: RootCause): number {
  return (CONSEQUENCES.includes(cause.kind) ? 0 : 1000) + (cause.recoverable ? 0 : 100) + path.length;
}
