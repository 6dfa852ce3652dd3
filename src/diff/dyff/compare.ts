/** What dyff 1.12 finds different between two files of Kubernetes objects (pkg/dyff/core.go). */
import type { Node } from "../../yaml/index.ts";
import { byResource, identifierOf, type Identifier } from "./identify.ts";
import { entriesOf, fingerprint, followAlias, newNode, textNodes } from "./nodes.ts";
import { renamedPairs } from "./renames.ts";

export type Detail =
  | { readonly kind: "addition"; readonly to: Node }
  | { readonly kind: "removal"; readonly from: Node }
  | { readonly kind: "modification" | "order"; readonly from: Node; readonly to: Node };

/** Where something stands: the document's name, and the way down from there. */
export interface Place {
  readonly root: string;
  readonly path: readonly Step[];
}

export interface Step {
  readonly name: string;
  /** An entry of a list, by its name. */
  readonly isEntry: boolean;
}

export interface Difference {
  /** Nothing where the documents themselves changed their order. */
  readonly place: Place | undefined;
  readonly details: readonly Detail[];
}

export interface CompareOptions {
  readonly detectRenames: boolean;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** How many documents there were before. */
  readonly documents: number;
}

/** Documents are paired by what they are, or where one of them is no object, by their order. */
export function compareDocuments(from: readonly Node[], to: readonly Node[], options: CompareOptions): Comparison {
  const [before, after] = [withoutEmpty(from), withoutEmpty(to)];
  if ([...before, ...after].every((document) => byResource.nameOf(rootOf(document)) !== undefined)) {
    return { differences: byName(before, after, options), documents: before.length };
  }
  if (from.length !== to.length) return { differences: [], documents: 0 };
  const differences = from.flatMap((document, i) => {
    const other = to[i];
    const place = { root: `document #${i + 1}`, path: [] };
    return other === undefined ? [] : compare(place, document, other);
  });
  return { differences, documents: from.length };
}

function withoutEmpty(documents: readonly Node[]): Node[] {
  return documents.filter(({ content: [root] }) => root?.tag !== "!!null" || root.kind !== "scalar");
}

function rootOf(document: Node): Node {
  return document.content[0] ?? newNode("scalar", "!!null");
}

interface Named {
  readonly name: string;
  readonly node: Node;
}

function named(documents: readonly Node[]): Named[] {
  return documents.map((document) => {
    const node = rootOf(document);
    return { name: byResource.nameOf(node) ?? "", node };
  });
}

/** Of several documents of one name the last one counts. */
function lookUp(documents: readonly Named[]): ReadonlyMap<string, Named> {
  return new Map(documents.map((one) => [one.name, one]));
}

function byName(from: readonly Node[], to: readonly Node[], { detectRenames }: CompareOptions): Difference[] {
  const [before, after] = [named(from), named(to)];
  const [olds, news] = [lookUp(before), lookUp(after)];
  const differences: Difference[] = [];
  const gone: Named[] = [];
  for (const { name } of before) {
    const [old, current] = [olds.get(name), news.get(name)];
    if (old === undefined) continue;
    if (current === undefined) gone.push(old);
    else differences.push(...compare({ root: name, path: [] }, followAlias(old.node), followAlias(current.node)));
  }
  const added = after.flatMap(({ name }) => (olds.has(name) ? [] : (news.get(name) ?? [])));
  const pairs = detectRenames ? renamedPairs(gone, added) : [];
  for (const pair of pairs) {
    const place = { root: pair.to.name, path: [] };
    differences.push(...compare(place, followAlias(pair.from.node), followAlias(pair.to.node)));
  }
  const [left, right] = [new Set(pairs.map(({ from: one }) => one)), new Set(pairs.map(({ to: one }) => one))];
  for (const one of gone) if (!left.has(one)) differences.push(whole(one, "removal"));
  for (const one of added) if (!right.has(one)) differences.push(whole(one, "addition"));
  const [oldNames, newNames] = [namesBut(before, left), namesBut(after, right)];
  if (oldNames.length === newNames.length && oldNames.some((name, i) => name !== newNames[i])) {
    differences.push({ place: undefined, details: [orderChange(textNodes(oldNames), textNodes(newNames))] });
  }
  return differences;
}

