import { fromBytes, toBytes } from "../bytes.ts";
import { GoError } from "../value.ts";

/** Go's `strconv.Unquote`: the text of a Go string (double- or backquoted) or character literal. */
export function unquote(literal: string): string {
  const mark = literal[0];
  if (literal.length < 2 || literal.at(-1) !== mark) throw invalidSyntax();
  if (mark === "`") return unquoteRaw(literal.slice(1, -1));
  const between = literal.slice(1, -1);
  if (mark === '"' && PLAIN.test(between)) return between;
  const inner = between.replace(FOREIGN_BYTE, "\ufffd");
  if (mark === '"') return unquoteEscaped(inner, mark).text;
  if (mark !== "'") throw invalidSyntax();
  const { text, count } = unquoteEscaped(inner, mark);
  // Go takes `''` for the empty string.
  if (count > 1) throw invalidSyntax();
  return text;
}

/** The code point of a character literal such as `'\n'`. */
export function unquoteRune(literal: string): number {
  if (literal.length < 3 || literal[0] !== "'" || literal.at(-1) !== "'") throw invalidSyntax();
  const inner = literal.slice(1, -1).replace(FOREIGN_BYTE, "\ufffd");
  const { count, lastRune } = unquoteEscaped(inner, "'");
  if (count !== 1) throw invalidSyntax();
  return lastRune;
}

/** Go reads rune by rune between quotes: a byte outside UTF-8 becomes U+FFFD, which it does not in a raw string. */
const FOREIGN_BYTE = /[\udc80-\udcff]/gu;

function invalidSyntax(): GoError {
  return new GoError("invalid syntax");
}

function unquoteRaw(inner: string): string {
  if (inner.includes("`")) throw invalidSyntax();
  return inner.replaceAll("\r", "");
}

/** What stands for itself between double quotes. */
const PLAIN = /^[^\\\n"\udc80-\udcff]*$/;

const ESCAPE = /\\(?:([abfnrtv\\'"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))|([^\\\n])/suy;

const SHORT: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
  "'": 39,
  '"': 34,
};

interface Unquoted {
  readonly text: string;
  readonly count: number;
  readonly lastRune: number;
}

function unquoteEscaped(inner: string, mark: string): Unquoted {
  let text = "";
  let count = 0;
  let lastRune = 0;
  let rawBytes = false;
  ESCAPE.lastIndex = 0;
  while (ESCAPE.lastIndex < inner.length) {
    const match = ESCAPE.exec(inner);
    if (match === null) throw invalidSyntax();
    const [, short, byte, small, large, octal, plain] = match;
    count++;
    if (plain !== undefined) {
      if (plain === mark) throw invalidSyntax();
      lastRune = plain.codePointAt(0) ?? 0;
      text += plain;
    } else if (short !== undefined) {
      if ((short === "'" || short === '"') && short !== mark) throw invalidSyntax();
      lastRune = SHORT[short] ?? 0;
      text += String.fromCharCode(lastRune);
    } else if (byte !== undefined || octal !== undefined) {
      lastRune = byte !== undefined ? Number.parseInt(byte, 16) : Number.parseInt(octal ?? "", 8);
      if (lastRune > 255) throw invalidSyntax();
      rawBytes ||= lastRune >= 0x80;
      text += lastRune < 0x80 ? String.fromCharCode(lastRune) : String.fromCharCode(0xdc00 + lastRune);
    } else {
      lastRune = Number.parseInt(small ?? large ?? "", 16);
      if (lastRune > 0x10ffff || (lastRune >= 0xd800 && lastRune <= 0xdfff)) throw invalidSyntax();
      text += String.fromCodePoint(lastRune);
    }
  }
  // Single bytes written one after another may form a character: `"\xc3\xa9"` is é.
  return { text: rawBytes ? fromBytes(toBytes(text)) : text, count, lastRune };
}
