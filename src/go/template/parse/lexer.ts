/** The lexer of Go 1.26's text/template: the same tokens and messages, found with sticky patterns instead of rune by rune. */
import { quote } from "../../strconv/index.ts";
import { sprintf } from "../../fmt/index.ts";
import { Int } from "../../value.ts";
import { KEYWORDS, type Token, type TokenKind } from "./token.ts";

export interface LexerOptions {
  /** A function named `break` (or `continue`) takes the keyword's place. */
  readonly breakIsFunction?: boolean;
  readonly continueIsFunction?: boolean;
}

const LEFT = "{{";
const RIGHT = "}}";

const SPACE_RUN = /[ \t\r\n]+/y;
const WORD = /[_\p{L}\p{Nd}]*/uy;
/** The same for nearly all words, and faster. */
const ASCII_WORD = /\w*/y;
const STAR = 0x2a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const SLASH = 0x2f;
const CLOSING = 0x7d;
const FIELDS = /(?:\.[A-Za-z_]\w*)+(?=[ \t\r\n|)]|\}\})/y;
const CLOSE = /(?:[ \t\r\n]-)?\}\}/y;
/** To the end of an action, where it holds nothing odd. What is quoted in it is as below. */
const PHRASE = /(?:[^"'`{}]|"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`|'(?:[^'\\\n]|\\[^\n])*')*\}\}/y;
const NUMBER = new RegExp(
  "[+-]?(?:" +
    String.raw`0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?` +
    String.raw`|0[oO][0-7_]*(?:\.[0-7_]*)?` +
    String.raw`|0[bB][01_]*(?:\.[01_]*)?` +
    String.raw`|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?` +
    ")i?",
  "y",
);
const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"/y;
const RAW_QUOTED = /`[^`]*`/y;
const CHAR_CONSTANT = /'(?:[^'\\\n]|\\[^\n])*'/y;

export class Lexer {
  #at = 0;
  #insideAction = false;
  #parenDepth = 0;
  #failed = false;
  /** White space has been passed since the last token. */
  #spaced = false;
  constructor(
    readonly text: string,
    readonly options: LexerOptions = {},
  ) {}

  /** The line of an offset, for messages. */
  lineOf(position: number): number {
    let line = 1;
    for (let i = this.text.indexOf("\n"); i >= 0 && i < position; i = this.text.indexOf("\n", i + 1)) line++;
    return line;
  }

  /** The line reached so far. */
  get line(): number {
    return this.lineOf(this.#at);
  }

  next(): Token {
    if (this.#failed) return this.#token("eof", this.#at, "EOF");
    return this.#insideAction ? this.#action() : this.#outside();
  }

  /**
   * The fields right behind the last token, `.b.c` of `.a.b.c`, in one piece; nothing where they are not plainly that. A third of
   * all tokens are such fields.
   */
  takeFields(): string | undefined {
    const start = this.#at;
    if (this.text.charCodeAt(start) !== POINT || matchAt(FIELDS, this.text, start) === 0) return undefined;
    this.#at = FIELDS.lastIndex;
    return this.text.slice(start, this.#at);
  }

  /** Where the words of the action start that was just opened. */
  startOfPhrase(): number {
    if (isSpace(this.text.charCodeAt(this.#at))) this.#passSpace();
    return this.#at;
  }

  /** Those words, with the closing delimiter; empty where they need a closer look. */
  phrase(): string {
    return this.text.slice(this.#at, this.#at + matchAt(PHRASE, this.text, this.#at));
  }

  /** Passes them, and what they trim. Gives the place of the closing delimiter. */
  passPhrase(words: string): number {
    this.#at += words.length;
    const position = this.#at - RIGHT.length;
    if (words.endsWith("-}}") && isSpace(words.charCodeAt(words.length - 4))) this.#skipSpace();
    this.#insideAction = false;
    this.#spaced = false;
    return position;
  }

  // --- outside actions

  #outside(): Token {
    for (;;) {
      const start = this.#at;
      const open = this.text.indexOf(LEFT, start);
      if (open < 0) return this.#lastText();
      const inside = open + LEFT.length;
      const trims = this.text.charCodeAt(inside) === MINUS && isSpace(this.text.charCodeAt(inside + 1));
      if (open > start) {
        const end = trims ? trimEnd(this.text, start, open) : open;
        this.#at = open;
        if (end > start) return this.#token("text", start, this.text.slice(start, end));
      }
      const content = trims ? inside + 2 : inside;
      if (this.text.charCodeAt(content) !== SLASH || this.text.charCodeAt(content + 1) !== STAR) {
        return this.#open(open, content);
      }
      const failure = this.#skipComment(content);
      if (failure !== undefined) return failure;
    }
  }

  #lastText(): Token {
    const start = this.#at;
    this.#at = this.text.length;
    if (start === this.#at) return this.#token("eof", start, "EOF");
    return this.#token("text", start, this.text.slice(start));
  }

  #open(open: number, content: number): Token {
    this.#insideAction = true;
    this.#parenDepth = 0;
    this.#at = content;
    return this.#token("leftDelim", open, LEFT);
  }

  /** Moves behind a comment; an error token when it does not end well. */
  #skipComment(start: number): Token | undefined {
    const close = this.text.indexOf("*/", start + 2);
    if (close < 0) return this.#fail("unclosed comment", start);
    const end = close + 2;
    const length = matchAt(CLOSE, this.text, end);
    if (length === 0) return this.#fail("comment ends before closing delimiter", start);
    this.#at = end + length;
    if (length > RIGHT.length) this.#skipSpace();
    return undefined;
  }

  // --- inside an action

  #action(): Token {
    if (isSpace(this.text.charCodeAt(this.#at))) this.#passSpace();
    const start = this.#at;
    if (start >= this.text.length) return this.#fail("unclosed action", start);
    const code = this.text.charCodeAt(start);
    if (code === CLOSING || isSpace(code)) {
      const close = matchAt(CLOSE, this.text, start);
      if (close > 0) return this.#parenDepth === 0 ? this.#close(close) : this.#fail("unclosed left paren", start);
    }
    // By code, not by character: numbers are switched on without comparing strings.
    switch (code) {
      case 0x3d: // =
        return this.#take("assign", 1);
      case 0x3a: // :
        return this.text[start + 1] === "=" ? this.#take("declare", 2) : this.#fail("expected :=", start);
      case 0x7c: // |
        return this.#take("pipe", 1);
      case 0x22: // "
        return this.#literal("string", QUOTED, "unterminated quoted string");
      case 0x60: // `
        return this.#literal("rawString", RAW_QUOTED, "unterminated raw quoted string");
      case 0x27: // '
        return this.#literal("charConstant", CHAR_CONSTANT, "unterminated character constant");
      case 0x24: // $
        return this.#fieldOrVariable("variable");
      case 0x2e: // .
        return this.#afterDot();
      case 0x28: // (
        this.#parenDepth++;
        return this.#take("leftParen", 1);
      case 0x29: // )
        if (this.#parenDepth === 0) return this.#fail("unexpected right paren", start);
        this.#parenDepth--;
        return this.#take("rightParen", 1);
      default:
        return this.#wordOrNumber(code);
    }
  }

  #close(length: number): Token {
    const trims = length > RIGHT.length;
    const position = this.#at + length - RIGHT.length;
    const token = this.#token("rightDelim", position, RIGHT);
    this.#at += length;
    if (trims) this.#skipSpace();
    this.#insideAction = false;
    return token;
  }

  /** Passes a run of spaces, but for the last one where it begins ` -}}`. */
  #passSpace(): void {
    this.#spaced = true;
    this.#at += matchAt(SPACE_RUN, this.text, this.#at);
    if (this.text.charCodeAt(this.#at) === MINUS && this.text.startsWith("-}}", this.#at)) this.#at--;
  }

  #literal(kind: TokenKind, pattern: RegExp, problem: string): Token {
    const length = matchAt(pattern, this.text, this.#at);
    return length > 0 ? this.#take(kind, length) : this.#fail(problem, this.#at);
  }

  #afterDot(): Token {
    const next = this.text.charCodeAt(this.#at + 1);
    const startsNumber = Number.isNaN(next) || isDigit(next);
    return startsNumber ? this.#number() : this.#fieldOrVariable("field");
  }

  #fieldOrVariable(kind: "field" | "variable"): Token {
    const start = this.#at;
    const length = wordLength(this.text, start + 1);
    if (!this.#endsWord(start + 1 + length)) return this.#badCharacter(start, start + 1 + length);
    return this.#take(kind === "field" && length === 0 ? "dot" : kind, 1 + length);
  }

  #wordOrNumber(code: number): Token {
    const start = this.#at;
    if (code === PLUS || code === MINUS || isDigit(code)) return this.#number();
    const length = wordLength(this.text, start);
    if (length > 0) return this.#word(length);
    if (code > 0x20 && code <= 0x7e) return this.#take("char", 1);
    return this.#fail(`unrecognized character in action: ${showRune(this.text, start)}`, start);
  }

  #word(length: number): Token {
    const start = this.#at;
    if (!this.#endsWord(start + length)) return this.#badCharacter(start, start + length);
    const word = this.text.slice(start, start + length);
    const keyword = KEYWORDS.get(word);
    const isFunction =
      (keyword === "break" && this.options.breakIsFunction === true) ||
      (keyword === "continue" && this.options.continueIsFunction === true);
    if (keyword !== undefined && !isFunction) return this.#take(keyword, length);
    return this.#take(word === "true" || word === "false" ? "bool" : "identifier", length);
  }

  #number(): Token {
    const start = this.#at;
    const first = this.#numberEnd(start);
    if (first < 0) return this.#badNumber(-first);
    const sign = this.text[first];
    if (sign !== "+" && sign !== "-") return this.#take("number", first - start);
    const second = this.#numberEnd(first);
    if (second < 0) return this.#badNumber(-second);
    return this.text[second - 1] === "i" ? this.#take("complex", second - start) : this.#badNumber(second);
  }

  /** Where the number ends; negative, behind the offending character, when a letter or digit follows it. */
  #numberEnd(start: number): number {
    const end = start + matchAt(NUMBER, this.text, start);
    if (wordLength(this.text, end) === 0) return end;
    return -(end + String.fromCodePoint(this.text.codePointAt(end) ?? 0).length);
  }

  #badNumber(end: number): Token {
    return this.#fail(`bad number syntax: ${quote(this.text.slice(this.#at, end))}`, this.#at);
  }

  /** Whether a word may end here. */
  #endsWord(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return Number.isNaN(code) || ENDS_WORD[code] === 1 || (code === CLOSING && this.text.startsWith(RIGHT, at));
  }

  #badCharacter(start: number, at: number): Token {
    return this.#fail(`bad character ${showRune(this.text, at)}`, start);
  }

  // --- tokens

  #skipSpace(): void {
    this.#at += matchAt(SPACE_RUN, this.text, this.#at);
  }

  #take(kind: TokenKind, length: number): Token {
    const start = this.#at;
    this.#at += length;
    return this.#token(kind, start, this.text.slice(start, this.#at));
  }

  #fail(message: string, position: number): Token {
    this.#failed = true;
    return this.#token("error", position, message);
  }

  #token(kind: TokenKind, position: number, text: string): Token {
    const spaced = this.#spaced;
    this.#spaced = false;
    return { kind, position, text, spaced };
  }
}

/** By code: what may stand right behind a word. */
const ENDS_WORD = new Uint8Array(128);
for (const character of " \t\r\n.,|:()") ENDS_WORD[character.charCodeAt(0)] = 1;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;
}

function wordLength(text: string, at: number): number {
  const length = matchAt(ASCII_WORD, text, at);
  return text.charCodeAt(at + length) >= 0x80 ? matchAt(WORD, text, at) : length;
}

/** The length of a sticky pattern's match, 0 where it does not match. */
function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function showRune(text: string, at: number): string {
  const rune = text.codePointAt(at) ?? 0;
  return sprintf("%#U", [new Int(BigInt(rune >= 0xd800 && rune <= 0xdfff ? 0xfffd : rune), "int32")]);
}
