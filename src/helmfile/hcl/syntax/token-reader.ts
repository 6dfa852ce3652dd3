/** Tokens one after the other, without comments, and without line breaks where those mean nothing (hcl 2.24, hclsyntax/peeker.go). */
import type { Range } from "./range.ts";
import type { Token, TokenKind } from "./token.ts";

export class TokenReader {
  #next = 0;
  /** Whether line breaks count, and whether they did around. */
  readonly #breaks: boolean[] = [true];

  constructor(readonly tokens: readonly Token[]) {}

  peek(): Token {
    return this.#find().token;
  }

  read(): Token {
    const { token, next } = this.#find();
    this.#next = next;
    return token;
  }

  /** Reads the next token if it is of that kind. */
  take(kind: TokenKind): Token | undefined {
    return this.peek().kind === kind ? this.read() : undefined;
  }

  /** Reads up to the bracket that closes what is open, or to the end. */
  skipTo(close: TokenKind, open: TokenKind): Token {
    for (let depth = 0; ;) {
      const token = this.read();
      if (token.kind === "end" || (token.kind === close && depth === 0)) return token;
      if (token.kind === open) depth++;
      if (token.kind === close) depth--;
    }
  }

  /** Reads up to the end of the line, or of what is open on it. */
  skipItem(): void {
    const open: TokenKind[] = [];
    for (;;) {
      const { kind } = this.read();
      if (kind === "end" || (kind === "newline" && open.length === 0)) return;
      const opener = OPENERS.get(kind);
      if (OPENING.has(kind)) open.push(kind === "directive" ? "interpolation" : kind);
      else if (opener !== undefined) open.length = Math.max(0, open.lastIndexOf(opener));
    }
  }

  isWord(word: string): boolean {
    const { kind, text } = this.peek();
    return kind === "identifier" && text === word;
  }

  takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.read();
    return found;
  }

  /** Of the token that was read last. */
  get previous(): Range {
    return (this.tokens[this.#next - 1] ?? this.peek()).range;
  }

  /** Of the token that was read last. */
  get lastText(): string {
    return this.tokens[this.#next - 1]?.text ?? "";
  }

  /** Runs `parse` where line breaks count, or where they do not. */
  withBreaks<Result>(count: boolean, parse: () => Result): Result {
    this.#breaks.push(count);
    try {
      return parse();
    } finally {
      this.#breaks.pop();
    }
  }

  #find(): { readonly token: Token; readonly next: number } {
    const breaks = this.#breaks.at(-1) === true;
    for (let i = this.#next; i < this.tokens.length; i++) {
      const token = this.tokens[i];
      if (token === undefined) break;
      const isBreak = token.kind === "newline" || (token.kind === "comment" && token.text.endsWith("\n"));
      if (isBreak && breaks)
        return { token: token.kind === "newline" ? token : { ...token, kind: "newline" }, next: i + 1 };
      if (token.kind !== "newline" && token.kind !== "comment") return { token, next: i + 1 };
    }
    return { token: this.tokens.at(-1) ?? END, next: this.tokens.length };
  }
}

/** What closes what. */
const OPENERS: ReadonlyMap<TokenKind, TokenKind> = new Map<TokenKind, TokenKind>([
  ["}", "{"],
  ["]", "["],
  [")", "("],
  ["closeQuote", "openQuote"],
  ["closeHeredoc", "openHeredoc"],
  ["sequenceEnd", "interpolation"],
]);

const OPENING: ReadonlySet<TokenKind> = new Set<TokenKind>([...OPENERS.values(), "directive"]);

const NOWHERE = { line: 1, column: 1 };
const END: Token = { kind: "end", text: "", range: { file: "", start: NOWHERE, end: NOWHERE } };
