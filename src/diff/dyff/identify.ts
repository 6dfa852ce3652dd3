/** How dyff 1.12 tells the entries of a list, and the documents of a file, from one another (pkg/dyff/core_identifier.go). */
import type { Node } from "../../yaml/index.ts";
import { compareStrings } from "../../go/index.ts";
import { entriesOf, followAlias, valueUnder } from "./nodes.ts";

export interface Identifier {
  /** Where a path names an entry. */
  readonly key: string;
  /** The name of an entry, where it has one. */
  nameOf(entry: Node): string | undefined;
}

function byField(key: string): Identifier {
  return {
    key,
    nameOf: (entry) => {
      const value = valueUnder(entry, key);
      return value && followAlias(value).value;
    },
  };
}

/** API version, kind, namespace and name of what is a Kubernetes object. */
export const byResource: Identifier = { key: "resource", nameOf: resourceName };

function resourceName(node: Node): string | undefined {
  if (node.kind !== "mapping") return undefined;
  const metadata = valueUnder(node, "metadata");
  // Below what holds nothing dyff finds that itself.
  const inMetadata = (name: string): Node | undefined =>
    metadata?.kind === "mapping" ? valueUnder(metadata, name) : metadata?.kind === "sequence" ? undefined : metadata;
  const [apiVersion, kind] = [valueUnder(node, "apiVersion"), valueUnder(node, "kind")];
  const [namespace, name] = [inMetadata("namespace"), inMetadata("name")];
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  return [apiVersion, kind, ...(namespace === undefined ? [] : [namespace]), name].map(({ value }) => value).join("/");
}

/** Fields that are names wherever all entries have one, and each its own. */
const USUAL_NAMES = ["name", "key", "id", "manager"];
/** Another field is taken for a name only where there are more entries. */
const GUESSED_ABOVE = 3;

/** What tells the entries of both lists apart, if anything does. */
export function identifierOf(from: Node, to: Node): Identifier | undefined {
  const usual = USUAL_NAMES.find((name) => isUsualName(from, name) && isUsualName(to, name));
  if (usual !== undefined) return byField(usual);
  const guessed = guessedName(from, to);
  if (guessed !== undefined) return byField(guessed);
  return areResources(from) && areResources(to) ? byResource : undefined;
}

function isUsualName(list: Node, name: string): boolean {
  const values = new Set<string>();
  let found = false;
  for (const entry of list.content) {
    if (entry.kind !== "mapping") continue;
    for (const { key, value } of entriesOf(entry)) {
      const target = followAlias(key);
      if (target.kind !== "scalar" || target.value !== name) continue;
      found = true;
      values.add(followAlias(value).value);
    }
  }
  return found && values.size === list.content.length;
}

function guessedName(from: Node, to: Node): string | undefined {
  const [ours, theirs] = [countedTexts(from), countedTexts(to)];
  return [...ours.keys()].sort(compareStrings).find((key) => {
    const count = ours.get(key)?.size ?? 0;
    return count > GUESSED_ABOVE && count === from.content.length && theirs.get(key)?.size === to.content.length;
  });
}

/** The texts that stand under each key; none where an entry is no map. */
function countedTexts(list: Node): Map<string, Set<string>> {
  const counted = new Map<string, Set<string>>();
  if (list.content.some(({ kind }) => kind !== "mapping")) return counted;
  for (const { key, value } of list.content.flatMap(entriesOf)) {
    const [name, text] = [followAlias(key), followAlias(value)];
    if (!isText(name) || !isText(text)) continue;
    const texts = counted.get(name.value) ?? new Set<string>();
    counted.set(name.value, texts.add(text.value));
  }
  return counted;
}

function isText({ kind, tag }: Node): boolean {
  return kind === "scalar" && tag === "!!str";
}

function areResources({ content }: Node): boolean {
  return content.every((entry) => resourceName(entry) !== undefined);
}
