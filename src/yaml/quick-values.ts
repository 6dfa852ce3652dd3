/**
 * Reads the YAML that most manifests and values files are made of: block maps and lists, plain and quoted scalars on one
 * line, block scalars, short brackets, comments. Whatever it is not sure of (errors above all) it leaves to the parser, by
 * giving up: it must agree with `ValueBuilder` wherever it does not. Several times faster than going through tokens.
 */
import type { GoMap, List, Value } from "../go/index.ts";
import { Cursor } from "./cursor.ts";
import { isSmallInteger, resolvePlain } from "./resolve.ts";
import { scanBlock } from "./scan-block.ts";
import { scanQuoted } from "./scan-quoted.ts";

/** Line breaks and blanks with rules of their own. */
const UNUSUAL = /[\t\r\x85\u2028\u2029\ufeff]/;
/** Deeper nesting is left to the parser, which keeps its own stack. */
const DEPTH_MAX = 256;

/** What is given instead of a value where the reader gives up. */
export const gaveUp: unique symbol = Symbol("gave up");

/** The first document of a text that the YAML reader lets through. */
export function readQuickly(text: string): Value | typeof gaveUp {
  if (UNUSUAL.test(text)) return gaveUp;
  const reader = new QuickReader(text);
  try {
    return reader.document();
  } catch (error) {
    if (error === surprise || reader.scanning) return gaveUp;
    throw error;
  }
}

const surprise = new Error("not for the quick reader");

const LF = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;

/** A key that is followed by `:` and a blank, without quotes. */
const KEY = /[A-Za-z_/][A-Za-z0-9_./-]{0,120}(?=:[ \n\0])/y;
/** A plain scalar to its end: no `: ` and no ` #` inside, no blank at the end. */
const PLAIN = /(?:[A-Za-z0-9_./+(=]|-(?=[^\n\0 ]))[^\n\0 :#]*(?:(?: +(?=[^\n\0 :#])| *:(?=[^\n\0 ])|#)[^\n\0 :#]*)*/y;
/** The same between brackets. */
const FLOW_PLAIN = /[A-Za-z0-9_./][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./][A-Za-z0-9_./-]*)*(?=[,\]}]|: )/y;

class QuickReader {
  readonly #text: string;
  readonly #cursor: Cursor;
  #at = 0;
  #depth = 0;
  /** A scanner of the parser is at work: its errors mean that the text is none. */
  scanning = false;

  constructor(text: string) {
    this.#text = text + "\0";
    this.#cursor = new Cursor(this.#text, "v2");
  }

  document(): Value {
    let indent = this.#nextLine();
    if (indent < 0 && this.#code() === DASH) {
      this.#at += 3;
      if (this.#code() !== LF) throw surprise;
      indent = this.#nextLine();
    } else if (indent < 0 && this.#code() !== 0) throw surprise;
    if (indent < 0) return null;
    const value = this.#block(indent);
    if (this.#nextLine() >= 0) throw surprise;
    return value;
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  /** Goes to the next line's text, behind empty lines and comments, and gives its indentation; -1 at the document's end. */
  #nextLine(): number {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      let code = text.charCodeAt(at);
      let column = 0;
      if (code === LF) code = text.charCodeAt(++at);
      while (code === SPACE) {
        column++;
        code = text.charCodeAt(++at);
      }
      if (code === HASH) {
        at = text.indexOf("\n", at);
        if (at >= 0) continue;
        at = text.length - 1;
        code = 0;
      }
      if (code === LF) continue;
      this.#at = at;
      if (code === 0) return -1;
      return column === 0 && this.#atDocumentIndicator(code) ? -1 : column;
    }
  }

  #atDocumentIndicator(code: number): boolean {
    if (code === 37) throw surprise;
    if (code !== DASH && code !== 46) return false;
    const three = this.#text.slice(this.#at, this.#at + 3);
    if (three !== "---" && three !== "...") return false;
    const next = this.#text.charCodeAt(this.#at + 3);
    if (next !== SPACE && next !== LF && next !== 0) throw surprise;
    return true;
  }

  /** The indentation of the next line, without going there. */
  #peekLine(): number {
    const at = this.#at;
    const indent = this.#nextLine();
    const behind = this.#at;
    this.#at = at;
    this.#next = behind;
    return indent;
  }

  /** Where `#peekLine` found the next line. */
  #next = 0;

