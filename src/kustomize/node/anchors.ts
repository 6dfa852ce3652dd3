/** Resolving anchors, aliases and `<<` (kyaml yaml/rnode.go: DeAnchor, 0.21). */
import { quote } from "../../go/strconv/index.ts";
import { KustomizeError } from "../error.ts";
import { clearField, entries } from "./field.ts";
import { Tags, copyNode, type Node } from "./node.ts";

/** Nodes that aliases may make of one text; beyond it the text is a bomb. */
const ALIASED_NODES_MAX = 1_000_000;
/** Of a document with its aliases written out; without them the reader has the same limit. */
const DEPTH_MAX = 10_000;

/** Writes out every alias and merge key in the objects of a text, in place. Throws where they would become too large. */
export function resolveAnchors(objects: readonly Node[]): void {
  const measured: Measured = { known: new Map(), left: ALIASED_NODES_MAX };
  for (const object of objects) {
    if (!mayHaveAnchors(object)) continue;
    measure(object, measured);
    resolve(object);
  }
}

function mayHaveAnchors(node: Node): boolean {
  if (node.kind === "alias" || node.anchor !== "" || node.tag === Tags.merge) return true;
  return node.content.some(mayHaveAnchors);
}

interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

interface Measured {
  /** Of nodes with an anchor; `undefined` while one is being measured. */
  readonly known: Map<Node, Extent | undefined>;
  /** Nodes that aliases may still make. */
  left: number;
}

/** How large a node will be. Nothing is copied for it, and what an anchor names is measured once. */
function measure(node: Node, measured: Measured): Extent {
  if (node.kind === "alias") return node.alias === undefined ? ONE : measureAlias(node.alias, measured);
  if (node.anchor !== "") {
    if (measured.known.has(node)) return measured.known.get(node) ?? refuseItself(node);
    measured.known.set(node, undefined);
  }
  let nodes = 1;
  let depth = 0;
  for (const child of node.content) {
    const below = measure(child, measured);
    nodes += below.nodes;
    depth = Math.max(depth, below.depth);
  }
  if (depth >= DEPTH_MAX) throw new KustomizeError(`yaml: exceeded max depth of ${DEPTH_MAX}`);
  const extent = { nodes, depth: depth + 1 };
  if (node.anchor !== "") measured.known.set(node, extent);
  return extent;
}

const ONE: Extent = { nodes: 1, depth: 1 };

function measureAlias(target: Node, measured: Measured): Extent {
  const extent = measure(target, measured);
  measured.left -= extent.nodes;
  if (measured.left < 0) throw new KustomizeError("yaml: document contains excessive aliasing");
  return extent;
}

function refuseItself(node: Node): never {
  throw new KustomizeError(`yaml: anchor '${node.anchor}' value contains itself`);
}

function resolve(node: Node): Node {
  if (node.kind === "alias") {
    if (node.anchor !== "") throw new KustomizeError(`anchor ${quote(node.anchor)} defined using alias`);
    return node.alias === undefined ? node : copyNode(resolve(node.alias));
  }
  node.anchor = "";
  if (node.kind === "mapping") mergeKeys(node);
  node.content = node.content.map((child) => resolve(child));
  return node;
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
