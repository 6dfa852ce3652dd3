import { fromBytes } from "../go/index.ts";
import { hexValue, isBlankOrEnd, isWord } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { Kind, Token } from "./token.ts";

const BANG = 33;
const PERCENT = 37;
const LESS = 60;
const GREATER = 62;
/** Characters besides words that a tag's URI may hold. */
const URI_CHARACTERS = new Set([..."/;?:@&=+$,.!~*'()[]%"].map((character) => character.charCodeAt(0)));
/** What may follow an anchor's or alias's name, besides blanks: `?:,]}%@` and the back quote. */
const AFTER_ANCHOR = new Set([..."?:,]}%@`"].map((character) => character.charCodeAt(0)));

export function scanAnchor(cursor: Cursor): Token {
  const { at, line, column } = cursor;
  const kind = cursor.code() === 38 ? Kind.anchor : Kind.alias;
  cursor.advance();
  const name = takeWord(cursor);
  if (name === "" || !(isBlankOrEnd(cursor.code()) || AFTER_ANCHOR.has(cursor.code()))) {
    throw cursor.error("did not find expected alphabetic or numeric character", line);
  }
  return new Token(kind, at, line, column, 0, name);
}

export function takeWord(cursor: Cursor): string {
  const start = cursor.at;
  while (isWord(cursor.code())) cursor.at++;
  if (cursor.at > start) cursor.newlines = 0;
  return cursor.text.slice(start, cursor.at);
}

/** `!`, `!suffix`, `!handle!suffix` or `!<uri>`. */
export function scanTag(cursor: Cursor): Token {
  const { at, line, column } = cursor;
  const [handle, suffix] = cursor.code(1) === LESS ? ["", takeVerbatim(cursor, line)] : takeShorthand(cursor, line);
  if (!isBlankOrEnd(cursor.code())) throw cursor.error("did not find expected whitespace or line break", line);
  return new Token(Kind.tag, at, line, column, 0, handle, 0, suffix);
}

function takeVerbatim(cursor: Cursor, contextLine: number): string {
  cursor.advance(2);
  const uri = takeUri(cursor, contextLine, "");
  if (cursor.code() !== GREATER) throw cursor.error("did not find the expected '>'", contextLine);
  cursor.advance();
  return uri;
}

function takeShorthand(cursor: Cursor, contextLine: number): [handle: string, suffix: string] {
  const handle = takeHandle(cursor, contextLine);
  if (handle.length > 1 && handle.endsWith("!")) return [handle, takeUri(cursor, contextLine, "")];
  const suffix = takeUri(cursor, contextLine, handle);
  return suffix === "" ? ["", "!"] : ["!", suffix];
}

/** `!`, `!!`, `!name!`, or the beginning `!name` of a suffix. */
export function takeHandle(cursor: Cursor, contextLine: number): string {
  if (cursor.code() !== BANG) throw cursor.error("did not find expected '!'", contextLine);
  cursor.advance();
  const word = takeWord(cursor);
  if (cursor.code() !== BANG) return "!" + word;
  cursor.advance();
  return `!${word}!`;
}

/** `head` is what of the tag was read as a handle: its `!` is not part of the URI. */
export function takeUri(cursor: Cursor, contextLine: number, head: string): string {
  let uri = head.slice(1);
  let found = head !== "";
  for (let code = cursor.code(); isWord(code) || URI_CHARACTERS.has(code); code = cursor.code()) {
    if (code === PERCENT) uri += takeEscapedRune(cursor, contextLine);
    else {
      uri += cursor.text.charAt(cursor.at);
      cursor.advance();
    }
    found = true;
  }
  if (!found) throw cursor.error("did not find expected tag URI", contextLine);
  return uri;
}

function takeEscapedRune(cursor: Cursor, contextLine: number): string {
  const first = takeOctet(cursor, contextLine);
  const size = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
  if (size === 0) throw cursor.error("found an incorrect leading UTF-8 octet", contextLine);
  const bytes = [first];
  cursor.advance(3);
  while (bytes.length < size) {
    const octet = takeOctet(cursor, contextLine);
    if (octet >> 6 !== 2) throw cursor.error("found an incorrect trailing UTF-8 octet", contextLine);
    bytes.push(octet);
    cursor.advance(3);
  }
  return fromBytes(Uint8Array.from(bytes));
}

function takeOctet(cursor: Cursor, contextLine: number): number {
  const high = hexValue(cursor.code(1));
  const low = hexValue(cursor.code(2));
  if (cursor.code() !== PERCENT || high < 0 || low < 0) {
    throw cursor.error("did not find URI escaped octet", contextLine);
  }
  return high * 16 + low;
}
