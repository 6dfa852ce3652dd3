/** What the parser knows while it is inside one template, and the errors, which name the line of the last token read there. */
import { sprintf } from "../../fmt/index.ts";
import type { Value } from "../../value.ts";
import { ParseError } from "../error.ts";
import type { Lexer } from "./lexer.ts";
import type { Place } from "./node.ts";
import { describe, ERROR, type TokenKind } from "./token.ts";

/** Most phrases have no variables: they share this. */
export const NO_NAMES: readonly string[] = [];

export class Scope {
  /** The variables that may be used here, with their dollar signs. */
  readonly variables: string[] = ["$"];
  /** Those that are declared when this place is run, each where its value will be: an assignment declares nothing. */
  readonly frame: string[] = ["$"];
  /** Where the phrase starts that is being parsed. */
  start = 0;
  /** Variables that it has used and declared so far (see `PipeNode`). */
  uses: readonly string[] = NO_NAMES;
  declares: readonly string[] = NO_NAMES;
  pushes: readonly string[] = NO_NAMES;
  /** Its leaves so far (see leaf.ts). */
  leaves = 0;
  /** Open parentheses. */
  nesting = 0;
  /** Open ranges. */
  ranges = 0;
  /** The lexer stands on the condition behind an `else`. */
  atCondition = false;
  /** Where the action starts that is being parsed. */
  action: number | undefined = undefined;
  /** Where the last token was read. */
  reached = 0;

  constructor(
    readonly lexer: Lexer,
    readonly place: Place,
    readonly hasFunction: (name: string) => boolean,
  ) {}

  /** Goes to the next token, and says of what kind it is. */
  advance(): TokenKind {
    const { lexer } = this;
    lexer.read();
    this.reached = lexer.start;
    return lexer.kind;
  }

  /** Goes to the next token, which has to be of that kind. */
  expect(kind: TokenKind, context: string): void {
    this.advance();
    if (this.lexer.kind !== kind) this.unexpected(context);
  }

  /** The token that the lexer stands on has no place there. */
  unexpected(context: string): never {
    const { kind, word } = this.lexer;
    if (kind !== ERROR) this.fail("unexpected %s in %s", describe(kind, word), context);
    this.fail("%s%s", word, this.#startedAt());
  }

  /** Where a broken action started, if that was on another line. */
  #startedAt(): string {
    const { action, lexer } = this;
    if (action === undefined) return "";
    const line = lexer.lineOf(action);
    if (line === lexer.lineOf(lexer.start)) return "";
    const doubled = lexer.word.endsWith(" action");
    return `${doubled ? "" : " in action"} started at ${this.place.parseName}:${line}`;
  }

  fail(format: string, ...args: Value[]): never {
    this.failAt(this.reached, sprintf(format, args));
  }

  failAt(position: number, message: string): never {
    throw new ParseError(this.place.parseName, this.lexer.lineOf(position), message);
  }
}
