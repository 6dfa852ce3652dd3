/** Objects drawn as a tree, by folders or by owners (kyaml kio/tree.go, 0.21; xlab/treeprint). */
import { compareStrings } from "../../go/index.ts";
import { base, dir } from "../../go/path/index.ts";
import { emitNode } from "../node/text.ts";
import { KustomizeError } from "../error.ts";
import { field } from "../node/field.ts";
import { lookup } from "../node/lookup.ts";
import { matchAll } from "../node/match.ts";
import { readMeta } from "../node/metadata.ts";
import { NodeStyles, copyNode, type Node } from "../node/node.ts";
import { compareFields } from "./format.ts";
import { annotationOf, copyLegacyAnnotations, objectOf, PATH } from "./item.ts";

export interface TreeField {
  readonly path: readonly string[];
  /** The heading under which it is shown. */
  readonly name: string;
  /** What it is called there, for the fields of list elements. */
  readonly subName: string;
}

export interface TreeOptions {
  readonly root: string;
  readonly fields: readonly TreeField[];
  readonly structure: string;
  /** Whether a folder, relative to the root, is a package of its own. */
  readonly isPackage: (folder: string) => boolean;
}

class Branch {
  readonly children: Branch[] = [];

  constructor(readonly text: string) {}

  add(text: string): Branch {
    const child = new Branch(text);
    this.children.push(child);
    return child;
  }

  toString(): string {
    return `${this.text}\n${this.#lines("")}`;
  }

  #lines(indent: string): string {
    return this.children
      .map((child, at) => {
        const last = at === this.children.length - 1;
        return `${indent}${last ? "└── " : "├── "}${child.text}\n${child.#lines(indent + (last ? "    " : "│   "))}`;
      })
      .join("");
  }
}

export function drawTree(items: readonly Node[], options: TreeOptions): string {
  const hasOwners = items.some((item) => ownersOf(item) !== undefined);
  const byOwners = options.structure === "owners" || (options.structure !== "directory" && hasOwners);
  return byOwners ? drawOwners(items, options) : drawFolders(items, options);
}

function ownersOf(item: Node): Node | undefined {
  try {
    return lookup(objectOf(item), ["metadata", "ownerReferences"]);
  } catch {
    return undefined;
  }
}

function drawFolders(items: readonly Node[], options: TreeOptions): string {
  const folders = new Map<string, Node[]>();
  for (const item of items) {
    copyLegacyAnnotations(item);
    if ((metaOf(item)?.kind ?? "") === "") continue;
    const folder = dir(annotationOf(item, PATH) ?? "");
    folders.set(folder, [...(folders.get(folder) ?? []), item]);
  }
  const tree = new Branch(options.root);
  const branches = new Map<string, Branch>();
  for (const folder of [...folders.keys()].sort(compareStrings)) {
    const above = [...branches.keys()].filter((path) => folder.startsWith(path)).sort((a, b) => b.length - a.length)[0];
    let branch = branches.get(above ?? "") ?? tree;
    if (folder !== ".") branch = branch.add(options.isPackage(folder) ? `Pkg: ${base(folder)}` : base(folder));
    branches.set(folder, branch);
    for (const item of (folders.get(folder) ?? []).sort(compareItems)) addItem(branch, item, { options });
  }
  return tree.toString();
}

interface Owned {
  item?: Node;
  readonly children: Owned[];
}

function drawOwners(items: readonly Node[], options: TreeOptions): string {
  const known = new Map<string, Owned>();
  const get = (id: string): Owned => {
    const found = known.get(id) ?? { children: [] };
    known.set(id, found);
    return found;
  };
  const root: Owned = { children: [] };
  for (const item of items) {
    const owner = ownerId(item);
    const parent = owner === "" ? root : get(owner);
    const own = get(idOf(item));
    own.item = item;
    parent.children.push(own);
  }
  for (const [id, { item }] of known) {
    if (item === undefined) {
      throw new KustomizeError(`owner '${id}' not found in input, but found as an owner of input objects`);
    }
  }
  const tree = new Branch(".");
  for (const child of sortedChildren(root)) addOwned(tree, child, options);
  return tree.toString();
}

