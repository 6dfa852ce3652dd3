/**
 * The lexer of Go 1.26's text/template: the same tokens and messages. It stands on one token at a time and makes no objects of them:
 * there are several tokens in each of the thousands of actions of a chart.
 */
import { quote } from "../../strconv/index.ts";
import { sprintf } from "../../fmt/index.ts";
import { Int } from "../../value.ts";
import { behindSpace, isSpace } from "./space.ts";
import {
  ASSIGN,
  BOOL,
  BREAK,
  CHAR,
  CHAR_CONSTANT,
  COMPLEX,
  CONTINUE,
  DECLARE,
  DOT,
  EOF,
  ERROR,
  FIELD,
  IDENTIFIER,
  KEYWORDS,
  LEFT_PAREN,
  NUMBER,
  PIPE,
  RAW_STRING,
  RIGHT_DELIM,
  RIGHT_PAREN,
  STRING,
  VARIABLE,
  type TokenKind,
} from "./token.ts";

export interface LexerOptions {
  /** A function named `break` (or `continue`) takes the keyword's place. */
  readonly breakIsFunction?: boolean;
  readonly continueIsFunction?: boolean;
}

/** What the words mean where these functions are known. */
export function lexerOptions(hasFunction: (name: string) => boolean): LexerOptions {
  return { breakIsFunction: hasFunction("break"), continueIsFunction: hasFunction("continue") };
}

const RIGHT = "}}";

