import { byteLength } from "../../bytes.ts";
import { sprintf } from "../../fmt/index.ts";

export type TokenKind =
  | "error"
  | "bool"
  /** A printable ASCII character with no meaning of its own, such as a comma. */
  | "char"
  | "charConstant"
  | "complex"
  | "assign"
  | "declare"
  | "eof"
  | "field"
  | "identifier"
  | "leftDelim"
  | "leftParen"
  | "number"
  | "pipe"
  | "rawString"
  | "rightDelim"
  | "rightParen"
  | "string"
  | "text"
  | "variable"
  | Keyword;

export type Keyword =
  "block" | "break" | "continue" | "dot" | "define" | "else" | "end" | "if" | "nil" | "range" | "template" | "with";

export interface Token {
  readonly kind: TokenKind;
  /** Offset in the text, in UTF-16 units. */
  readonly position: number;
  /** The words as written; of an error, its message. */
  readonly text: string;
  /** White space stands before it, inside an action. */
  readonly spaced: boolean;
}

export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  (["block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with"] as const).map(
    (word) => [word, word],
  ),
);

/** How messages name a token: keywords in angle brackets, anything else quoted and cut after ten characters. */
export function describe(token: Token): string {
  switch (token.kind) {
    case "eof":
      return "EOF";
    case "error":
      return token.text;
    case "dot":
      return "<.>";
    default:
      if (KEYWORDS.has(token.kind)) return `<${token.text}>`;
      return sprintf(byteLength(token.text) > 10 ? "%.10q..." : "%q", [token.text]);
  }
}
