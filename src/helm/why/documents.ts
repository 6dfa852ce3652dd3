/** Finds the objects of rendered texts. */
import { GoError } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Dialect } from "../dialect.ts";
import { splitManifests } from "../manifest/index.ts";
import { ScalarFinder } from "./scalar-finder.ts";

/** A scalar of a document, or a map or list that is empty. */
export interface Scalar {
  /** Keys and indexes that lead to it. */
  readonly path: readonly (string | number)[];
  readonly value: string;
  /** In UTF-16 units of the template's output. */
  readonly start: number;
  readonly end: number;
}

export interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly scalars: readonly Scalar[];
}

/** The documents of a template's output, those of a List one by one; text that is no YAML has none. */
export function findDocuments(text: string, dialect: Dialect): Document[] {
  const documents: Document[] = [];
  let from = 0;
  for (const content of splitManifests(text, dialect)) {
    const start = text.indexOf(content, from);
    from = start + content.length;
    const scalars = scalarsOf(content, start);
    if (scalars.length > 0) documents.push(...itemsOf(documentOf(scalars)));
  }
  return documents;
}

/** What is wrong with a text that is to be YAML. */
export function yamlFault(text: string, dialect: Dialect): string | undefined {
  try {
    for (const content of splitManifests(text, dialect)) yaml.parseNodes(content);
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

function documentOf(scalars: readonly Scalar[]): Document {
  const found = new Map(scalars.map(({ path, value }) => [path.join("\0"), value]));
  const valueAt = (...path: string[]) => found.get(path.join("\0")) ?? "";
  return {
    apiVersion: valueAt("apiVersion"),
    kind: valueAt("kind"),
    name: valueAt("metadata", "name"),
    namespace: valueAt("metadata", "namespace"),
    scalars,
  };
}

/** Whoever sends a List to a cluster sends its items. */
function itemsOf(document: Document): Document[] {
  if (!document.kind.endsWith("List") || document.name !== "") return [document];
  const items = new Map<string | number, Scalar[]>();
  for (const scalar of document.scalars) {
    const [key, index, ...path] = scalar.path;
    if (key !== "items" || typeof index !== "number") continue;
    const item = items.get(index);
    if (item === undefined) items.set(index, [{ ...scalar, path }]);
    else item.push({ ...scalar, path });
  }
  return items.size === 0 ? [document] : [...items.values()].flatMap((scalars) => itemsOf(documentOf(scalars)));
}

function scalarsOf(content: string, start: number): Scalar[] {
  const finder = new ScalarFinder(content, start);
  try {
    for (const node of yaml.parseNodes(content)) finder.visit(node, []);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
  }
  return finder.scalars();
}
