/** Finds the scalars of rendered documents, and where in the rendered text each of them stands. */
import * as yaml from "../../yaml/index.ts";
import { GoError } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import { splitManifests } from "../manifest/index.ts";

/** A scalar of a document. */
export interface Scalar {
  /** Keys and indexes that lead to it. */
  readonly path: readonly (string | number)[];
  readonly value: string;
  /** In UTF-16 units of the template's output. */
  readonly start: number;
  readonly end: number;
}

export interface Document {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly scalars: readonly Scalar[];
}

/** The documents of a template's output; text that is no YAML has none. */
export function findDocuments(text: string, dialect: Dialect): Document[] {
  const documents: Document[] = [];
  let from = 0;
  for (const content of splitManifests(text, dialect)) {
    const start = text.indexOf(content, from);
    from = start + content.length;
    const scalars = scalarsOf(content, start);
    if (scalars.length === 0) continue;
    const valueAt = (...path: string[]) =>
      scalars.find((scalar) => scalar.path.join("\0") === path.join("\0"))?.value ?? "";
    documents.push({
      kind: valueAt("kind"),
      name: valueAt("metadata", "name"),
      namespace: valueAt("metadata", "namespace"),
      scalars,
    });
  }
  return documents;
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

interface Found {
  readonly node: yaml.Node;
  readonly path: readonly (string | number)[] | undefined;
  readonly at: number;
}

class ScalarFinder {
  readonly #content: string;
  readonly #start: number;
  readonly #lines: number[] = [0];
  /** Every node with a place, keys too, in the order of the text. */
  readonly #found: Found[] = [];

  constructor(content: string, start: number) {
    this.#content = content;
    this.#start = start;
    for (let i = content.indexOf("\n"); i >= 0; i = content.indexOf("\n", i + 1)) this.#lines.push(i + 1);
  }

  visit(node: yaml.Node, path: readonly (string | number)[]): void {
    switch (node.kind) {
      case "document":
        for (const child of node.content) this.visit(child, path);
        return;
      case "mapping":
        for (let i = 0; i < node.content.length; i += 2) this.#visitEntry(node, i, path);
        return;
      case "sequence":
        for (const [i, child] of node.content.entries()) this.visit(child, [...path, i]);
        return;
      case "scalar":
        this.#found.push({ node, path, at: this.#offset(node) });
        return;
      case "alias":
        this.#found.push({ node, path: undefined, at: this.#offset(node) });
    }
  }

  #visitEntry(map: yaml.Node, at: number, path: readonly (string | number)[]): void {
    const [key, value] = [map.content[at], map.content[at + 1]];
    if (key === undefined || value === undefined) return;
    this.#found.push({ node: key, path: undefined, at: this.#offset(key) });
    this.visit(value, [...path, key.value]);
  }

  scalars(): Scalar[] {
    const scalars: Scalar[] = [];
    for (const [i, { node, path, at }] of this.#found.entries()) {
      if (path === undefined) continue;
      const limit = this.#found[i + 1]?.at ?? this.#content.length;
      const end = this.#endOf(node, at, limit);
      scalars.push({ path, value: node.value, start: this.#start + at, end: this.#start + end });
    }
    return scalars;
  }

  #offset({ line, column }: yaml.Node): number {
    const start = this.#lines[line - 1] ?? 0;
    let at = start;
    for (let i = 1; i < column; i++) at += (this.#content.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return at;
  }

  /** A scalar reaches to the next node at most; one on a single line no further than its own text. */
  #endOf(node: yaml.Node, at: number, limit: number): number {
    const { literal, folded, doubleQuoted, singleQuoted } = yaml.NodeStyles;
    if ((node.style & (literal | folded)) !== 0) return limit;
    const raw = this.#content.slice(at, limit);
    if ((node.style & (doubleQuoted | singleQuoted)) === 0) {
      return raw.startsWith(node.value) ? at + node.value.length : at + raw.trimEnd().length;
    }
    const quote = this.#content.charAt(at);
    const closing = raw.lastIndexOf(quote);
    return closing > 0 ? at + closing + 1 : limit;
  }
}
