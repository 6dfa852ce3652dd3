/**
 * Reads the few entries of a manifest that somebody asked for, and walks over the rest: that is checked as strictly as `QuickReader`
 * does, but nothing is made of it. A manifest may be a megabyte of schemas whose kind is all that matters.
 */
import type { Value } from "../go/index.ts";
import { DEPTH_MAX, surprise } from "./quick-inline.ts";
import { QuickReader } from "./quick-values.ts";

const LF = 10;
const HASH = 35;
const COLON = 58;

// Patterns run as machine code from the first line on. What they do not match is left to the readers of single characters.
const KEY = String.raw`(?:(?!(?:null|Null|NULL):)[A-Za-z_/$][A-Za-z0-9_./-]{0,120}|"[^"\\\n\0]{1,100}"|'[^'\n\0]{1,100}'):`;
const PLAIN_REST = String.raw`[^\n\0:#]*(?::(?=[^\n\0 ])[^\n\0:#]*)*`;
const PLAIN = String.raw`(?![-+]?\.[iInN])(?:[A-Za-z0-9_./+(=^~$;<\\]|[-:](?=[^\n\0 ]))${PLAIN_REST}`;
const QUOTED_BREAK = String.raw`\n(?!---|\.\.\.)`;
const DOUBLE_QUOTED = String.raw`"[^"\\\n\0]*(?:(?:\\["\\nt ]|\\?${QUOTED_BREAK})[^"\\\n\0]*){0,50}" *`;
const SINGLE_QUOTED = String.raw`'[^'\n\0]*(?:(?:''|${QUOTED_BREAK})[^'\n\0]*){0,50}' *`;
const SCALAR = String.raw`(?:${PLAIN}|${DOUBLE_QUOTED}|${SINGLE_QUOTED}|(?:\[\]|\{\}) *)`;

/** `key: value` or `key:`, to the text of the next line. */
const PAIR = new RegExp(String.raw`${KEY}(?: +${SCALAR})?\n *`, "y");
/** The rest of a line behind a dash, to the text of the next line. */
const ITEM = new RegExp(String.raw`${SCALAR}\n *`, "y");
/** A plain scalar that goes on below its key, each line in the same column. */
const OVER_LINES = new RegExp(
  String.raw`${KEY} +${PLAIN}\n( +)[^\n\0:# ]${PLAIN_REST}\n(?:\1[^\n\0:# ]${PLAIN_REST}\n)*`,
  "y",
);
/** `key: |`, to the text of the next line. */
const BLOCK = new RegExp(String.raw`${KEY} +[|>][-+]?\n *`, "y");
/** Lines that begin with as many blanks as the first of them, and empty ones. */
const BLOCK_BODY = /( +)[^\n\0]*\n(?:\1[^\n\0]*\n?| *\n)*/y;

export class HeadReader extends QuickReader {
  readonly #wanted: ReadonlySet<string>;

  /** `wanted` are keys of the outermost map, and of the maps in it, in lower case. */
  constructor(text: string, wanted: ReadonlySet<string>) {
    super(text, false);
    this.#wanted = wanted;
  }

  /** Null where nobody asked. */
  protected override mapValue(column: number, key: string): Value {
    if (this.depth > 2 || this.#wanted.has(key.toLowerCase())) return super.mapValue(column, key);
    this.#skipValue(column);
    return null;
  }

  #skipValue(column: number): void {
    if (!this.#isLineEmpty()) return void this.inline(column);
    const end = this.at;
    const next = this.nextLine();
    if (next > column || (next === column && this.isDash())) this.#skipBlock(next);
    else this.at = end;
  }

  /** Whether nothing but a comment follows on the line; then behind it. */
  #isLineEmpty(): boolean {
    this.blanks();
    const code = this.code();
    if (code !== LF && code !== HASH && code !== 0) return false;
    this.endLine();
    return true;
  }

  /** Whether a block may begin here: behind `key:` and behind a dash. */
  #opens = true;

  /** Goes to the end of the block that begins here, in this column. */
  #skipBlock(first: number): void {
    /** Twice the columns of the blocks around this place, and one more for lists, which may stand in the column of their key. */
    const open: number[] = [];
    let top = -1;
    let column = first;
    this.#opens = true;
    while (column >= 0) {
      const isDash = this.isDash();
      const place = isDash ? 2 * column + 1 : 2 * column;
      if (place > top) {
        if (!this.#opens || open.length > DEPTH_MAX) throw surprise;
        open.push(place);
      } else {
        while (place < top) {
          open.pop();
          top = open[open.length - 1] ?? -1;
        }
        if (top < 0) break;
        if (place !== top) throw surprise;
        this.#opens = false;
      }
      top = place;
      column = isDash ? this.#skipDash(column) : this.#skipPair(column);
    }
    if (column >= 0) this.at = this.text.lastIndexOf("\n", this.at);
  }

  /** Goes behind a dash, where another block may begin, or behind its item; gives the column there. */
  #skipDash(column: number): number {
    const start = this.at++;
    this.#opens = this.#isLineEmpty();
    if (this.#opens) return this.nextLine();
    if (this.startsKey() || this.isDash()) {
      this.#opens = true;
      return column + this.at - start;
    }
    ITEM.lastIndex = this.at;
    if (ITEM.test(this.text)) {
      const next = this.#lineBehind(ITEM.lastIndex);
      if (next <= column) return next;
      this.at = start + 1;
      this.blanks();
    }
    this.inline(column);
    return this.nextLine();
  }

  /** Goes behind a key and what stands on its line, and gives the column there. */
  #skipPair(column: number): number {
    const start = this.at;
    PAIR.lastIndex = start;
    if (PAIR.test(this.text)) {
      const next = this.#lineBehind(PAIR.lastIndex);
      if (next <= column || this.#opens) return next;
      this.at = start;
    }
    if (this.#skipLines(column)) {
      this.#opens = false;
      return this.nextLine();
    }
    if (this.#opens && !this.startsKey()) {
      this.#opens = false;
      this.inline(column - 1);
      return this.nextLine();
    }
    this.key();
    this.#opens = this.#isLineEmpty();
    if (!this.#opens) this.inline(column);
    return this.nextLine();
  }

  /** Goes behind a scalar that takes more lines than its key's. False where there is none of the usual kinds. */
  #skipLines(column: number): boolean {
    const { text } = this;
    BLOCK.lastIndex = this.at;
    if (BLOCK.test(text)) {
      const start = text.lastIndexOf("\n", BLOCK.lastIndex) + 1;
      if (BLOCK.lastIndex - start <= column) return false;
      BLOCK_BODY.lastIndex = start;
      if (!BLOCK_BODY.test(text)) return false;
      this.at = BLOCK_BODY.lastIndex;
      return true;
    }
    OVER_LINES.lastIndex = this.at;
    const indent = OVER_LINES.exec(text)?.[1];
    if (indent === undefined || indent.length <= column) return false;
    this.at = OVER_LINES.lastIndex;
    return true;
  }

  /** The column of the text behind a line that a pattern went over. */
  #lineBehind(end: number): number {
    const { text } = this;
    const lineEnd = text.lastIndexOf("\n", end - 1);
    this.#opens = text.charCodeAt(lineEnd - 1) === COLON;
    const code = text.charCodeAt(end);
    const column = end - lineEnd - 1;
    if (column > 0 && code !== LF && code !== HASH && code !== 0) {
      this.at = end;
      return column;
    }
    this.at = lineEnd;
    return this.nextLine();
  }
}
