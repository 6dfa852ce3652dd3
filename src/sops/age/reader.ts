import { GoError } from "../../go/index.ts";

/** Bytes that end in an error where they should have gone on: Go's readers, read to their end beforehand. */
export class AgeReader {
  #at = 0;

  constructor(
    readonly bytes: Uint8Array,
    /** What comes after the last byte: the end of the file where nothing is said. */
    readonly fault?: GoError,
  ) {}

  get atEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** Up to and with a line break, which is cut off; `undefined` where there is none. */
  line(): Uint8Array | undefined {
    const end = this.bytes.indexOf(0x0a, this.#at);
    if (end < 0) return undefined;
    const line = this.bytes.subarray(this.#at, end);
    this.#at = end + 1;
    return line;
  }

  startsWith(prefix: string): boolean {
    return [...prefix].every((character, i) => this.bytes[this.#at + i] === character.charCodeAt(0));
  }

  /** Up to so many bytes. */
  take(count: number): Uint8Array {
    const taken = this.bytes.subarray(this.#at, this.#at + count);
    this.#at += taken.length;
    return taken;
  }

  /** Why nothing more comes. `inside` says that something was begun. */
  ending(inside: boolean): string {
    return this.fault?.message ?? (inside ? "unexpected EOF" : "EOF");
  }
}
