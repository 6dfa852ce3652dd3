import { isPrint } from "./printable.ts";

/** Strings that need no escaping: most of them. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Go's `strconv.Quote`: a double-quoted Go string literal. */
export function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : quoteWith(text, QUOTE);
}

/** Go's `strconv.QuoteToASCII`. */
export function quoteToAscii(text: string): string {
  return quoteWith(text, QUOTE_ASCII);
}

/** Go's `strconv.QuoteRune` (a character outside Unicode becomes U+FFFD). */
export function quoteRune(rune: number): string {
  return `'${escapeRune(validRune(rune), QUOTE_RUNE)}'`;
}

export function quoteRuneToAscii(rune: number): string {
  return `'${escapeRune(validRune(rune), { ...QUOTE_RUNE, asciiOnly: true })}'`;
}

/** Go's `strconv.CanBackquote`: whether the text can stand unchanged between backquotes. */
export function canBackquote(text: string): boolean {
  return !/[\x00-\x08\x0a-\x1f`\x7f\ufeff\ud800-\udfff]/u.test(text);
}

interface QuoteStyle {
  readonly mark: string;
  readonly asciiOnly: boolean;
}

const QUOTE: QuoteStyle = { mark: '"', asciiOnly: false };
const QUOTE_ASCII: QuoteStyle = { mark: '"', asciiOnly: true };
const QUOTE_RUNE: QuoteStyle = { mark: "'", asciiOnly: false };

function quoteWith(text: string, style: QuoteStyle): string {
  let quoted = style.mark;
  for (const character of text) quoted += escapeRune(character.codePointAt(0) ?? 0, style);
  return quoted + style.mark;
}

const SHORT_ESCAPES: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  92: "\\\\",
};

function escapeRune(rune: number, style: QuoteStyle): string {
  if (rune === style.mark.charCodeAt(0)) return `\\${style.mark}`;
  if (rune === 92) return "\\\\";
  if (rune >= 0x20 && rune < 0x7f) return String.fromCharCode(rune);
  if (rune >= 0xdc80 && rune <= 0xdcff) return `\\x${hex(rune - 0xdc00, 2)}`;
  if (!style.asciiOnly && isPrint(rune)) return String.fromCodePoint(rune);
  const short = SHORT_ESCAPES[rune];
  if (short !== undefined) return short;
  if (rune < 0x20 || rune === 0x7f) return `\\x${hex(rune, 2)}`;
  return rune < 0x10000 ? `\\u${hex(rune, 4)}` : `\\U${hex(rune, 8)}`;
}

function validRune(rune: number): number {
  return rune < 0 || rune > 0x10ffff || (rune >= 0xd800 && rune <= 0xdfff) ? 0xfffd : rune;
}

function hex(n: number, width: number): string {
  return n.toString(16).padStart(width, "0");
}
