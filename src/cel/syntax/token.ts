/** Tokens, with the names that the grammar of cel-go 0.26 (parser/gen/CEL.g4) gives them in its errors. */

export type TokenKind =
  "end" | "symbol" | "int" | "uint" | "float" | "string" | "bytes" | "identifier" | "escaped" | "keyword";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** In code points. */
  readonly offset: number;
}

/** Words that are tokens of their own. */
export const KEYWORDS: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

/** Identifiers that may not name a variable or function. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...["as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop"],
  ...["package", "namespace", "null", "return", "true", "var", "void", "while"],
]);