  /** A map or a list that begins here, in this column, or a scalar. */
  #block(column: number): Value {
    if (++this.#depth > DEPTH_MAX) throw surprise;
    const value = this.#isDash() ? this.#list(column) : this.#map(column);
    this.#depth--;
    return value;
  }

  #isDash(): boolean {
    if (this.#code() !== DASH) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === SPACE || next === LF || next === 0;
  }

  #map(column: number): GoMap {
    const map: GoMap = new Map();
    for (;;) {
      const key = this.#key();
      map.set(key, this.#mapValue(column));
      const next = this.#peekLine();
      if (next < column) return map;
      if (next !== column) throw surprise;
      this.#at = this.#next;
    }
  }

  /** The key and its `:`. */
  #key(): string {
    const start = this.#at;
    KEY.lastIndex = start;
    let key: string;
    if (KEY.test(this.#text)) {
      this.#at = KEY.lastIndex;
      key = keyText(this.#text.slice(start, this.#at));
    } else {
      const code = this.#code();
      if (code !== 34 && code !== 39) throw surprise;
      key = this.#quoted();
      if (key.length > 120 || this.#code() !== COLON) throw surprise;
      const next = this.#text.charCodeAt(this.#at + 1);
      if (next !== SPACE && next !== LF && next !== 0) throw surprise;
    }
    this.#at++;
    return key;
  }

  #mapValue(column: number): Value {
    this.#blanks();
    const code = this.#code();
    if (code !== LF && code !== HASH && code !== 0) return this.#inline(column);
    this.#endLine();
    const next = this.#peekLine();
    if (next < column) return null;
    if (next === column) {
      const at = this.#at;
      this.#at = this.#next;
      if (this.#isDash()) return this.#block(column);
      this.#at = at;
      return null;
    }
    this.#at = this.#next;
    return this.#blockOrScalar(next, column);
  }

  /** On a line of its own below its key. */
  #blockOrScalar(column: number, parent: number): Value {
    if (this.#isDash() || this.#startsKey()) return this.#block(column);
    return this.#inline(parent);
  }

  #startsKey(): boolean {
    KEY.lastIndex = this.#at;
    if (KEY.test(this.#text)) return true;
    const code = this.#code();
    if (code !== 34 && code !== 39) return false;
    const at = this.#at;
    this.#quoted();
    const found = this.#code() === COLON;
    this.#at = at;
    return found;
  }

  #list(column: number): List {
    const list: List = [];
    for (;;) {
      this.#at++;
      list.push(this.#item(column));
      const next = this.#peekLine();
      if (next < column) return list;
      if (next !== column) throw surprise;
      const at = this.#at;
      this.#at = this.#next;
      if (this.#isDash()) continue;
      // A list may stand in the column of its key: the next key ends it.
      this.#at = at;
      return list;
    }
  }

  #item(column: number): Value {
    const start = this.#at;
    this.#blanks();
    const code = this.#code();
    if (code === LF || code === HASH || code === 0) {
      this.#endLine();
      const next = this.#peekLine();
      if (next <= column) return null;
      this.#at = this.#next;
      return this.#blockOrScalar(next, column);
    }
    const inner = column + 1 + this.#at - start;
    return this.#isDash() || this.#startsKey() ? this.#block(inner) : this.#inline(column);
  }

  #blanks(): void {
    let at = this.#at;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    this.#at = at;
  }

  /** Nothing but blanks and a comment may follow on the line. */
  #endLine(): void {
    const start = this.#at;
    this.#blanks();
    const code = this.#code();
    if (code === LF || code === 0) return;
    if (code !== HASH || (start === this.#at && this.#text.charCodeAt(start - 1) !== SPACE)) throw surprise;
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end < 0 ? this.#text.length - 1 : end;
  }

  /** A scalar or brackets on the rest of the line, inside a block of the given column. */
  #inline(column: number): Value {
    const value = this.#inlineValue(column);
    if (this.#peekLine() > column) throw surprise;
    return value;
  }

  #inlineValue(column: number): Value {
    switch (this.#code()) {
      case 34: // "
      case 39: // '
        return this.#ended(this.#quoted());
      case 124: // |
      case 62: // >
        return this.#blockScalar(column);
      case 123: // {
      case 91: // [
        return this.#ended(this.#flow());
      default:
        return this.#ended(this.#plain());
    }
  }

  #ended(value: Value): Value {
    this.#endLine();
    return value;
  }

  #plain(): Value {
    const start = this.#at;
    PLAIN.lastIndex = start;
    if (!PLAIN.test(this.#text)) throw surprise;
    this.#at = PLAIN.lastIndex;
    if (this.#code() === COLON || (this.#code() === SPACE && this.#isColonAhead())) throw surprise;
    return plainValue(this.#text.slice(start, this.#at));
  }

  /** `a : b` is a key. */
  #isColonAhead(): boolean {
    let at = this.#at;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return this.#text.charCodeAt(at) === COLON;
  }

  #quoted(): string {
    return this.#simplyQuoted() ?? this.#scanQuoted();
  }

  /** Text between quotes without escapes. */
  #simplyQuoted(): string | undefined {
    const text = this.#text;
    const quote = this.#code();
    const end = text.indexOf(quote === 34 ? '"' : "'", this.#at + 1);
    if (end < 0 || (quote === 39 && text.charCodeAt(end + 1) === 39)) return undefined;
    const value = text.slice(this.#at + 1, end);
    if (value.includes("\n") || (quote === 34 && value.includes("\\"))) return undefined;
    this.#at = end + 1;
    return value;
  }

  #scanQuoted(): string {
    const cursor = this.#cursor;
    cursor.at = this.#at;
    // Document indicators are not looked for: quoted text over several lines is left to the parser.
    cursor.lineStart = -1;
    cursor.line = 1;
    this.scanning = true;
    const { value } = scanQuoted(cursor);
    this.scanning = false;
    if (cursor.line !== 1) throw surprise;
    this.#at = cursor.at;
    return value;
  }

  #blockScalar(column: number): string {
    const cursor = this.#cursor;
    cursor.at = this.#at;
    cursor.lineStart = this.#at;
    this.scanning = true;
    const { value } = scanBlock(cursor, { parentIndent: column, onComment: undefined });
    this.scanning = false;
    // The scanner went on to the next line's text: back to its beginning.
    this.#at = cursor.code() === 0 && cursor.at > cursor.lineStart ? cursor.at : cursor.lineStart - 1;
    return value;
  }

  /** Brackets on one line. */
  #flow(): Value {
    if (++this.#depth > DEPTH_MAX) throw surprise;
    const value = this.#code() === 123 ? this.#flowMap() : this.#flowList();
    this.#depth--;
    return value;
  }

  #flowList(): List {
    const list: List = [];
    this.#at++;
    this.#blanks();
    while (this.#code() !== 93) {
      list.push(this.#flowValue());
      this.#comma(93);
    }
    this.#at++;
    return list;
  }

  #comma(close: number): void {
    this.#blanks();
    if (this.#code() === 44) {
      this.#at++;
      this.#blanks();
      if (this.#code() === 44) throw surprise;
    } else if (this.#code() !== close) throw surprise;
  }

  #flowMap(): GoMap {
    const map: GoMap = new Map();
    this.#at++;
    this.#blanks();
    while (this.#code() !== 125) {
      const key = this.#flowKey();
      if (this.#code() !== COLON) throw surprise;
      this.#at++;
      this.#blanks();
      map.set(key, this.#flowValue());
      this.#comma(125);
    }
    this.#at++;
    return map;
  }

  #flowKey(): string {
    const code = this.#code();
    const key = code === 34 || code === 39 ? this.#quoted() : keyText(this.#flowPlain());
    if (key.length > 120) throw surprise;
    return key;
  }

  #flowPlain(): string {
    const start = this.#at;
    FLOW_PLAIN.lastIndex = start;
    if (!FLOW_PLAIN.test(this.#text)) throw surprise;
    this.#at = FLOW_PLAIN.lastIndex;
    return this.#text.slice(start, this.#at);
  }

  #flowValue(): Value {
    switch (this.#code()) {
      case 34: // "
      case 39: // '
        return this.#endOfFlowValue(this.#quoted());
      case 123: // {
      case 91: // [
        return this.#endOfFlowValue(this.#flow());
      default:
        return this.#endOfFlowValue(plainValue(this.#flowPlain()));
    }
  }

  #endOfFlowValue(value: Value): Value {
    const code = this.#code();
    if (code !== 44 && code !== 93 && code !== 125 && code !== SPACE) throw surprise;
    return value;
  }
}

function keyText(text: string): string {
  const value = resolvePlain(text, "v2");
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  throw surprise;
}

function plainValue(text: string): Value {
  if (text.charCodeAt(0) < 58 && isSmallInteger(text)) return Number(text) || 0;
  const value = resolvePlain(text, "v2");
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw surprise;
  return value;
}
