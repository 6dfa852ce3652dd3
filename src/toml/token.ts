/** A piece of a TOML text that stands for one value or one part of a key. */
export type TokenKind =
  | "bare"
  | "basic"
  | "basic-escaped"
  | "multiline"
  | "literal"
  | "multiline-literal"
  | "bool"
  | "integer"
  | "float"
  | "datetime";

export interface Token {
  readonly kind: TokenKind;
  /** As written, without quotes. */
  readonly text: string;
  readonly line: number;
}
