/** Reads a TOML text character by character, counting lines, and refuses bytes that no TOML text may contain. */
import { TomlError } from "./error.ts";

/** What `next` gives at the end of the text. */
export const END = 0;

export interface Mark {
  readonly position: number;
  readonly line: number;
}

export class Reader {
  readonly #text: string;
  readonly #lastKey: () => string;
  #position = 0;
  #line = 1;
  #atEnd = false;

  /** `lastKey` tells, for messages, which key was read last. */
  constructor(text: string, lastKey: () => string) {
    this.#text = text;
    this.#lastKey = lastKey;
  }

  get line(): number {
    return this.#line;
  }

  get position(): number {
    return this.#position;
  }

  /** The text from `start` to here. */
  since(start: number): string {
    return this.#text.slice(start, this.#position);
  }

  /** The next character, or END. Throws for control characters and for bytes that are not UTF-8. */
  next(): number {
    const character = this.#text.codePointAt(this.#position);
    if (character === undefined) {
      this.#atEnd = true;
      return END;
    }
    if (character === 0x0a) this.#line++;
    else this.#check(character);
    this.#position += character > 0xffff ? 2 : 1;
    return character;
  }

  #check(character: number): void {
    if (character >= 0xdc80 && character <= 0xdcff) {
      throw this.failure(`invalid UTF-8 byte: 0x${(character - 0xdc00).toString(16).padStart(2, "0")}`);
    }
    const isLoneReturn = character === 0x0d && this.#text.charCodeAt(this.#position + 1) !== 0x0a;
    const isControl = character < 0x20 && character !== 0x09 && character !== 0x0d;
    if (!isLoneReturn && !isControl && character !== 0x7f) return;
    const code = character.toString(16).padStart(2, "0");
    throw this.failure(`TOML files cannot contain control characters: '0x${code}'`);
  }

  mark(): Mark {
    return { position: this.#position, line: this.#line };
  }

  reset(mark: Mark): void {
    this.#position = mark.position;
    this.#line = mark.line;
    this.#atEnd = false;
  }

  peek(): number {
    const mark = this.mark();
    const character = this.next();
    this.reset(mark);
    return character;
  }

  /** Takes the next character if it is this one. */
  accept(character: number): boolean {
    const mark = this.mark();
    if (this.next() === character) return true;
    this.reset(mark);
    return false;
  }

  /** Takes characters while they pass. */
  skip(passes: (character: number) => boolean): void {
    let mark = this.mark();
    while (passes(this.next())) mark = this.mark();
    this.reset(mark);
  }

  skipBlanks(): void {
    this.skip(isBlank);
  }

  /** A message about the place just read. At the end of a text that ends in a newline, that is the line before. */
  failure(problem: string): TomlError {
    const afterNewline = this.#atEnd && this.#text.charCodeAt(this.#position - 1) === 0x0a;
    return this.failureAt(problem, afterNewline ? this.#line - 1 : this.#line);
  }

  /** A message about the line before this one: what was read last is the newline, or nothing more. */
  failureOnLineBefore(problem: string): TomlError {
    return this.failureAt(problem, this.#line - 1);
  }

  /** A message about a bad escape, which BurntSushi/toml places one line up at the end of the text. */
  escapeFailure(problem: string): TomlError {
    return this.failureAt(problem, this.#atEnd ? this.#line - 1 : this.#line);
  }

  failureAt(problem: string, line: number): TomlError {
    return new TomlError(problem, line, this.#lastKey());
  }
}

export function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09;
}

/** A carriage return comes only before a newline: `next` refuses others. */
export function isNewline(character: number): boolean {
  return character === 0x0a || character === 0x0d;
}
