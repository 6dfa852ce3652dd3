/** Goes through a text line by line, knowing each line's indentation. Empty lines are passed over. */

const SPACE = 0x20;
const NEWLINE = 0x0a;
const DASH = 0x2d;

export class Lines {
  #start = 0;
  /** Where the line's first character that is not a blank stands. */
  from = 0;
  /** Behind the line's last character. */
  to = 0;
  indent = 0;
  /** Empty lines stand before this one. */
  afterGap = false;
  done = false;

  constructor(readonly source: string) {
    this.#read(0);
  }

  #read(start: number): void {
    const { source } = this;
    let at = start;
    this.afterGap = false;
    for (;;) {
      if (at >= source.length) {
        this.#start = source.length;
        this.from = this.to = source.length;
        this.indent = -1;
        this.done = true;
        return;
      }
      let from = at;
      while (source.charCodeAt(from) === SPACE) from++;
      if (source.charCodeAt(from) === NEWLINE) {
        at = from + 1;
        this.afterGap = true;
        continue;
      }
      const newline = source.indexOf("\n", from);
      this.#start = at;
      this.from = from;
      this.to = newline < 0 ? source.length : newline;
      this.indent = from - at;
      this.done = false;
      return;
    }
  }

  next(): void {
    this.#read(this.to + 1);
  }

  mark(): number {
    return this.#start;
  }

  reset(mark: number): void {
    this.#read(mark);
  }

  text(): string {
    return this.source.slice(this.from, this.to);
  }

  /** At this depth `- ` and something behind it. */
  isItemAt(depth: number): boolean {
    const { source, from } = this;
    if (this.indent !== depth || source.charCodeAt(from) !== DASH) return false;
    return source.charCodeAt(from + 1) === SPACE && source.charCodeAt(from + 2) !== SPACE;
  }

  /** Passes over lines deeper than `indent`. */
  skipDeeper(indent: number): void {
    while (!this.done && this.indent > indent) this.next();
  }

  /** This line and what belongs to it: deeper lines, and list items at its own depth. */
  takeBlock(indent: number): string {
    const start = this.#start;
    this.next();
    while (
      !this.done &&
      (this.indent > indent || (this.indent === indent && this.source.charCodeAt(this.from) === DASH))
    ) {
      this.next();
    }
    return this.source.slice(start, this.#start);
  }

  /** This list item. */
  takeItem(indent: number): string {
    const start = this.#start;
    this.next();
    this.skipDeeper(indent);
    return this.source.slice(start, this.#start);
  }
}
