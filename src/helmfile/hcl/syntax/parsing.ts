import type { Expression } from "./ast.ts";
import type { TokenReader } from "./token-reader.ts";

/** What each part of the parser works with. The first thing that is wrong is thrown as a `SyntaxProblem`. */
export interface Parsing {
  readonly reader: TokenReader;
  /** Any expression. */
  readonly expression: () => Expression;
}