const WORD = /[_\p{L}\p{Nd}]*/uy;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const CLOSING = 0x7d;
const FIELDS = /(?:\.[A-Za-z_]\w*)+(?=[ \t\r\n|)]|\}\})/y;
const CLOSE = /(?:[ \t\r\n]-)?\}\}/y;
const NUMBER_TEXT = new RegExp(
  "[+-]?(?:" +
    String.raw`0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?` +
    String.raw`|0[oO][0-7_]*(?:\.[0-7_]*)?` +
    String.raw`|0[bB][01_]*(?:\.[01_]*)?` +
    String.raw`|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?` +
    ")i?",
  "y",
);
export const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"/y;
export const RAW_QUOTED = /`[^`]*`/y;
export const CHARACTER = /'(?:[^'\\\n]|\\[^\n])*'/y;

/** A place to come back to. */
export interface Mark {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly spaced: boolean;
  readonly parenDepth: number;
}

export class Lexer {
  /** The token it stands on, from `start` to `end`. */
  kind: TokenKind = EOF;
  start = 0;
  end = 0;
  /** White space stands before the token, inside the action. */
  spaced = false;
  /** What is wrong with a broken token. */
  message = "";
  /** Where reading goes on. */
  #at = 0;
  #parenDepth = 0;
  #failed = false;
  /** The last action read trims what stands behind it. */
  #trims = false;

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

  /** Reads the next token of the action that was opened. */
  read(): void {
    if (this.#failed) {
      this.kind = EOF;
      this.start = this.end = this.#at;
      return;
    }
    this.start = behindSpace(this.text, this.#at);
    this.spaced = this.start > this.#at;
    this.#at = this.start;
    this.kind = this.#token();
  }

  /** The token's words. */
  get word(): string {
    switch (this.kind) {
      case ERROR:
        return this.message;
      case EOF:
        return "EOF";
      default:
        return this.text.slice(this.start, this.end);
    }
  }

  mark(): Mark {
    const { kind, start, end, spaced } = this;
    return { kind, start, end, spaced, parenDepth: this.#parenDepth };
  }

  /** Stands on the token again that was marked, which was not broken. */
  reset({ kind, start, end, spaced, parenDepth }: Mark): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.spaced = spaced;
    this.#at = end;
    this.#parenDepth = parenDepth;
    this.#failed = false;
  }

  /**
   * The fields right behind the last token, `.b.c` of `.a.b.c`, in one piece; nothing where they are not plainly that. A third of
   * all tokens are such fields.
   */
  takeFields(): string | undefined {
    const start = this.#at;
    if (this.text.charCodeAt(start) !== POINT || matchAt(FIELDS, this.text, start) === 0) return undefined;
    this.#at = FIELDS.lastIndex;
    return this.text.slice(start + 1, this.#at);
  }

  /** Whether that word stands there. */
  startsWord(word: string, at: number): boolean {
    return this.text.startsWith(word, at) && wordLength(this.text, at) === word.length;
  }

  /** Goes inside an action. */
  enter(at: number): void {
    this.#at = at;
    this.#parenDepth = 0;
  }

  /** Behind the action that was read, and what it trims. */
  get behind(): number {
    let at = this.#at;
    if (this.#trims) while (isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** Passes a comment; false where it does not end well. */
  passComment(start: number): boolean {
    const close = this.text.indexOf("*/", start + 2);
    const length = close < 0 ? 0 : matchAt(CLOSE, this.text, close + 2);
    if (length === 0) {
      this.start = start;
      this.kind = this.#fail(close < 0 ? "unclosed comment" : "comment ends before closing delimiter");
      return false;
    }
    this.#at = close + 2 + length;
    this.#trims = length > RIGHT.length;
    return true;
  }

  #token(): TokenKind {
    const start = this.#at;
    if (start >= this.text.length) return this.#fail("unclosed action");
    const code = this.text.charCodeAt(start);
    if (code === CLOSING || isSpace(code)) {
      const close = matchAt(CLOSE, this.text, start);
      if (close > 0) return this.#parenDepth === 0 ? this.#close(close) : this.#fail("unclosed left paren");
    }
    switch (code) {
      case 0x3d: // =
        return this.#take(ASSIGN, 1);
      case 0x3a: // :
        return this.text[start + 1] === "=" ? this.#take(DECLARE, 2) : this.#fail("expected :=");
      case 0x7c: // |
        return this.#take(PIPE, 1);
      case 0x22: // "
        return this.#literal(STRING, QUOTED, "unterminated quoted string");
      case 0x60: // `
        return this.#literal(RAW_STRING, RAW_QUOTED, "unterminated raw quoted string");
      case 0x27: // '
        return this.#literal(CHAR_CONSTANT, CHARACTER, "unterminated character constant");
      case 0x24: // $
        return this.#name(VARIABLE);
      case POINT:
        return this.#afterPoint();
      case 0x28: // (
        this.#parenDepth++;
        return this.#take(LEFT_PAREN, 1);
      case 0x29: // )
        if (this.#parenDepth === 0) return this.#fail("unexpected right paren");
        this.#parenDepth--;
        return this.#take(RIGHT_PAREN, 1);
      default:
        return this.#wordOrNumber(code);
    }
  }

  #close(length: number): TokenKind {
    this.end = this.#at += length;
    this.start = this.#at - RIGHT.length;
    this.#trims = length > RIGHT.length;
    return RIGHT_DELIM;
  }

  #literal(kind: TokenKind, pattern: RegExp, problem: string): TokenKind {
    const length = matchAt(pattern, this.text, this.#at);
    return length > 0 ? this.#take(kind, length) : this.#fail(problem);
  }

  #afterPoint(): TokenKind {
    const next = this.text.charCodeAt(this.#at + 1);
    return Number.isNaN(next) || isDigit(next) ? this.#number() : this.#name(FIELD);
  }

  /** A field or variable; a point alone is dot. */
  #name(kind: TokenKind): TokenKind {
    const length = wordLength(this.text, this.#at + 1);
    const end = this.#at + 1 + length;
    if (!this.#endsWord(end)) return this.#badCharacter(end);
    return this.#take(kind === FIELD && length === 0 ? DOT : kind, 1 + length);
  }

  #wordOrNumber(code: number): TokenKind {
    const start = this.#at;
    if (code === PLUS || code === MINUS || isDigit(code)) return this.#number();
    const length = wordLength(this.text, start);
    if (length > 0) return this.#word(length);
    if (code > 0x20 && code <= 0x7e) return this.#take(CHAR, 1);
    return this.#fail(`unrecognized character in action: ${showRune(this.text, start)}`);
  }

  #word(length: number): TokenKind {
    const end = this.#at + length;
    if (!this.#endsWord(end)) return this.#badCharacter(end);
    const word = this.text.slice(this.#at, end);
    const keyword = KEYWORDS.get(word);
    const isFunction =
      (keyword === BREAK && this.options.breakIsFunction === true) ||
      (keyword === CONTINUE && this.options.continueIsFunction === true);
    if (keyword !== undefined && !isFunction) return this.#take(keyword, length);
    return this.#take(word === "true" || word === "false" ? BOOL : IDENTIFIER, length);
  }

  #number(): TokenKind {
    const start = this.#at;
    const first = this.#numberEnd(start);
    if (first < 0) return this.#badNumber(-first);
    const sign = this.text[first];
    if (sign !== "+" && sign !== "-") return this.#take(NUMBER, first - start);
    const second = this.#numberEnd(first);
    if (second < 0) return this.#badNumber(-second);
    return this.text[second - 1] === "i" ? this.#take(COMPLEX, second - start) : this.#badNumber(second);
  }

  /** Where the number ends; negative, behind the offending character, when a letter or digit follows it. */
  #numberEnd(start: number): number {
    const end = start + matchAt(NUMBER_TEXT, this.text, start);
    if (wordLength(this.text, end) === 0) return end;
    return -(end + String.fromCodePoint(this.text.codePointAt(end) ?? 0).length);
  }

  #badNumber(end: number): TokenKind {
    return this.#fail(`bad number syntax: ${quote(this.text.slice(this.#at, end))}`);
  }

  /** Whether a word may end here. */
  #endsWord(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return Number.isNaN(code) || ENDS_WORD[code] === 1 || (code === CLOSING && this.text.startsWith(RIGHT, at));
  }

  #badCharacter(at: number): TokenKind {
    return this.#fail(`bad character ${showRune(this.text, at)}`);
  }

  #take(kind: TokenKind, length: number): TokenKind {
    this.end = this.#at += length;
    return kind;
  }

  #fail(message: string): TokenKind {
    this.#failed = true;
    this.message = message;
    return ERROR;
  }
}

/** By code: what may stand right behind a word. */
const ENDS_WORD = new Uint8Array(128);
for (const character of " \t\r\n.,|:()") ENDS_WORD[character.charCodeAt(0)] = 1;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** By code: ASCII letters, digits and the underscore. */
const IN_WORD = new Uint8Array(128);
IN_WORD.fill(1, 0x30, 0x3a).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b).fill(1, 0x5f, 0x60);

function wordLength(text: string, at: number): number {
  let end = at;
  while (IN_WORD[text.charCodeAt(end)] === 1) end++;
  return text.charCodeAt(end) >= 0x80 ? matchAt(WORD, text, at) : end - at;
}

/** The length of a sticky pattern's match, 0 where it does not match. */
function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

function showRune(text: string, at: number): string {
  const rune = text.codePointAt(at) ?? 0;
  return sprintf("%#U", [new Int(BigInt(rune >= 0xd800 && rune <= 0xdfff ? 0xfffd : rune), "int32")]);
}