function namesBut(documents: readonly Named[], renamed: ReadonlySet<Named>): string[] {
  const names = new Set([...renamed].map(({ name }) => name));
  return documents.map(({ name }) => name).filter((name) => !names.has(name));
}

function whole({ name, node }: Named, kind: "addition" | "removal"): Difference {
  const document = newNode("document", "", [node]);
  const detail: Detail = kind === "addition" ? { kind, to: document } : { kind, from: document };
  return { place: { root: name, path: [] }, details: [detail] };
}

function orderChange(from: Node, to: Node): Detail {
  return { kind: "order", from, to };
}

function compare(place: Place, from: Node, to: Node): Difference[] {
  if (from.kind !== to.kind || from.tag !== to.tag) return [modification(place, from, to)];
  switch (from.kind) {
    case "document":
      return compare(place, rootOf(from), rootOf(to));
    case "mapping":
      return compareMaps(place, from, to);
    case "sequence":
      return compareLists(place, from, to);
    case "scalar":
      return compareScalars(place, from, to);
    case "alias":
      return compare(place, followAlias(from), followAlias(to));
  }
}

function modification(place: Place, from: Node, to: Node): Difference {
  return { place, details: [{ kind: "modification", from, to }] };
}

function below({ root, path }: Place, name: string, isEntry = false): Place {
  return { root, path: [...path, { name, isEntry }] };
}

function compareScalars(place: Place, from: Node, to: Node): Difference[] {
  const differs = (): boolean => {
    switch (from.tag) {
      case "!!null":
        return false;
      case "!!bool":
        return isTrue(from.value) !== isTrue(to.value);
      case "!!str":
        return from.value !== to.value && !isOnlyWhiteSpace(from.value, to.value);
      default:
        return from.value !== to.value;
    }
  };
  return differs() ? [modification(place, from, to)] : [];
}

function isTrue(text: string): boolean {
  return /^(?:y|yes|true|on)$/i.test(text);
}

/** Whether two texts are the same but for blanks and line breaks around them. */
export function isOnlyWhiteSpace(from: string, to: string): boolean {
  const trimmed = (text: string): string => text.replace(/^[ \n]+|[ \n]+$/g, "");
  return trimmed(from) === trimmed(to);
}

function compareMaps(place: Place, from: Node, to: Node): Difference[] {
  const [removals, additions]: [Node[], Node[]] = [[], []];
  const differences: Difference[] = [];
  const [olds, news] = [valuesOf(from), valuesOf(to)];
  for (const { key, value } of entriesOf(from)) {
    const other = news.get(key.value);
    if (other === undefined) removals.push(key, value);
    else differences.push(...compare(below(place, key.value), followAlias(value), other));
  }
  for (const { key, value } of entriesOf(to)) if (!olds.has(key.value)) additions.push(key, value);
  const details: Detail[] = [];
  if (removals.length > 0) details.push({ kind: "removal", from: newNode(from.kind, from.tag, removals) });
  if (additions.length > 0) details.push({ kind: "addition", to: newNode(to.kind, to.tag, additions) });
  return details.length === 0 ? differences : [{ place, details }, ...differences];
}

/** The first value of each key. */
function valuesOf(map: Node): ReadonlyMap<string, Node> {
  const values = new Map<string, Node>();
  for (const { key, value } of entriesOf(map)) {
    const name = followAlias(key).value;
    if (!values.has(name)) values.set(name, followAlias(value));
  }
  return values;
}

function compareLists(place: Place, from: Node, to: Node): Difference[] {
  if (from.content.length === 0 && to.content.length === 0) return [];
  const identifier = identifierOf(from, to);
  return identifier === undefined ? compareByContent(place, from, to) : compareByName(place, identifier, { from, to });
}

