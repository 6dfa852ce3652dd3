/** Kinds of tokens. By number, because the parser compares them more often than anything else. */
import { byteLength } from "../../bytes.ts";
import { sprintf } from "../../fmt/index.ts";

/** Broken: the token's text says why. */
export const ERROR = 0;
export const EOF = 1;
export const RIGHT_DELIM = 2;
export const RIGHT_PAREN = 3;
export const PIPE = 4;
export const ASSIGN = 5;
export const DECLARE = 6;
/** A printable ASCII character with no meaning of its own, such as a comma. */
export const CHAR = 7;

// What an operand may start with.
export const BOOL = 8;
export const CHAR_CONSTANT = 9;
export const COMPLEX = 10;
export const DOT = 11;
export const FIELD = 12;
export const IDENTIFIER = 13;
export const LEFT_PAREN = 14;
export const NIL = 15;
export const NUMBER = 16;
export const RAW_STRING = 17;
export const STRING = 18;
export const VARIABLE = 19;

// The other keywords.
export const BLOCK = 20;
export const BREAK = 21;
export const CONTINUE = 22;
export const DEFINE = 23;
export const ELSE = 24;
export const END = 25;
export const IF = 26;
export const RANGE = 27;
export const TEMPLATE = 28;
export const WITH = 29;

export type TokenKind = number;

export const KEYWORDS: ReadonlyMap<string, TokenKind> = new Map([
  ["block", BLOCK],
  ["break", BREAK],
  ["continue", CONTINUE],
  ["define", DEFINE],
  ["else", ELSE],
  ["end", END],
  ["if", IF],
  ["nil", NIL],
  ["range", RANGE],
  ["template", TEMPLATE],
  ["with", WITH],
]);

export function startsOperand(kind: TokenKind): boolean {
  return kind >= BOOL && kind <= VARIABLE;
}

/** How messages name a token: keywords in angle brackets, anything else quoted and cut after ten characters. */
export function describe(kind: TokenKind, text: string): string {
  if (kind === EOF) return "EOF";
  if (kind === ERROR) return text;
  if (kind === DOT || kind === NIL || kind >= BLOCK) return `<${text}>`;
  return sprintf(byteLength(text) > 10 ? "%.10q..." : "%q", [text]);
}
