/**
 * Comments on their way out. They come with a node, and wait until a place comes where they can stand (go-yaml v3,
 * emitterc.go): a head before its line, a line comment behind it, a foot below, a tail before the next key.
 */
import { isBreak } from "./characters.ts";
import type { Output } from "./output.ts";

export class PendingComments {
  readonly #out: Output;
  head = "";
  line = "";
  foot = "";
  tail = "";

  constructor(out: Output) {
    this.#out = out;
  }

  /** Takes over what the encoder sends with an event; what is not sent stays. */
  add(comments: { head?: string; line?: string; foot?: string; tail?: string }): void {
    this.head = comments.head || this.head;
    this.line = comments.line || this.line;
    this.foot = comments.foot || this.foot;
    this.tail = comments.tail || this.tail;
  }

  /** Something waits to be written behind the current entry. */
  get trailing(): boolean {
    return this.line !== "" || this.foot !== "" || this.tail !== "";
  }

  writeHead(): void {
    const out = this.#out;
    if (this.tail !== "") {
      out.writeIndent();
      this.#comment(this.tail);
      this.tail = "";
      out.footIndent = Math.max(out.indent, 0);
    }
    if (this.head === "") return;
    out.writeIndent();
    this.#comment(this.head);
    this.head = "";
  }

  writeLineAndFoot(): void {
    this.writeLine();
    this.writeFoot();
  }

  /** Gives whether there was a comment: the line is ended then. */
  writeLine(): boolean {
    if (this.line === "") return false;
    if (!this.#out.whitespace) this.#out.put(" ");
    this.#comment(this.line);
    this.line = "";
    return true;
  }

  writeFoot(): void {
    if (this.foot === "") return;
    this.#out.writeIndent();
    this.#comment(this.foot);
    this.foot = "";
    this.#out.footIndent = Math.max(this.#out.indent, 0);
  }

  #comment(comment: string): void {
    const out = this.#out;
    let lineStart = true;
    let afterBreak = false;
    for (const character of comment) {
      if (isBreak(character.charCodeAt(0))) {
        if (character === "\n") out.breakLine();
        else {
          out.put(character);
          out.column = 0;
          out.indention = true;
        }
        afterBreak = lineStart = true;
        continue;
      }
      if (afterBreak) out.writeIndent();
      if (lineStart && character !== "#") out.put("# ");
      out.put(character);
      out.indention = lineStart = afterBreak = false;
    }
    if (!afterBreak) out.breakLine();
    out.whitespace = true;
  }
}
