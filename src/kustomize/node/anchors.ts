/** Resolving anchors, aliases and `<<` (kyaml yaml/rnode.go: DeAnchor, 0.21). */
import { KustomizeError } from "../error.ts";
import { clearField, entries } from "./field.ts";
import { Tags, copyNode, type Node } from "./node.ts";

/** Nodes that aliases may make of one document; beyond it the document is a bomb. */
const NODES_MAX = 10_000_000;

/** Writes out every alias and merge key below the node, in place. */
export function resolveAnchors(root: Node): void {
  if (mayHaveAnchors(root)) resolve(root, { left: NODES_MAX });
}

function mayHaveAnchors(node: Node): boolean {
  if (node.kind === "alias" || node.anchor !== "" || node.tag === Tags.merge) return true;
  return node.content.some(mayHaveAnchors);
}

interface Budget {
  left: number;
}

function resolve(node: Node, budget: Budget): Node {
  if (--budget.left < 0) throw new KustomizeError("yaml: document contains excessive aliasing");
  if (node.kind === "alias") {
    if (node.anchor !== "") throw new KustomizeError(`anchor ${JSON.stringify(node.anchor)} defined using alias`);
    if (node.alias === undefined) return node;
    const target = copyNode(resolve(node.alias, budget));
    budget.left -= countNodes(target);
    return target;
  }
  node.anchor = "";
  if (node.kind === "mapping") mergeKeys(node);
  node.content = node.content.map((child) => resolve(child, budget));
  return node;
}

function countNodes(node: Node): number {
  return node.content.reduce((sum, child) => sum + countNodes(child), 1);
}

function mergeKeys(map: Node): void {
  const merged = mergedMaps(map);
  if (merged === undefined) return;
  const own = copyNode(map);
  map.content = [];
  for (const source of [...merged, own]) {
    for (const [key, value] of entries(copyNode(source))) setEntry(map, key, value);
  }
}

function setEntry(map: Node, key: Node, value: Node): void {
  const { content } = map;
  for (let i = 0; i < content.length; i += 2) {
    if (content[i]?.value !== key.value) continue;
    content[i] = key;
    content[i + 1] = value;
    return;
  }
  content.push(key, value);
}

/** What `<<` names, least important first; `undefined` when there is none. */
function mergedMaps(map: Node): Node[] | undefined {
  const merges = [...entries(map)].filter(([key]) => key.tag === Tags.merge);
  const [first, second] = merges;
  if (first === undefined) return undefined;
  if (second !== undefined) throw new KustomizeError("duplicate merge key");
  clearField(map, "<<");
  return sources(first[1]);
}

function sources(value: Node): Node[] {
  switch (value.kind) {
    case "mapping":
      return [value];
    case "alias":
      if (value.alias === undefined) return [];
      if (value.alias.kind !== "mapping") {
        throw new KustomizeError("invalid map merge: received alias for a non-map value");
      }
      return [value.alias];
    case "sequence":
      return value.content
        .map((item) => {
          if (item.kind === "sequence") throw new KustomizeError("invalid map merge: received a nested sequence");
          return sources(item);
        })
        .reverse()
        .flat();
    default:
      throw new KustomizeError("map merge requires map or sequence of maps as the value");
  }
}
