/** Where the scalars of a document stand in its text: keys, quotes, anchors, merged maps and all. */
import * as yaml from "../../yaml/index.ts";
import type { Scalar } from "./documents.ts";

type Path = readonly (string | number)[];

interface Found {
  readonly node: yaml.Node;
  /** Absent for keys and aliases. */
  readonly path: Path | undefined;
  readonly at: number;
}

/** Aliases stand for whole trees: nobody asks for more of a document. */
const SCALARS_MAX = 1_000_000;

export class ScalarFinder {
  readonly #content: string;
  readonly #start: number;
  readonly #lines: number[] = [0];
  /** Every node with a place, keys too, in the order of the text. */
  readonly #found: Found[] = [];
  /** What aliases stand for, by the place in `#found` that they come before. */
  readonly #aliases: { readonly before: number; readonly node: yaml.Node; readonly path: Path }[] = [];

  constructor(content: string, start: number) {
    this.#content = content;
    this.#start = start;
    for (let i = content.indexOf("\n"); i >= 0; i = content.indexOf("\n", i + 1)) this.#lines.push(i + 1);
  }

  visit(node: yaml.Node, path: Path): void {
    switch (node.kind) {
      case "document":
        for (const child of node.content) this.visit(child, path);
        return;
      case "mapping":
        if (node.content.length === 0) this.#note(node, path);
        for (let i = 0; i < node.content.length; i += 2) this.#visitEntry(node, i, path);
        return;
      case "sequence":
        if (node.content.length === 0) this.#note(node, path);
        for (const [i, child] of node.content.entries()) this.visit(child, [...path, i]);
        return;
      case "scalar":
        this.#note(node, path);
        return;
      case "alias":
        this.#note(node, undefined);
        if (node.alias !== undefined) this.#standFor(node.alias, path);
    }
  }

  #note(node: yaml.Node, path: Path | undefined): void {
    this.#found.push({ node, path, at: this.#offset(node) });
  }

  #visitEntry(map: yaml.Node, at: number, path: Path): void {
    const [key, value] = [map.content[at], map.content[at + 1]];
    if (key === undefined || value === undefined) return;
    this.#note(key, undefined);
    if (isMerge(key)) this.#merge(map, value, path);
    else this.visit(value, [...path, key.value]);
  }

  /** `<<` gives the entries that the map does not have itself; of several maps the first that has one. */
  #merge(map: yaml.Node, value: yaml.Node, path: Path): void {
    const own = new Set(Array.from(entriesOf(map), ([key]) => key));
    for (const source of value.kind === "sequence" ? value.content : [value]) {
      const merged = source.kind === "alias" ? source.alias : source;
      if (merged?.kind !== "mapping") continue;
      for (const [key, entry] of entriesOf(merged)) {
        if (own.has(key)) continue;
        own.add(key);
        this.#standFor(entry, [...path, key]);
      }
    }
  }

  #standFor(node: yaml.Node, path: Path): void {
    this.#aliases.push({ before: this.#found.length, node, path });
  }

  /** In the order of the text; what an alias stands for has the place of what it names. */
  scalars(): Scalar[] {
    const spans = this.#spans();
    const scalars: Scalar[] = [];
    for (const { node, path } of this.#leaves()) {
      const span = spans.get(node) ?? { start: this.#start, end: this.#start };
      scalars.push({ path, value: valueOf(node), ...span });
      if (scalars.length === SCALARS_MAX) break;
    }
    return scalars;
  }

  #spans(): Map<yaml.Node, Pick<Scalar, "start" | "end">> {
    const spans = new Map<yaml.Node, Pick<Scalar, "start" | "end">>();
    for (const [i, { node, at: first }] of this.#found.entries()) {
      const limit = this.#found[i + 1]?.at ?? this.#content.length;
      const at = first + propertiesLength(node, this.#content.slice(first, limit));
      const end = this.#endOf(node, at, limit);
      spans.set(node, { start: this.#start + at, end: this.#start + end });
    }
    return spans;
  }

  *#leaves(): Generator<Leaf> {
    let next = 0;
    for (let i = 0; i <= this.#found.length; i++) {
      for (let alias = this.#aliases[next]; alias?.before === i; alias = this.#aliases[++next]) {
        yield* leavesOf(alias.node, alias.path);
      }
      const { node, path } = this.#found[i] ?? {};
      if (node !== undefined && path !== undefined) yield { node, path };
    }
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
      const value = valueOf(node);
      return raw.startsWith(value) ? at + value.length : at + raw.trimEnd().length;
    }
    const quote = this.#content.charAt(at);
    const closing = raw.lastIndexOf(quote);
    return closing > 0 ? at + closing + 1 : limit;
  }
}

/** Anchors and tags stand before what they belong to. */
function propertiesLength({ anchor, style }: yaml.Node, text: string): number {
  if (anchor === "" && (style & yaml.NodeStyles.tagged) === 0) return 0;
  return /^(?:[&!]\S*\s+)*/.exec(text)?.[0].length ?? 0;
}

function valueOf({ kind, value }: yaml.Node): string {
  if (kind === "mapping") return "{}";
  return kind === "sequence" ? "[]" : value;
}

function isMerge({ value, style }: yaml.Node): boolean {
  return value === "<<" && (style & (yaml.NodeStyles.doubleQuoted | yaml.NodeStyles.singleQuoted)) === 0;
}

interface Leaf {
  readonly node: yaml.Node;
  readonly path: Path;
}

/** What stands below a node, through aliases. One that contains itself ends there. */
function* leavesOf(node: yaml.Node, path: Path, above: readonly yaml.Node[] = []): Generator<Leaf> {
  if (above.includes(node)) return;
  const within = [...above, node];
  if (node.kind === "alias") {
    if (node.alias !== undefined) yield* leavesOf(node.alias, path, within);
  } else if (node.content.length === 0) {
    yield { node, path };
  } else if (node.kind === "mapping") {
    for (const [key, value] of entriesOf(node)) yield* leavesOf(value, [...path, key], within);
  } else {
    for (const [i, child] of node.content.entries()) yield* leavesOf(child, [...path, i], within);
  }
}

function* entriesOf({ content }: yaml.Node): Generator<[string, yaml.Node]> {
  for (let i = 0; i < content.length; i += 2) {
    const [key, value] = [content[i], content[i + 1]];
    if (key !== undefined && value !== undefined) yield [key.value, value];
  }
}
