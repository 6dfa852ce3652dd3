/**
 * Tokens one after the other, with the ways in which ANTLR 4's default error strategy goes on after one that does not fit: it passes
 * over one token, or acts as if one were there, or gives up (antlr4-go 4.13 error_strategy.go).
 */
import type { Problem } from "./source.ts";
import type { Token } from "./token.ts";

/** Thrown where a rule cannot go on; what is wrong has been told. */
export class ParseStop extends Error {}

/** Tokens that may stand behind an operand wherever it stands. */
const BEHIND: ReadonlySet<string> = new Set([
  ...["==", "!=", "<", "<=", ">=", ">", "in", "&&", "||", "+", "-", "*", "/", "%", "?", ".", "["],
]);

/** What an expression may begin with, as the grammar numbers its tokens. */
const STARTS = [
  "[",
  "{",
  "(",
  ".",
  "-",
  "!",
  "true",
  "false",
  "null",
  "NUM_FLOAT",
  "NUM_INT",
  "NUM_UINT",
  "STRING",
  "BYTES",
  "IDENTIFIER",
];

export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;
  #isRecovering = false;

  constructor(
    tokens: readonly Token[],
    readonly problems: Problem[],
  ) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error("there is always an end");
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    this.#isRecovering = false;
    return token;
  }

  isSymbol(text: string, ahead = 0): boolean {
    const { kind, text: given } = this.peek(ahead);
    return given === text && (kind === "symbol" || kind === "keyword");
  }

  accept(text: string): Token | undefined {
    return this.isSymbol(text) ? this.next() : undefined;
  }

  /** Throws `ParseStop` where it is not there and cannot be made up. */
  expect(text: string, mayFollow: (token: Token) => boolean): Token {
    if (this.isSymbol(text)) return this.next();
    const wanted = quoted(text);
    if (this.isSymbol(text, 1)) {
      this.#report(`extraneous input ${shown(this.peek())} expecting ${wanted}`);
      this.#at++;
      return this.next();
    }
    const token = this.peek();
    if (mayFollow(token)) {
      this.#report(`missing ${wanted} at ${shown(token)}`);
      return { kind: "symbol", text, offset: token.offset };
    }
    throw this.stop(`mismatched input ${shown(token)} expecting ${wanted}`);
  }

  /** After `!` ANTLR takes the end for a token too many. */
  surplusEnd(): void {
    const set = STARTS.toSorted((a, b) => rank(a) - rank(b))
      .map(quoted)
      .join(", ");
    this.#report(`extraneous input '<EOF>' expecting {${set}}`);
  }

  expectEnd(): void {
    const token = this.peek();
    if (token.kind === "end") return;
    const isLast = this.peek(1).kind === "end";
    this.#report(`${isLast ? "extraneous" : "mismatched"} input ${shown(token)} expecting <EOF>`);
  }

  /** Makes sure that one of these is next, `START` being whatever an expression begins with. */
  sync(wanted: readonly string[]): void {
    if (this.#fits(this.peek(), wanted)) return;
    const all = wanted.flatMap((one) => (one === "START" ? STARTS : [one])).sort((a, b) => rank(a) - rank(b));
    const set = all.length === 1 ? quoted(all[0] ?? "") : `{${all.map(quoted).join(", ")}}`;
    const text = `input ${shown(this.peek())} expecting ${set}`;
    if (!this.#fits(this.peek(1), wanted)) throw this.stop(`mismatched ${text}`);
    this.#report(`extraneous ${text}`);
    this.#at++;
  }

  #fits(token: Token, wanted: readonly string[]): boolean {
    return wanted.some((one) =>
      one === "START" ? startsExpression(token) : token.text === one && token.kind === "symbol",
    );
  }

  /** Passes over what cannot stand behind an operand; `open` are the tokens that the rules around wait for. */
  recover(open: readonly string[]): void {
    for (;;) {
      const { kind, text } = this.peek();
      if (kind === "end") return;
      if ((kind === "symbol" || kind === "keyword") && (BEHIND.has(text) || open.includes(text))) return;
      this.#at++;
    }
  }

  stop(message: string): ParseStop {
    this.#report(message);
    return new ParseStop(message);
  }

  #report(message: string): void {
    if (this.#isRecovering) return;
    this.#isRecovering = true;
    this.problems.push({ offset: this.peek().offset, message: `Syntax error: ${message}` });
  }
}

export function startsExpression({ kind, text }: Token): boolean {
  switch (kind) {
    case "symbol":
      return ["[", "{", "(", ".", "-", "!"].includes(text);
    case "keyword":
      return text !== "in";
    case "end":
    case "escaped":
      return false;
    default:
      return true;
  }
}

const ORDER = ["[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":"];

function rank(text: string): number {
  const at = ORDER.indexOf(text);
  return at >= 0 ? at : 100 + STARTS.indexOf(text);
}

function quoted(text: string): string {
  return /^[A-Z]/.test(text) ? text : `'${text}'`;
}

export function shown({ text }: Token): string {
  return `'${text.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}'`;
}
