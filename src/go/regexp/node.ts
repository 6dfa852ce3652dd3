/** The syntax tree of a regular expression, and the errors of reading one. */
import { GoError } from "../value.ts";

export type Node =
  | { readonly kind: "empty" }
  | { readonly kind: "chars"; readonly set: CharSet }
  | { readonly kind: "assert"; readonly assertion: Assertion }
  | { readonly kind: "capture"; readonly index: number; readonly node: Node }
  | { readonly kind: "concat"; readonly nodes: readonly Node[] }
  | { readonly kind: "alternate"; readonly nodes: readonly Node[] }
  | Repeat;

export interface Repeat {
  readonly kind: "repeat";
  readonly node: Node;
  readonly min: number;
  /** `Infinity` where there is no upper bound. */
  readonly max: number;
  readonly greedy: boolean;
}

export type Assertion = "beginText" | "endText" | "beginLine" | "endLine" | "wordBoundary" | "noWordBoundary";

/** What one character may be. */
export interface CharSet {
  /** Any of these, or with `negated` none of them. */
  readonly items: readonly CharItem[];
  readonly negated: boolean;
  /** Case does not matter. */
  readonly fold: boolean;
}

/** Part of a character class, in the notation of JavaScript's `u` flag: `a-z`, `\p{Lu}`. */
export interface CharItem {
  readonly source: string;
  readonly negated: boolean;
}

/** A parsed expression. */
export interface Syntax {
  readonly node: Node;
  /** Names of the groups by index, empty for those without; the first is the whole match. */
  readonly names: readonly string[];
}

export type SyntaxErrorCode =
  | "invalid character class range"
  | "invalid escape sequence"
  | "invalid named capture"
  | "invalid or unsupported Perl syntax"
  | "invalid nested repetition operator"
  | "invalid repeat count"
  | "invalid UTF-8"
  | "missing closing ]"
  | "missing closing )"
  | "missing argument to repetition operator"
  | "trailing backslash at end of expression"
  | "unexpected )"
  | "expression nests too deeply"
  | "expression too large";

export function syntaxError(code: SyntaxErrorCode, expression: string): GoError {
  return new GoError(`error parsing regexp: ${code}: \`${expression}\``);
}