function compareByName(
  place: Place,
  identifier: Identifier,
  { from, to }: { readonly from: Node; readonly to: Node },
): Difference[] {
  const [olds, news] = [entriesByName(from, identifier), entriesByName(to, identifier)];
  const name = (entry: Node): string => identifier.nameOf(entry) ?? "";
  const differences: Difference[] = [];
  const removals: Node[] = [];
  const oldNames: string[] = [];
  for (const entry of from.content) {
    const other = news.get(name(entry));
    if (other === undefined) removals.push(entry);
    else {
      oldNames.push(name(entry));
      differences.push(...compare(below(place, name(entry), true), followAlias(entry), followAlias(other)));
    }
  }
  const additions = to.content.filter((entry) => !olds.has(name(entry)));
  const newNames = to.content.map(name).filter((one) => olds.has(one));
  const at = new Map(newNames.map((one, i) => [one, i]));
  const moved = oldNames.some((one, i) => (at.get(one) ?? 0) !== i);
  const order = moved ? [orderChange(textNodes(oldNames), textNodes(newNames))] : [];
  return listDifferences(place, { order, removals, additions }, differences);
}

function entriesByName(list: Node, identifier: Identifier): ReadonlyMap<string, Node> {
  const entries = new Map<string, Node>();
  for (const entry of list.content) {
    const name = identifier.nameOf(entry) ?? "";
    if (!entries.has(name)) entries.set(name, entry);
  }
  return entries;
}

interface ListChanges {
  readonly order: readonly Detail[];
  readonly removals: readonly Node[];
  readonly additions: readonly Node[];
}

function listDifferences(
  place: Place,
  { order, removals, additions }: ListChanges,
  differences: readonly Difference[] = [],
): Difference[] {
  const details: Detail[] = [...order];
  if (removals.length > 0) details.push({ kind: "removal", from: newNode("sequence", "!!seq", removals) });
  if (additions.length > 0) details.push({ kind: "addition", to: newNode("sequence", "!!seq", additions) });
  return details.length === 0 ? [...differences] : [{ place, details }, ...differences];
}

function compareByContent(place: Place, from: Node, to: Node): Difference[] {
  const [old, current] = [from.content[0], to.content[0]];
  if (from.content.length === 1 && to.content.length === 1 && old !== undefined && current !== undefined) {
    return compare(below(place, "0"), followAlias(old), followAlias(current));
  }
  const [before, after] = [counted(from), counted(to)];
  const common = (list: readonly Printed[], other: Counts): Printed[] => list.filter(({ print }) => other.has(print));
  const [ours, theirs] = [common(before.list, after.counts), common(after.list, before.counts)];
  const moved = ours.length === theirs.length && ours.some(({ print }, i) => print !== theirs[i]?.print);
  const order = moved ? [orderChange(listOf(ours), listOf(theirs))] : [];
  return listDifferences(place, { order, removals: missing(before, after), additions: missing(after, before) });
}

interface Printed {
  readonly node: Node;
  readonly print: string;
}

type Counts = ReadonlyMap<string, number>;

interface Counted {
  readonly list: readonly Printed[];
  readonly counts: Counts;
}

function counted({ content }: Node): Counted {
  const counts = new Map<string, number>();
  const list = content.map((node) => ({ node, print: fingerprint(node) }));
  for (const { print } of list) counts.set(print, (counts.get(print) ?? 0) + 1);
  return { list, counts };
}

function listOf(list: readonly Printed[]): Node {
  return newNode(
    "sequence",
    "",
    list.map(({ node }) => node),
  );
}

/** What stands in one list and not in the other, as often as it is missing there. */
function missing({ list, counts }: Counted, other: Counted): Node[] {
  const seen = new Set<string>();
  return list.flatMap(({ node, print }) => {
    const there = other.counts.get(print);
    if (there === undefined) return [node];
    const more = (counts.get(print) ?? 0) - there;
    if (more <= 0 || seen.has(print)) return [];
    seen.add(print);
    return Array.from({ length: more }, () => node);
  });
}
