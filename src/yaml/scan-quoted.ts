import { hexValue, isBlank, isBlankOrEnd, isBreak } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { foldBreaks } from "./scan-plain.ts";
import { DoubleQuoted, SingleQuoted, Token } from "./token.ts";

const SINGLE = 39;
const DOUBLE = 34;
const BACKSLASH = 92;

/** A single or double quoted scalar; the cursor is at the opening quote. */
export function scanQuoted(cursor: Cursor): Token {
  const { at, line, column } = cursor;
  const quote = cursor.code();
  cursor.advance();
  let value = "";
  for (;;) {
    if (cursor.atDocumentIndicator()) throw cursor.error("found unexpected document indicator", line);
    if (cursor.code() === 0) throw cursor.error("found unexpected end of stream", line);
    const { text, joined } = quote === SINGLE ? takeSingle(cursor) : takeDouble(cursor, line);
    value += text;
    if (cursor.code() === quote) break;
    value += takeBlanks(cursor, joined);
  }
  cursor.advance();
  return new Token(19, at, line, column, 0, value, quote === SINGLE ? SingleQuoted : DoubleQuoted);
}

interface Piece {
  readonly text: string;
  /** The piece ended in an escaped line break: blanks that follow are dropped. */
  readonly joined: boolean;
}

/** Everything up to the next blank, line break or closing quote. */
function takeSingle(cursor: Cursor): Piece {
  let text = "";
  let start = cursor.at;
  for (;;) {
    const code = cursor.code();
    if (code === SINGLE) {
      text += cursor.text.slice(start, cursor.at);
      if (cursor.code(1) !== SINGLE) break;
      text += "'";
      cursor.at += 2;
      start = cursor.at;
    } else if (isBlankOrEnd(code)) {
      text += cursor.text.slice(start, cursor.at);
      break;
    } else cursor.at++;
    cursor.newlines = 0;
  }
  return { text, joined: false };
}

function takeDouble(cursor: Cursor, contextLine: number): Piece {
  let text = "";
  let start = cursor.at;
  for (;;) {
    const code = cursor.code();
    if (code !== BACKSLASH && code !== DOUBLE && !isBlankOrEnd(code)) {
      cursor.at++;
      cursor.newlines = 0;
      continue;
    }
    text += cursor.text.slice(start, cursor.at);
    if (code !== BACKSLASH) return { text, joined: false };
    cursor.newlines = 0;
    if (isBreak(cursor.code(1))) {
      cursor.at++;
      cursor.takeBreak();
      return { text, joined: true };
    }
    text += takeEscape(cursor, contextLine);
    start = cursor.at;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

function takeEscape(cursor: Cursor, contextLine: number): string {
  const letter = cursor.text.charAt(cursor.at + 1);
  const simple = ESCAPES[letter];
  if (simple !== undefined) {
    cursor.at += 2;
    return simple;
  }
  const digits = letter === "x" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : 0;
  if (digits === 0) throw cursor.error("found unknown escape character", contextLine);
  cursor.at += 2;
  let rune = 0;
  for (let i = 0; i < digits; i++) {
    const digit = hexValue(cursor.code(i));
    if (digit < 0) throw cursor.error("did not find expected hexdecimal number", contextLine);
    rune = rune * 16 + digit;
  }
  if ((rune >= 0xd800 && rune <= 0xdfff) || rune > 0x10ffff) {
    throw cursor.error("found invalid Unicode character escape code", contextLine);
  }
  cursor.at += digits;
  return String.fromCodePoint(rune);
}

/** Blanks on one line stay; line breaks are folded. After an escaped line break the blanks of the next line go. */
function takeBlanks(cursor: Cursor, joined: boolean): string {
  const start = cursor.at;
  cursor.skipBlanks();
  if (!joined && !isBreak(cursor.code())) return cursor.text.slice(start, cursor.at);
  const first = joined ? "" : cursor.takeBreak();
  let more = "";
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBlank(code)) cursor.at++;
    else more += cursor.takeBreak();
  }
  return joined ? more : foldBreaks(first, more);
}
