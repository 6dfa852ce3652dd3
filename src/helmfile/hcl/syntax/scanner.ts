/** Cuts a file into tokens (hcl 2.24, hclsyntax/scan_tokens.rl). Texts in quotes and heredocs have tokens of their own. */
import { advance, type Place } from "./range.ts";
import type { Token, TokenKind } from "./token.ts";

type Mode = "code" | "quoted" | "heredoc";

interface Heredoc {
  readonly marker: string;
  /** Whether a closing marker may stand here. */
  atLineStart: boolean;
}

type Pattern = readonly [TokenKind, RegExp];

const NEWLINE: Pattern = ["newline", /\r?\n/y];
const COMMENT: Pattern = ["comment", /#[^\n]*\n?|\/\/[^\n]*\n?|\/\*[^]*?\*\//y];

/** By the character with which a token begins; symbols have no pattern of their own. */
const BY_FIRST: ReadonlyMap<string, Pattern> = new Map([
  ["\n", NEWLINE],
  ["\r", NEWLINE],
  ["#", COMMENT],
  ["/", COMMENT],
  ["~", ["sequenceEnd", /~\}/y]],
  ['"', ["openQuote", /"/y]],
  ["<", ["openHeredoc", /<<-?[\p{ID_Start}_][\p{ID_Continue}-]*\r?\n/uy]],
]);

const NUMBER: Pattern = ["number", /\d(?:(?:\d|\.|[eE][+-]?\d)*(?:\d|[eE][+-]?\d))?/y];
const WORD: Pattern = ["identifier", /[A-Za-z_][\w-]*(?![\w-]|[^\x00-\x7f])/y];
const IDENTIFIER: Pattern = ["identifier", /[\p{ID_Start}_][\p{ID_Continue}-]*/uy];

function patternsFor(first: string): readonly Pattern[] {
  const one = BY_FIRST.get(first);
  if (one !== undefined) return [one];
  if (first >= "0" && first <= "9") return [NUMBER];
  if (first > "\x7f") return [IDENTIFIER];
  return /[A-Za-z_]/.test(first) ? [WORD, IDENTIFIER] : [];
}

const SYMBOL = /\.\.\.|==|!=|>=|<=|&&|\|\||::|=>|[[\](){}.,*/%+\-=<>!?:&|~^;`']/y;
const SPACES = /[ \t]+/y;
const TEMPLATE_START = /[$%]\{~?/y;
const TEMPLATE_ESCAPE = /\$\$\{~?|%%\{~?/y;
const QUOTED_TEXT = /(?:\\[^\r\n]|[^$%"\\\r\n\udc80-\udcff])+/uy;
const HEREDOC_LINE = /[^$%\r\n\udc80-\udcff]*\r?\n/uy;
const HEREDOC_TEXT = /[^$%\r\n\udc80-\udcff]+/uy;
const LINE_BREAKS = /[\r\n]+/y;
const BAD_BYTE = /^[\udc80-\udcff]/;

/** Always ends with an `end` token. */
export function scan(text: string, file: string): readonly Token[] {
  const scanner = new Scanner(text.startsWith("\ufeff") ? text.slice(1) : text, file);
  return scanner.all();
}

class Scanner {
  readonly #tokens: Token[] = [];
  #at = 0;
  #place: Place = { line: 1, column: 1 };
  /** What is being read, and what around it. */
  readonly #modes: Mode[] = ["code"];
  readonly #heredocs: Heredoc[] = [];
  #braces = 0;
  /** How many braces are open where a template sequence began. */
  readonly #sequences: number[] = [];

  constructor(
    readonly text: string,
    readonly file: string,
  ) {}

  all(): readonly Token[] {
    while (this.#at < this.text.length) {
      const mode = this.#modes.at(-1) ?? "code";
      if (mode === "code") this.#code();
      else if (mode === "quoted") this.#quoted();
      else this.#heredoc();
    }
    this.#emit("end", 0);
    return this.#tokens;
  }

  #emit(kind: TokenKind, length: number): void {
    const text = this.text.slice(this.#at, this.#at + length);
    const start = this.#place;
    this.#at += length;
    this.#place = advance(start, text);
    this.#tokens.push({ kind, text, range: { file: this.file, start, end: this.#place } });
  }

  /** The length of what a pattern finds here. */
  #length(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.text)?.[0].length ?? 0;
  }

  #code(): void {
    const spaces = this.#length(SPACES);
    if (spaces > 0) return this.#skip(spaces);
    for (const [kind, pattern] of patternsFor(this.text[this.#at] ?? "")) {
      const length = this.#length(pattern);
      if (length > 0) return this.#found(kind, length);
    }
    const length = this.#length(SYMBOL);
    if (length === 0) return this.#foreign();
    const symbol = this.text.slice(this.#at, this.#at + length) as TokenKind;
    if (symbol === "}") return this.#closeBrace();
    if (symbol === "{") this.#braces++;
    this.#emit(symbol, length);
  }

  #skip(spaces: number): void {
    this.#at += spaces;
    this.#place = { line: this.#place.line, column: this.#place.column + spaces };
  }

  #found(kind: TokenKind, length: number): void {
    this.#emit(kind, length);
    if (kind === "openQuote") this.#modes.push("quoted");
    if (kind === "openHeredoc") this.#openHeredoc();
    if (kind === "sequenceEnd") {
      if (this.#endsSequence()) this.#leaveSequence();
      this.#braces--;
    }
  }

  #openHeredoc(): void {
    const marker = (this.#tokens.at(-1)?.text ?? "").replace(/^<<-?/, "").trimEnd();
    this.#heredocs.push({ marker, atLineStart: true });
    this.#modes.push("heredoc");
  }

  #closeBrace(): void {
    const ends = this.#endsSequence();
    this.#emit(ends ? "sequenceEnd" : "}", 1);
    if (ends) this.#leaveSequence();
    this.#braces--;
  }

  #endsSequence(): boolean {
    return this.#sequences.at(-1) === this.#braces;
  }

  #leaveSequence(): void {
    this.#sequences.pop();
    this.#modes.pop();
  }

  /** A character that is no token. */
  #foreign(): void {
    const length = (this.text.codePointAt(this.#at) ?? 0) > 0xffff ? 2 : 1;
    this.#emit(BAD_BYTE.test(this.text.slice(this.#at)) ? "badUtf8" : "invalid", length);
  }

  /** The beginning of a sequence; false where there is none. */
  #sequence(): boolean {
    const length = this.#length(TEMPLATE_START);
    if (length === 0) return false;
    this.#emit(this.text[this.#at] === "$" ? "interpolation" : "directive", length);
    this.#sequences.push(++this.#braces);
    const heredoc = this.#heredocs.at(-1);
    if (heredoc !== undefined) heredoc.atLineStart = false;
    this.#modes.push("code");
    return true;
  }

  /** A dollar or percent sign that begins nothing, or its escape; at the very end it could still have begun something. */
  #sign(kind: TokenKind): boolean {
    const escape = this.#length(TEMPLATE_ESCAPE);
    if (escape === 0 && !/[$%]/.test(this.text[this.#at] ?? "")) return false;
    this.#emit(escape === 0 && this.#at + 1 === this.text.length ? "invalid" : kind, Math.max(escape, 1));
    return true;
  }

  #quoted(): void {
    if (this.#sequence() || this.#sign("quotedText")) return;
    const text = this.#length(QUOTED_TEXT);
    if (text > 0) return this.#emit("quotedText", text);
    const breaks = this.#length(LINE_BREAKS);
    if (breaks > 0) return this.#emit("quotedNewline", breaks);
    if (this.text[this.#at] !== '"') return this.#foreign();
    this.#emit("closeQuote", 1);
    this.#modes.pop();
  }

  #heredoc(): void {
    if (this.#sequence()) return;
    const line = this.#length(HEREDOC_LINE);
    if (line > 0) return this.#heredocLine(line);
    const heredoc = this.#heredocs.at(-1);
    if (heredoc !== undefined) heredoc.atLineStart = false;
    if (this.#sign("plainText")) return;
    const text = this.#length(HEREDOC_TEXT);
    if (text > 0) return this.#emit("plainText", text);
    // A carriage return by itself stops upstream's scanner: the rest of the file is one token.
    if (this.text[this.#at] === "\r") return this.#emit("invalid", this.text.length - this.#at);
    this.#foreign();
  }

  #heredocLine(length: number): void {
    const heredoc = this.#heredocs.at(-1);
    const line = this.text.slice(this.#at, this.#at + length);
    if (heredoc?.atLineStart === true && line.trim() === heredoc.marker) {
      const content = line.replace(/\r?\n$/, "").length;
      this.#emit("closeHeredoc", content);
      this.#emit("newline", length - content);
      this.#heredocs.pop();
      this.#modes.pop();
      return;
    }
    if (heredoc !== undefined) heredoc.atLineStart = true;
    this.#emit("plainText", length);
  }
}
