/** Finds the ends of the four kinds of TOML strings and checks their escapes (BurntSushi/toml v1.6.0 lex.go). */
import { quote } from "../go/strconv/index.ts";
import { END, isNewline, type Reader } from "./reader.ts";
import type { Token } from "./token.ts";

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;

/** A string on one line whose opening quote has been read. */
export function scanString(reader: Reader, delimiter: number): Token {
  const start = reader.position;
  let escaped = false;
  for (;;) {
    const mark = reader.mark();
    const character = reader.next();
    if (character === END) throw reader.failure(`unexpected EOF; expected ${delimiter === QUOTE ? `'"'` : `"'"`}`);
    if (isNewline(character)) throw reader.failureOnLineBefore("strings cannot contain newlines");
    if (character === delimiter) {
      reader.reset(mark);
      const token = { kind: kindOf(delimiter, escaped), text: reader.since(start), line: reader.line };
      reader.next();
      return token;
    }
    if (character === BACKSLASH && delimiter === QUOTE) {
      scanEscape(reader, start);
      escaped = true;
    }
  }
}

function kindOf(delimiter: number, escaped: boolean): Token["kind"] {
  if (delimiter === APOSTROPHE) return "literal";
  return escaped ? "basic-escaped" : "basic";
}

/** A string over several lines whose three opening quotes have been read. */
export function scanMultiline(reader: Reader, delimiter: number): Token {
  const start = reader.position;
  for (;;) {
    const mark = reader.mark();
    const character = reader.next();
    if (character === END) throw reader.failure(`unexpected EOF; expected ${delimiter === QUOTE ? `'"""'` : `"'''"`}`);
    if (character === BACKSLASH && delimiter === QUOTE) scanMultilineEscape(reader, start);
    if (character !== delimiter || !reader.accept(delimiter)) continue;
    if (!reader.accept(delimiter)) continue;
    if (reader.peek() !== delimiter) {
      reader.reset(mark);
      const kind = delimiter === QUOTE ? "multiline" : "multiline-literal";
      const token: Token = { kind, text: reader.since(start), line: reader.line };
      for (let i = 0; i < 3; i++) reader.next();
      return token;
    }
    refuseSixQuotes(reader, delimiter, start);
    // The first of four quotes belongs to the text.
    reader.reset(mark);
    reader.next();
  }
}

/** Two quotes may stand before the closing three; a third is too many, unless the first is escaped. */
function refuseSixQuotes(reader: Reader, delimiter: number, start: number): void {
  const text = reader.since(start);
  const five = String.fromCharCode(delimiter).repeat(5);
  if (!text.endsWith(five)) return;
  if (delimiter === APOSTROPHE) throw reader.failure(`unexpected "''''''"`);
  if (!text.endsWith(`\\${five}`)) throw reader.failure(`unexpected '""""""'`);
}

function scanMultilineEscape(reader: Reader, start: number): void {
  const mark = reader.mark();
  if (isNewline(reader.next())) return;
  reader.reset(mark);
  scanEscape(reader, start);
}

const PLAIN_ESCAPES = new Set([...'ebtnfr" \t\\'].map((character) => character.charCodeAt(0)));
const HEX_ESCAPES: Record<string, { readonly digits: number; readonly words: string }> = {
  x: { digits: 2, words: "two hexadecimal digits after '\\x'" },
  u: { digits: 4, words: "four hexadecimal digits after '\\u'" },
  U: { digits: 8, words: "eight hexadecimal digits after '\\U'" },
};

/** What follows a backslash. `start` is where the string began: messages quote it from there. */
function scanEscape(reader: Reader, start: number): void {
  const character = reader.next();
  if (PLAIN_ESCAPES.has(character)) return;
  const hex = HEX_ESCAPES[String.fromCodePoint(character)];
  if (hex === undefined) throw reader.escapeFailure(`invalid escape in string '\\${String.fromCodePoint(character)}'`);
  for (let i = 0; i < hex.digits; i++) {
    if (isHexDigit(reader.next())) continue;
    throw reader.failure(`expected ${hex.words}, but got ${quote(reader.since(start))} instead`);
  }
}

export function isHexDigit(character: number): boolean {
  return (character >= 0x30 && character <= 0x39) || ((character | 0x20) >= 0x61 && (character | 0x20) <= 0x66);
}