function sortedChildren({ children }: Owned): Owned[] {
  return children.toSorted((a, b) => (a.item && b.item ? compareItems(a.item, b.item) : 0));
}

function addOwned(branch: Branch, owned: Owned, options: TreeOptions): void {
  const own = owned.item === undefined ? branch : addItem(branch, owned.item, { label: "Resource", options });
  for (const child of sortedChildren(owned)) addOwned(own, child, options);
}

function idOf(item: Node): string {
  const { kind, namespace, name } = readMeta(objectOf(item));
  return `${kind} ${namespace}/${name}`;
}

function ownerId(item: Node): string {
  const { namespace } = readMeta(objectOf(item));
  const owner = ownersOf(item)?.content[0];
  if (owner === undefined) return "";
  return `${field(owner, "kind")?.value ?? ""} ${namespace}/${field(owner, "name")?.value ?? ""}`;
}

function metaOf(item: Node): ReturnType<typeof readMeta> | undefined {
  try {
    return readMeta(objectOf(item));
  } catch {
    return undefined;
  }
}

function compareItems(a: Node, b: Node): number {
  const key = (item: Node): string[] => {
    const meta = metaOf(item);
    const file = base(annotationOf(item, PATH) ?? "");
    return [file, meta?.namespace ?? "", meta?.name ?? "", meta?.kind ?? "", meta?.apiVersion ?? ""];
  };
  const [left, right] = [key(a), key(b)];
  for (let i = 0; i < left.length; i++) {
    const order = compareStrings(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function addItem(branch: Branch, item: Node, { label, options }: { label?: string; options: TreeOptions }): Branch {
  const meta = metaOf(item) ?? { kind: "", name: "", namespace: "" };
  const name = meta.namespace === "" ? meta.name : `${meta.namespace}/${meta.name}`;
  const own = branch.add(`[${label ?? base(annotationOf(item, PATH) ?? "")}]  ${meta.kind} ${name}`);
  for (const shown of fieldsOf(item, options.fields)) {
    if (shown.elements.length === 0) own.add(`${shown.name}: ${shown.value}`);
    else addElements(own.add(shown.name), shown.elements);
  }
  return own;
}

function addElements(branch: Branch, elements: readonly (readonly Shown[])[]): void {
  elements.forEach((fields, at) => {
    const element = branch.add(String(at));
    for (const { name, value } of fields) element.add(`${name}: ${value}`);
  });
}

interface Shown {
  readonly name: string;
  value: string;
}

interface ShownField extends Shown {
  elements: readonly Shown[][];
}

function fieldsOf(item: Node, fields: readonly TreeField[]): ShownField[] {
  const byName = new Map<string, ShownField & { byMatch: Map<string, Shown[]> }>();
  for (const { path, name, subName } of fields) {
    const matches = new Map<Node, string[]>();
    const nodes = matchAll(objectOf(item), path, undefined, matches);
    const [first] = nodes;
    if (first === undefined) continue;
    const shown = byName.get(name) ?? { name, value: "", elements: [], byMatch: new Map<string, Shown[]>() };
    byName.set(name, shown);
    if (subName === "") shown.value = flowText(first);
    else
      for (const node of nodes)
        addMatch(shown.byMatch, (matches.get(node) ?? []).join("/"), { name: subName, value: flowText(node) });
  }
  for (const shown of byName.values()) {
    const sorted = [...shown.byMatch].sort(([a], [b]) => compareFields(a, b));
    shown.elements = sorted.map(([, list]) => list.sort(compareShown));
  }
  return [...byName.values()].sort(compareShown);
}

function addMatch(byMatch: Map<string, Shown[]>, key: string, shown: Shown): void {
  byMatch.set(key, [...(byMatch.get(key) ?? []), shown]);
}

function compareShown(a: Shown, b: Shown): number {
  return compareFields(a.name, b.name) || compareStrings(a.value, b.value);
}

/** On one line, without comments. */
export function flowText(node: Node): string {
  const copy = withoutComments(copyNode(node));
  copy.style = NodeStyles.flow;
  return emitNode(copy).trim();
}

function withoutComments(node: Node): Node {
  node.headComment = "";
  node.lineComment = "";
  node.footComment = "";
  node.content.forEach(withoutComments);
  return node;
}

export { withoutComments };
