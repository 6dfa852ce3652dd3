/**
 * Reads an expression character by character, as Go's `bytes.Buffer.ReadRune` does: a byte that is not part of valid
 * UTF-8 reads as U+FFFD.
 */
export class RuneReader {
  readonly #runes: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#runes = Array.from(text, (rune) => (LONE_SURROGATE.test(rune) ? "\ufffd" : rune));
  }

  /** The next character, `undefined` at the end. */
  next(): string | undefined {
    return this.#runes[this.#at++];
  }

  peek(): string | undefined {
    return this.#runes[this.#at];
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Everything not yet read. */
  rest(): string {
    return this.#runes.slice(this.#at).join("");
  }

  /**
   * Characters up to one of `stops`, which is read too and returned as `stop` (`undefined` at the end of the text).
   * With `escapes`, a backslash makes the next character ordinary; one at the very end is dropped.
   */
  until(stops: string, options: { escapes: boolean }): { runes: string[]; stop: string | undefined } {
    const runes: string[] = [];
    for (;;) {
      let rune = this.next();
      if (rune === undefined || stops.includes(rune)) return { runes, stop: rune };
      if (options.escapes && rune === "\\") {
        rune = this.next();
        if (rune === undefined) return { runes, stop: undefined };
      }
      runes.push(rune);
    }
  }
}

const LONE_SURROGATE = /^[\ud800-\udfff]$/;
