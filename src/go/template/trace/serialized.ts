/**
 * Where each leaf of a value stands in the YAML or JSON text made from it. The text is read with the value at hand, so no parser
 * is needed: keys are looked for where their map begins, in the order in which they are written.
 */
import { compareStrings } from "../../bytes.ts";
import type { Value } from "../../value.ts";
import { Int, listItems } from "../../value.ts";
import type { Segment, Tag } from "./tag.ts";
import { segment } from "./tag.ts";
import type { TagTable } from "./tag-table.ts";
import { containerOf } from "./tag-table.ts";

export interface SerializedValue {
  readonly text: string;
  readonly value: Value;
  readonly tag: Tag | undefined;
  readonly table: TagTable;
}

/** Pieces for the leaves found; empty when the text does not look like the value at all. */
export function serialized({ text, value, tag, table }: SerializedValue): Segment[] {
  const walk = new Walk(text, table);
  walk.container(value, tag);
  return walk.pieces;
}

/** Deeper values share the tag of what holds them. */
const DEPTH_MAX = 100;

class Walk {
  readonly pieces: Segment[] = [];
  #at = 0;
  #depth = 0;

  constructor(
    readonly text: string,
    readonly table: TagTable,
  ) {}

  container(value: Value, tag: Tag | undefined): void {
    const container = containerOf(value);
    if (container === undefined || this.#depth > DEPTH_MAX) return;
    this.#depth++;
    if (value instanceof Map) this.#map(value, tag);
    else this.#list(listItems(value) ?? [], tag);
    this.#depth--;
  }

  /** Keys are written in an order close to the sorted one; one that is not ahead is looked for from the map's start. */
  #map(map: ReadonlyMap<string, Value>, tag: Tag | undefined): void {
    const start = this.#at;
    let end = start;
    for (const key of [...map.keys()].sort(compareStrings)) {
      const at = this.#findKey(key, this.#at) ?? this.#findKey(key, start);
      if (at === undefined) continue;
      this.#at = at.end;
      this.#entry({ container: map, key, value: map.get(key), tag, from: at.start });
      end = Math.max(end, this.#at);
    }
    this.#at = Math.max(this.#at, end);
  }

  #list(items: readonly Value[], tag: Tag | undefined): void {
    for (const [i, value] of items.entries()) this.#entry({ container: items, key: i, value, tag, from: undefined });
  }

  #entry(entry: {
    container: object;
    key: string | number;
    value: Value;
    tag: Tag | undefined;
    from: number | undefined;
  }): void {
    const tag = this.table.of(entry.container, entry.key, entry.tag);
    const child = containerOf(entry.value);
    if (child !== undefined && sizeOf(child) > 0) {
      if (entry.from !== undefined) this.#piece(entry.from, this.#at, tag);
      this.container(entry.value, tag);
      return;
    }
    const end = this.#scalarEnd(entry.value);
    if (end === undefined) return;
    this.#piece(entry.from ?? end.start, end.end, tag);
    this.#at = end.end;
  }

  #piece(start: number, end: number, tag: Tag | undefined): void {
    if (tag !== undefined && end > start) this.pieces.push(segment({ start, end }, tag, []));
  }

  /** `key:` or `"key":` at the start of a line, behind a dash, a brace or a comma. */
  #findKey(key: string, from: number): { start: number; end: number } | undefined {
    for (let at = this.text.indexOf(key, from); at >= 0; at = this.text.indexOf(key, at + 1)) {
      const quoted = this.text[at - 1] === '"' || this.text[at - 1] === "'";
      const start = quoted ? at - 1 : at;
      const end = at + key.length + (quoted ? 1 : 0);
      const before = start === 0 ? "\n" : this.text[start - 1];
      if (this.text[end] === ":" && (before === "\n" || before === " " || before === "{" || before === ",")) {
        return { start, end: end + 1 };
      }
    }
    return undefined;
  }

  /** Where a scalar stands: its first words, then to the end of what belongs to it. */
  #scalarEnd(value: Value): { start: number; end: number } | undefined {
    const [first = ""] = scalarText(value).split(/[\n"\\']/);
    const words = first.slice(0, WORDS_MAX).trim();
    const at = words === "" ? this.#at : this.text.indexOf(words, this.#at);
    if (at < 0) return this.#lineEnd(this.#at);
    const { end } = this.#lineEnd(at);
    if (typeof value !== "string" || !value.includes("\n")) return { start: at, end };
    return { start: at, end: this.#blockEnd(value, at) ?? end };
  }

  /** The end of a block scalar: behind its last line. */
  #blockEnd(value: string, at: number): number | undefined {
    const lastLine = value.trimEnd().split("\n").at(-1)?.trim() ?? "";
    const last =
      lastLine === "" ? -1 : this.text.indexOf(lastLine, at + Math.max(0, value.trimEnd().length - lastLine.length));
    return last < 0 ? undefined : last + lastLine.length;
  }

  /** To the end of the line; in JSON to the comma or brace. */
  #lineEnd(at: number): { start: number; end: number } {
    const newline = this.text.indexOf("\n", at);
    return { start: at, end: newline < 0 ? this.text.length : newline };
  }
}

/** Words of a scalar that are looked for; longer ones may be folded. */
const WORDS_MAX = 40;

function scalarText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Int) return value.value.toString();
  if (typeof value === "number" && Math.abs(value) >= 1e21) return "";
  return value === null || value === undefined ? "null" : String(value);
}

function sizeOf(container: object): number {
  return container instanceof Map ? container.size : Array.isArray(container) ? container.length : 0;
}
