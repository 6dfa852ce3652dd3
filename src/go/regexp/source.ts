/** What is left to read of a pattern. */
import { syntaxError } from "./node.ts";

const INVALID = /[\ud800-\udfff]/u;

/** A pattern, read character by character. */
export class Source {
  at = 0;
  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get rest(): string {
    return this.text.slice(this.at);
  }

  /** The character `offset` places on, empty behind the end. Enough where only ASCII matters. */
  peek(offset = 0): string {
    return this.text.charAt(this.at + offset);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Reads one character. Throws when it is not UTF-8. */
  next(): string {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) return "";
    const char = String.fromCodePoint(code);
    if (INVALID.test(char)) throw syntaxError("invalid UTF-8", this.rest);
    this.at += char.length;
    return char;
  }

  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  since(start: number): string {
    return this.text.slice(start, this.at);
  }
}

/** Throws when a text is not UTF-8. */
export function checkUtf8(text: string): void {
  const at = text.search(INVALID);
  if (at >= 0) throw syntaxError("invalid UTF-8", text.slice(at));
}
