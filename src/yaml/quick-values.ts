/**
 * Reads the YAML that most manifests and values files are made of: block maps and lists, plain and quoted scalars on one
 * line, block scalars, short brackets, comments. Whatever it is not sure of (errors above all) it leaves to the parser, by
 * giving up: it must agree with `ValueBuilder` wherever it does not. Several times faster than going through tokens.
 */
import type { GoMap, List, Value } from "../go/index.ts";
import { DEPTH_MAX, InlineReader, keyText, surprise } from "./quick-inline.ts";
import { scanBlock } from "./scan-block.ts";

const LF = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;

/** A key that is followed by `:` and a blank, without quotes. */
const KEY = /[A-Za-z0-9_./$][A-Za-z0-9_./-]{0,120}(?=:[ \n\0])/y;
/** Empty lines and comments. */
const EMPTY_LINES = /(?: *(?:#[^\n\0]*)?\n)*/y;
const PLAIN_START = /[A-Za-z0-9_./+(=^~$;<\\:-]/;

const ANCHOR = /&([A-Za-z0-9_-]+)(?= )/y;
const ALIAS = /\*([A-Za-z0-9_-]+)(?=[ \n\0])/y;
/** The decoder counts more than these. */
const ALIASES_MAX = 100;

export class QuickReader extends InlineReader {
  document(): Value {
    let indent = this.nextLine();
    if (indent < 0 && this.code() === DASH) {
      this.at += 3;
      if (this.code() !== LF) throw surprise;
      indent = this.nextLine();
    } else if (indent < 0 && this.code() !== 0) throw surprise;
    if (indent < 0) return null;
    const value = this.#block(indent);
    if (this.nextLine() >= 0) throw surprise;
    return value;
  }

  /** Goes to the next line's text, behind empty lines and comments, and gives its indentation; -1 at the document's end. */
  protected nextLine(): number {
    const text = this.text;
    let start = this.at;
    if (text.charCodeAt(start) === LF) start++;
    let at = start;
    while (text.charCodeAt(at) === SPACE) at++;
    let code = text.charCodeAt(at);
    if (code === LF || code === HASH) {
      EMPTY_LINES.lastIndex = start;
      EMPTY_LINES.test(text);
      start = at = EMPTY_LINES.lastIndex;
      while (text.charCodeAt(at) === SPACE) at++;
      code = text.charCodeAt(at);
      if (code === HASH) at = text.length - 1;
    }
    this.at = at;
    if (code === 0 || code === HASH) return -1;
    return at === start && this.#atDocumentIndicator(code) ? -1 : at - start;
  }

  #atDocumentIndicator(code: number): boolean {
    if (code === 37) throw surprise;
    if (code !== DASH && code !== 46) return false;
    const three = this.text.slice(this.at, this.at + 3);
    if (three !== "---" && three !== "...") return false;
    const next = this.text.charCodeAt(this.at + 3);
    if (next !== SPACE && next !== LF && next !== 0) throw surprise;
    return true;
  }

  /** The indentation of the next line, without going there. */
  #peekLine(): number {
    const at = this.at;
    if (at === this.#peekedFrom) return this.#peeked;
    this.#peekedFrom = at;
    this.#peeked = this.nextLine();
    this.#next = this.at;
    this.at = at;
    return this.#peeked;
  }

  /** Where `#peekLine` was last, what it saw, and where it found the next line. */
  #peekedFrom = -1;
  #peeked = -1;
  #next = 0;

  /** A map or a list that begins here, in this column, or a scalar. */
  #block(column: number): Value {
    if (++this.depth > DEPTH_MAX) throw surprise;
    const value = this.isDash() ? this.#list(column) : this.#map(column);
    this.depth--;
    return value;
  }

  protected isDash(): boolean {
    if (this.code() !== DASH) return false;
    const next = this.text.charCodeAt(this.at + 1);
    return next === SPACE || next === LF || next === 0;
  }

  #map(column: number): GoMap {
    const map: GoMap = new Map();
    for (;;) {
      const key = this.key();
      if (this.strict && map.has(key)) throw surprise;
      map.set(key, this.mapValue(column, key));
      const next = this.#peekLine();
      if (next < column) return map;
      if (next !== column) throw surprise;
      this.at = this.#next;
    }
  }

  /** The key and its `:`. */
  protected key(): string {
    const start = this.at;
    KEY.lastIndex = start;
    let key: string;
    if (KEY.test(this.text)) {
      this.at = KEY.lastIndex;
      key = keyText(this.text.slice(start, this.at));
    } else {
      const code = this.code();
      if (code !== 34 && code !== 39) throw surprise;
      key = this.quotedKey();
      if (this.code() !== COLON) throw surprise;
      const next = this.text.charCodeAt(this.at + 1);
      if (next !== SPACE && next !== LF && next !== 0) throw surprise;
    }
    this.at++;
    return key;
  }

  protected mapValue(column: number, _key: string): Value {
    this.blanks();
    const code = this.code();
    if (code !== LF && code !== HASH && code !== 0) return this.inline(column);
    this.endLine();
    const next = this.#peekLine();
    if (next < column) return null;
    if (next === column) {
      const at = this.at;
      this.at = this.#next;
      if (this.isDash()) return this.#block(column);
      this.at = at;
      return null;
    }
    this.at = this.#next;
    return this.#blockOrScalar(next, column);
  }

  /** On a line of its own below its key. */
  #blockOrScalar(column: number, parent: number): Value {
    if (this.isDash() || this.startsKey()) return this.#block(column);
    return this.inline(parent);
  }

  protected startsKey(): boolean {
    KEY.lastIndex = this.at;
    if (KEY.test(this.text)) return true;
    const code = this.code();
    if (code !== 34 && code !== 39) return false;
    const at = this.at;
    this.quoted();
    const found = this.code() === COLON;
    this.at = at;
    return found;
  }

  #list(column: number): List {
    const list: List = [];
    for (;;) {
      this.at++;
      list.push(this.#item(column));
      const next = this.#peekLine();
      if (next < column) return list;
      if (next !== column) throw surprise;
      const at = this.at;
      this.at = this.#next;
      if (this.isDash()) continue;
      // A list may stand in the column of its key: the next key ends it.
      this.at = at;
      return list;
    }
  }

  #item(column: number): Value {
    const start = this.at;
    this.blanks();
    const code = this.code();
    if (code === LF || code === HASH || code === 0) {
      this.endLine();
      const next = this.#peekLine();
      if (next <= column) return null;
      this.at = this.#next;
      return this.#blockOrScalar(next, column);
    }
    const inner = column + 1 + this.at - start;
    return this.isDash() || this.startsKey() ? this.#block(inner) : this.inline(column);
  }

  /** A scalar or brackets on the rest of the line, inside a block of the given column. */
  protected inline(column: number): Value {
    const start = this.at;
    let value = this.#inlineValue(column);
    if (this.#peekLine() <= column) return value;
    if (!PLAIN_START.test(this.text.charAt(start))) throw surprise;
    this.at = start;
    value = this.plainOverLines(column);
    if (this.#peekLine() > column) throw surprise;
    return value;
  }

  #inlineValue(column: number): Value {
    switch (this.code()) {
      case 34: // "
      case 39: // '
        return this.#ended(this.quoted());
      case 124: // |
      case 62: // >
        return this.#blockScalar(column);
      case 123: // {
      case 91: // [
        return this.#ended(this.flow());
      case 38: // &
        return this.#anchored();
      case 42: // *
        return this.#ended(this.#alias());
      default:
        return this.#ended(this.plain());
    }
  }

  /** A scalar that has a name. Anchors of maps and lists are left to the parser: aliases make copies of those. */
  #anchored(): Value {
    const name = this.#name(ANCHOR);
    this.blanks();
    const code = this.code();
    const value = this.#ended(code === 34 || code === 39 ? this.quoted() : this.plain());
    this.#anchors.set(name, value);
    return value;
  }

  #alias(): Value {
    const value = this.#anchors.get(this.#name(ALIAS));
    if (value === undefined || ++this.#aliases > ALIASES_MAX) throw surprise;
    return value;
  }

  #name(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const name = pattern.exec(this.text)?.[1];
    if (name === undefined) throw surprise;
    this.at = pattern.lastIndex;
    return name;
  }

  readonly #anchors = new Map<string, Value>();
  #aliases = 0;

  #ended(value: Value): Value {
    this.endLine();
    return value;
  }

  #blockScalar(column: number): string {
    const cursor = this.cursor;
    cursor.at = this.at;
    cursor.lineStart = this.at;
    this.scanning = true;
    const { value } = scanBlock(cursor, { parentIndent: column, onComment: undefined });
    this.scanning = false;
    // The scanner went on to the next line's text: back to its beginning.
    this.at = cursor.code() === 0 && cursor.at > cursor.lineStart ? cursor.at : cursor.lineStart - 1;
    return value;
  }
}
