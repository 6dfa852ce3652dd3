import { CR, isBlank, isBreak, LF, LINE_SEPARATOR, PARAGRAPH_SEPARATOR } from "./characters.ts";
import { type Dialect, syntaxError, type YamlError } from "./errors.ts";
import type { Mark } from "./token.ts";

/** The rest of a line. A pattern runs as machine code from the first line on; a loop would be interpreted. */
const LINE = /[^\0\n\r\x85\u2028\u2029]*/y;

/** Walks over a text that ends in NUL, and knows line and column. */
export class Cursor implements Mark {
  at = 0;
  line = 0;
  lineStart = 0;
  /** Line breaks since the last character that was not blank: decides to which token a comment belongs. */
  newlines = 0;

  constructor(
    readonly text: string,
    readonly dialect: Dialect,
  ) {}

  /** How many characters stand between two places: one above U+FFFF takes two units of a string. */
  characters(from: number, to: number): number {
    if (!this.#hasPairs()) return to - from;
    let count = to - from;
    for (let at = from; at < to; at++) if ((this.text.charCodeAt(at) & 0xfc00) === 0xdc00) count--;
    return count;
  }

  #pairs: boolean | undefined;

  #hasPairs(): boolean {
    return (this.#pairs ??= /[\ud800-\udbff]/.test(this.text));
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  /** Moves over characters of the same line. */
  advance(count = 1): void {
    for (let i = 0; i < count; i++) if (!isBlank(this.code(i))) this.newlines = 0;
    this.at += count;
  }

  skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++;
  }

  /** Moves to the end of the line. */
  skipLine(): void {
    this.at = this.lineEnd();
    this.newlines = 0;
  }

  lineEnd(): number {
    LINE.lastIndex = this.at;
    LINE.test(this.text);
    return LINE.lastIndex;
  }

  /** Takes a line break, and gives it as it stands in a scalar: LF for every kind but LS and PS. */
  takeBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return "";
    this.at += code === CR && this.code(1) === LF ? 2 : 1;
    this.line++;
    this.lineStart = this.at;
    this.newlines++;
    return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR ? String.fromCharCode(code) : "\n";
  }

  /** At `---` or `...` alone at the beginning of a line. */
  atDocumentIndicator(): boolean {
    if (this.at !== this.lineStart) return false;
    const code = this.code();
    if (code !== 45 && code !== 46) return false;
    if (this.code(1) !== code || this.code(2) !== code) return false;
    const next = this.code(3);
    return next === 0 || isBlank(next) || isBreak(next);
  }

  /** A scanner's error here, in a construct that began at `contextLine`. */
  error(problem: string, contextLine = this.line): YamlError {
    return syntaxError(this.dialect, problem, { stage: "scanner", problemLine: this.line, contextLine });
  }

  mark(): Mark {
    return { at: this.at, line: this.line, column: this.column };
  }
}
