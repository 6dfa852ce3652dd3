import type { GoMap, List, Value } from "../go/index.ts";
import { Cursor } from "./cursor.ts";
import { isSmallInteger, resolvePlain } from "./resolve.ts";
import { scanPlain } from "./scan-plain.ts";
import { scanQuoted } from "./scan-quoted.ts";

/** Thrown where the quick reader gives up. */
export const surprise = new Error("not for the quick reader");

/** Deeper nesting is left to the parser, which keeps its own stack. */
export const DEPTH_MAX = 256;

/** A place in a line, where nothing is taken for the beginning of one. */
const IN_LINE = -1;
/** Longer keys are left to the parser, which knows how far it may look for the colon. */
const KEY_MAX = 120;

const LF = 10;
const SPACE = 32;
const HASH = 35;
const COLON = 58;

/** A plain scalar to its end: no `: ` and no ` #` inside, no blank at the end. */
const PLAIN =
  /(?:[A-Za-z0-9_./+(=^~$;<\\]|[-:](?=[^\n\0 ]))[^\n\0 :#]*(?:(?: +(?=[^\n\0 :#])| *:(?=[^\n\0 ])|#)[^\n\0 :#]*)*/y;
/** The same between brackets. */
const FLOW_PLAIN = /[A-Za-z0-9_./][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./][A-Za-z0-9_./-]*)*(?= *[,\]}]|: )/y;

/** What stands on one line: scalars and brackets. Gives up on the rest by throwing `surprise`. */
export class InlineReader {
  /** Ends in NUL. */
  protected readonly text: string;
  protected readonly cursor: Cursor;
  protected at = 0;
  protected depth = 0;
  /** A scanner of the parser is at work: its errors mean that the text is none. */
  scanning = false;

  /** `strict` gives up where a key stands twice. */
  constructor(
    text: string,
    readonly strict: boolean,
  ) {
    this.text = text + "\0";
    this.cursor = new Cursor(this.text, "v2");
  }

  protected code(): number {
    return this.text.charCodeAt(this.at);
  }

  protected blanks(): void {
    let at = this.at;
    while (this.text.charCodeAt(at) === SPACE) at++;
    this.at = at;
  }

  /** Nothing but blanks and a comment may follow on the line. */
  protected endLine(): void {
    const start = this.at;
    this.blanks();
    const code = this.code();
    if (code === LF || code === 0) return;
    if (code !== HASH || (start === this.at && this.text.charCodeAt(start - 1) !== SPACE)) throw surprise;
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length - 1 : end;
  }

  protected plain(): Value {
    const start = this.at;
    PLAIN.lastIndex = start;
    if (!PLAIN.test(this.text)) throw surprise;
    this.at = PLAIN.lastIndex;
    if (this.code() === COLON || (this.code() === SPACE && this.#isColonAhead())) throw surprise;
    return plainValue(this.text.slice(start, this.at));
  }

  /** `a : b` is a key. */
  #isColonAhead(): boolean {
    let at = this.at;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return this.text.charCodeAt(at) === COLON;
  }

  protected quoted(): string {
    return this.#simplyQuoted() ?? this.#scanQuoted();
  }

  /** Text between quotes without escapes. */
  #simplyQuoted(): string | undefined {
    const text = this.text;
    const quote = this.code();
    const end = text.indexOf(quote === 34 ? '"' : "'", this.at + 1);
    if (end < 0 || (quote === 39 && text.charCodeAt(end + 1) === 39)) return undefined;
    const value = text.slice(this.at + 1, end);
    if (value.includes("\n") || (quote === 34 && value.includes("\\"))) return undefined;
    this.at = end + 1;
    return value;
  }

  #scanQuoted(): string {
    const cursor = this.cursor;
    cursor.at = this.at;
    cursor.lineStart = IN_LINE;
    this.scanning = true;
    const { value } = scanQuoted(cursor);
    this.scanning = false;
    this.at = cursor.at;
    return value;
  }

  /** A key in quotes: on one line, and near its colon. */
  protected quotedKey(): string {
    const start = this.at;
    const key = this.quoted();
    if (this.at - start > KEY_MAX || this.text.slice(start, this.at).includes("\n")) throw surprise;
    return key;
  }

  /** A plain scalar that goes on below: on lines further right than the block's column. */
  protected plainOverLines(column: number): Value {
    const { cursor } = this;
    cursor.at = this.at;
    cursor.lineStart = IN_LINE;
    this.scanning = true;
    const { token, brokeLine } = scanPlain(cursor, { inFlow: false, indent: column + 1 });
    this.scanning = false;
    this.at = brokeLine ? cursor.lineStart - 1 : cursor.at;
    if (!brokeLine) this.endLine();
    return plainValue(token.value);
  }

  /** Brackets on one line. */
  protected flow(): Value {
    if (++this.depth > DEPTH_MAX) throw surprise;
    const value = this.code() === 123 ? this.#flowMap() : this.#flowList();
    this.depth--;
    return value;
  }

  #flowList(): List {
    const list: List = [];
    this.at++;
    this.blanks();
    while (this.code() !== 93) {
      list.push(this.#flowValue());
      this.#comma(93);
    }
    this.at++;
    return list;
  }

  #comma(close: number): void {
    this.blanks();
    if (this.code() === 44) {
      this.at++;
      this.blanks();
      if (this.code() === 44) throw surprise;
    } else if (this.code() !== close) throw surprise;
  }

  #flowMap(): GoMap {
    const map: GoMap = new Map();
    this.at++;
    this.blanks();
    while (this.code() !== 125) {
      const key = this.#flowKey();
      if (this.code() !== COLON) throw surprise;
      this.at++;
      this.blanks();
      if (this.strict && map.has(key)) throw surprise;
      map.set(key, this.#flowValue());
      this.#comma(125);
    }
    this.at++;
    return map;
  }

  #flowKey(): string {
    const code = this.code();
    if (code === 34 || code === 39) return this.quotedKey();
    const key = this.#flowPlain();
    if (key.length > KEY_MAX) throw surprise;
    return keyText(key);
  }

  #flowPlain(): string {
    const start = this.at;
    FLOW_PLAIN.lastIndex = start;
    if (!FLOW_PLAIN.test(this.text)) throw surprise;
    this.at = FLOW_PLAIN.lastIndex;
    return this.text.slice(start, this.at);
  }

  #flowValue(): Value {
    switch (this.code()) {
      case 34: // "
      case 39: // '
        return this.#endOfFlowValue(this.quoted());
      case 123: // {
      case 91: // [
        return this.#endOfFlowValue(this.flow());
      default:
        return this.#endOfFlowValue(plainValue(this.#flowPlain()));
    }
  }

  #endOfFlowValue(value: Value): Value {
    const code = this.code();
    if (code !== 44 && code !== 93 && code !== 125 && code !== SPACE) throw surprise;
    return value;
  }
}

/** A plain key as text. */
export function keyText(text: string): string {
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
