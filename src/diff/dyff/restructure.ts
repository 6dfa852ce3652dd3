/** Puts the keys of maps that are shown whole into an order that people know (gonvenience/ytbx 1.5.0, restructure.go). */
import { sortSlice } from "../../go/sort/index.ts";
import type { Node } from "../../yaml/index.ts";
import { entriesOf, valueUnder } from "./nodes.ts";

/** Keys that come first, in this order, where a map has more of these than of any other line. */
const KNOWN_ORDERS: readonly (readonly string[])[] = [
  ["name", "director_uuid", "releases", "instance_groups", "networks", "resource_pools", "compilation"],
  ["name", "url", "version", "sha1"],
  ["jobs", "resources", "resource_types"],
  ["name", "type", "source"],
  ["get"],
  ["put"],
  ["task"],
  ["releases", "instance_groups", "configuration", "variables"],
  ["auth", "templates"],
  ["apiVersion", "kind", "metadata", "spec", "status"],
  ["name"],
  ["key"],
  ["id"],
];

/** Changes the node in place. */
export function restructure(node: Node): void {
  if (node.kind === "mapping") reorder(node);
  const children = node.kind === "mapping" ? entriesOf(node).map(({ value }) => value) : node.content;
  if (node.kind !== "alias") children.forEach(restructure);
}

/** Of the other keys, those with the least below them come first. */
function reorder(map: Node): void {
  const keys = entriesOf(map).map(({ key }) => key.value);
  const known = knownOrder(keys);
  if (known === undefined) return;
  const others = keys.filter((key) => !known.includes(key));
  const depths = new Map(others.map((key) => [key, depthOf(valueUnder(map, key))]));
  sortSlice(others, (a, b) => (depths.get(a) ?? 0) < (depths.get(b) ?? 0));
  const last = new Map(entriesOf(map).map((entry) => [entry.key.value, entry]));
  map.content = [...known.filter((key) => last.has(key)), ...others].flatMap((key) => {
    const entry = last.get(key);
    return entry === undefined ? [] : [entry.key, entry.value];
  });
}

function knownOrder(keys: readonly string[]): readonly string[] | undefined {
  let [best, hits]: [readonly string[] | undefined, number] = [undefined, 0];
  for (const order of KNOWN_ORDERS) {
    const count = order.filter((key) => keys.includes(key)).length;
    if (count > hits) [best, hits] = [order, count];
  }
  return best?.filter((key) => keys.includes(key));
}

/** The steps of the longest path to a scalar. */
function depthOf(node: Node | undefined): number {
  if (node === undefined) return 0;
  if (node.kind === "mapping")
    return deepest(
      entriesOf(node).map(({ value }) => value),
      1,
    );
  if (node.kind !== "sequence") return 0;
  const name = ["name", "key", "id"].find((key) => isInEach(node, key));
  if (name === undefined) return deepest(node.content, 1);
  const values = node.content.flatMap((entry) => entriesOf(entry).filter(({ key }) => key.value !== name));
  return deepest(
    values.map(({ value }) => value),
    2,
  );
}

/** An empty collection leads nowhere. */
function deepest(children: readonly Node[], steps: number): number {
  return Math.max(0, ...children.filter(leadsToScalar).map((child) => depthOf(child) + steps));
}

function leadsToScalar(node: Node): boolean {
  if (node.kind === "mapping") return entriesOf(node).some(({ value }) => leadsToScalar(value));
  return node.kind !== "sequence" || node.content.some(leadsToScalar);
}

function isInEach({ content }: Node, name: string): boolean {
  const found = content.flatMap((entry) => entriesOf(entry).filter(({ key }) => key.value === name));
  return found.length === content.length;
}
