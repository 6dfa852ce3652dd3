import { sprintf } from "../../fmt/index.ts";
import type { Value } from "../../value.ts";
import { ParseError } from "../error.ts";
import type { Lexer } from "./lexer.ts";
import type { Token, TokenKind } from "./token.ts";
import { describe } from "./token.ts";

const NO_TOKEN: Token = { kind: "error", position: 0, text: "", line: 0 };

/** The parser's view of the tokens: three of lookahead, and the errors, which name the line of the last token read. */
export class TokenStream {
  #pending: Token[] = [];
  #last = NO_TOKEN;
  /** The line of the action being parsed, 0 outside. */
  actionLine = 0;

  constructor(
    readonly lexer: Lexer,
    readonly parseName: string,
  ) {}

  next(): Token {
    return this.#pending.pop() ?? (this.#last = this.lexer.next());
  }

  /** Gives a token back: it is read again, before those given back earlier. */
  backup(token: Token): void {
    this.#pending.push(token);
  }

  peek(): Token {
    const token = this.next();
    this.#pending.push(token);
    return token;
  }

  nextNonSpace(): Token {
    for (;;) {
      const token = this.next();
      if (token.kind !== "space") return token;
    }
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.#pending.push(token);
    return token;
  }

  expect(kind: TokenKind, context: string): Token {
    const token = this.nextNonSpace();
    return token.kind === kind ? token : this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    if (token.kind !== "error") this.fail("unexpected %s in %s", describe(token), context);
    let extra = "";
    if (this.actionLine !== 0 && this.actionLine !== token.line) {
      const doubled = token.text.endsWith(" action");
      extra = `${doubled ? "" : " in action"} started at ${this.parseName}:${this.actionLine}`;
    }
    this.fail("%s%s", token.text, extra);
  }

  fail(format: string, ...args: Value[]): never {
    throw new ParseError(this.parseName, this.#last.line, sprintf(format, args));
  }
}
