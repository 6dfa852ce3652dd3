/**
 * Where each entry of a value stands in the YAML or JSON text made from it, or that it was read from. The text is read with the
 * value at hand, so no parser is needed: keys are looked for behind the start of their map, at the column of the first one found.
 */
import { Int, listItems, type Value } from "../../value.ts";
import { containerOf } from "./tag-table.ts";

/** A stretch of text: of a leaf its key and value, of a container its key. */
export interface Entry {
  readonly container: object;
  readonly key: string | number;
  /** Of the container. */
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

export interface LeafVisitor {
  entry(entry: Entry): void;
  /** The entries of a container follow, until `leave`. */
  enter(container: object, key: string | number): void;
  leave(): void;
}

export function locateLeaves(text: string, value: Value, visitor: LeafVisitor): void {
  new Walk(text, visitor).container(value, -1);
}

/** Deeper values are not followed. */
const DEPTH_MAX = 100;

/** Words of a scalar that are looked for; longer ones may be folded. */
const WORDS_MAX = 40;

interface Span {
  readonly start: number;
  readonly end: number;
}

class Walk {
  #at = 0;
  #depth = 0;
  /** Whether the text is JSON, where entries share a line. */
  readonly #isFlow: boolean;

  constructor(
    readonly text: string,
    readonly visitor: LeafVisitor,
  ) {
    this.#isFlow = text.startsWith("{") || text.startsWith("[");
  }

  /** `outer` is the column of the key that the container stands under. */
  container(value: Value, outer: number): void {
    const container = containerOf(value);
    if (container === undefined || this.#depth > DEPTH_MAX) return;
    this.#depth++;
    if (container instanceof Map) this.#map(container as Map<string, Value>, outer);
    else this.#list(listItems(value) ?? [], outer);
    this.#depth--;
  }

  #map(map: ReadonlyMap<string, Value>, outer: number): void {
    const start = this.#at;
    let end = start;
    let column: number | undefined;
    let limit = this.text.length;
    for (const [key, value] of map) {
      const place = { outer, column, limit, line: this.#lineStart(start) };
      const found = this.#findKey(key, this.#at, place) ?? this.#findKey(key, start, place);
      if (found === undefined) continue;
      if (column === undefined) {
        column = this.#column(found.start);
        limit = this.#endOfBlock(found.start, column);
      }
      this.#at = found.end;
      this.#entry({ container: map, key, value, from: found.start, column: this.#column(found.start) });
      end = Math.max(end, this.#at);
    }
    this.#at = end;
  }

  #list(items: readonly Value[], outer: number): void {
    items.forEach((value, key) => this.#entry({ container: items, key, value, from: undefined, column: outer }));
  }

  #entry(entry: {
    container: object;
    key: string | number;
    value: Value;
    from: number | undefined;
    column: number;
  }): void {
    const { container, key, value, from } = entry;
    const child = containerOf(value);
    if (child !== undefined && sizeOf(child) > 0) {
      if (from !== undefined) this.#visit(container, key, { start: from, end: this.#at });
      this.visitor.enter(container, key);
      this.container(value, entry.column);
      this.visitor.leave();
      return;
    }
    const found = this.#scalar(value);
    this.#visit(container, key, { start: from ?? found.start, end: found.end });
    this.#at = found.end;
  }

  #visit(container: object, key: string | number, { start, end }: Span): void {
    if (end > start) this.visitor.entry({ container, key, depth: this.#depth, start, end });
  }

  /** `key:` or `"key":` at the start of a line, behind a dash, a brace or a comma. */
  #findKey(key: string, from: number, place: KeyPlace): Span | undefined {
    const { limit } = place;
    // The empty key is found everywhere, at the end again and again.
    for (let at = this.text.indexOf(key, from); at >= 0 && at < limit; at = this.text.indexOf(key, at + 1)) {
      const quoted = this.text[at - 1] === '"' || this.text[at - 1] === "'";
      const start = quoted ? at - 1 : at;
      const end = at + key.length + (quoted ? 1 : 0);
      const before = start === 0 ? "\n" : (this.text[start - 1] ?? "");
      if (this.text[end] === ":" && "\n {,".includes(before) && this.#fits(start, place))
        return { start, end: end + 1 };
    }
    return undefined;
  }

  /** Where the next line begins that stands further left than the column: keys of one map need not stand in its order. */
  #endOfBlock(from: number, column: number): number {
    if (this.#isFlow) return this.text.length;
    for (let at = this.#lineEnd(from) + 1; at < this.text.length; at = this.#lineEnd(at) + 1) {
      const indent = this.text.slice(at, at + column);
      if (indent.trim() !== "" && !indent.includes("\n")) return at;
    }
    return this.text.length;
  }

  /** Keys of one map stand below one another, deeper than what they belong to, or all on one line. */
  #fits(at: number, { outer, column, line }: KeyPlace): boolean {
    const own = this.#column(at);
    if (this.#lineStart(at) === line) return true;
    return column === undefined ? own > outer : own === column;
  }

  #lineStart(at: number): number {
    return at === 0 ? 0 : this.text.lastIndexOf("\n", at - 1) + 1;
  }

  #column(at: number): number {
    return at - this.#lineStart(at);
  }

  /** Where a scalar stands: its first words, then to the end of what belongs to it. */
  #scalar(value: Value): Span {
    const [first = ""] = scalarText(value).split(/[\n"\\']/);
    const words = first.slice(0, WORDS_MAX).trim();
    const at = words === "" ? this.#at : this.text.indexOf(words, this.#at);
    if (at < 0) return { start: this.#at, end: this.#lineEnd(this.#at) };
    if (this.#isFlow) return { start: at, end: this.#flowEnd(at) };
    const end = typeof value === "string" && value.includes("\n") ? this.#blockEnd(value, at) : undefined;
    return { start: at, end: end ?? this.#lineEnd(at) };
  }

  /** The end of a JSON scalar: its closing quote, or what stands before the next entry. */
  #flowEnd(at: number): number {
    const end = this.text.charAt(at - 1) === '"' || this.text.charAt(at) === '"' ? QUOTED_REST : PLAIN_REST;
    end.lastIndex = this.text.charAt(at) === '"' ? at + 1 : at;
    return end.test(this.text) ? end.lastIndex : this.#lineEnd(at);
  }

  /** The end of a block scalar: behind its last line. */
  #blockEnd(value: string, at: number): number | undefined {
    const trimmed = value.trimEnd();
    const lastLine = trimmed.split("\n").at(-1)?.trim() ?? "";
    if (lastLine === "") return undefined;
    const last = this.text.indexOf(lastLine, at + Math.max(0, trimmed.length - lastLine.length));
    return last < 0 ? undefined : last + lastLine.length;
  }

  #lineEnd(at: number): number {
    const newline = this.text.indexOf("\n", at);
    return newline < 0 ? this.text.length : newline;
  }
}

const QUOTED_REST = /(?:[^"\\\n]|\\.)*"/y;
const PLAIN_REST = /[^,}\]\n]*/y;

interface KeyPlace {
  readonly outer: number;
  readonly column: number | undefined;
  /** Where the map ends at the latest. */
  readonly limit: number;
  /** Where the line starts that the map starts on. */
  readonly line: number;
}

function scalarText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Int) return value.value.toString();
  if (typeof value === "number" && Math.abs(value) >= 1e21) return "";
  return value === null || value === undefined ? "null" : String(value);
}

function sizeOf(container: object): number {
  return container instanceof Map ? container.size : Array.isArray(container) ? container.length : 0;
}
