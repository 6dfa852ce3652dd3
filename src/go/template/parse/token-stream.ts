import { sprintf } from "../../fmt/index.ts";
import type { Value } from "../../value.ts";
import { ParseError } from "../error.ts";
import type { Lexer } from "./lexer.ts";
import { describe, type Token, type TokenKind } from "./token.ts";

/** The parser's view of the tokens: any of them can be given back, and the errors, which name the line of the last token read. */
export class TokenStream {
  /** The token that was given back last, and those given back before it: more than one is rare. */
  #ahead: Token | undefined;
  readonly #behind: Token[] = [];
  /** Where the last token was read. */
  #reached = 0;
  /** Where the action being parsed starts. */
  action: Token | undefined = undefined;

  constructor(
    readonly lexer: Lexer,
    readonly parseName: string,
  ) {}

  next(): Token {
    const token = this.#ahead;
    if (token === undefined) return this.#read();
    this.#ahead = this.#behind.length === 0 ? undefined : this.#behind.pop();
    return token;
  }

  /** Gives a token back: it is read again, before those given back earlier. */
  backup(token: Token): void {
    if (this.#ahead !== undefined) this.#behind.push(this.#ahead);
    this.#ahead = token;
  }

  peek(): Token {
    if (this.#ahead !== undefined) return this.#ahead;
    return (this.#ahead = this.#read());
  }

  #read(): Token {
    const token = this.lexer.next();
    this.#reached = token.position;
    return token;
  }

  /** Whether a token waits to be read again. */
  get givenBack(): boolean {
    return this.#ahead !== undefined;
  }

  /** The words of the action that was just opened, with its closing delimiter; empty where they need a closer look. */
  phrase(): string {
    return this.#ahead === undefined ? this.lexer.phrase() : "";
  }

  /** Passes them. */
  passPhrase(words: string): void {
    this.#reached = this.lexer.passPhrase(words);
  }

  /** The fields right behind the last token that was read; nothing where a token was given back, or they need a closer look. */
  takeFields(): string | undefined {
    return this.#ahead === undefined ? this.lexer.takeFields() : undefined;
  }

  expect(kind: TokenKind, context: string): Token {
    const token = this.next();
    return token.kind === kind ? token : this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    if (token.kind !== "error") this.fail("unexpected %s in %s", describe(token), context);
    this.fail("%s%s", token.text, this.#startedAt(token));
  }

  /** Where a broken action started, if that was on another line. */
  #startedAt(token: Token): string {
    if (this.action === undefined) return "";
    const line = this.lexer.lineOf(this.action.position);
    if (line === this.lexer.lineOf(token.position)) return "";
    const doubled = token.text.endsWith(" action");
    return `${doubled ? "" : " in action"} started at ${this.parseName}:${line}`;
  }

  fail(format: string, ...args: Value[]): never {
    this.failAt(this.#reached, sprintf(format, args));
  }

  failAt(position: number, message: string): never {
    throw new ParseError(this.parseName, this.lexer.lineOf(position), message);
  }
}
