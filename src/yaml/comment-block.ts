import { isBlank, isBreak, isBreakOrEnd } from "./characters.ts";
import type { ScannerState } from "./comment-scan.ts";
import type { Cursor } from "./cursor.ts";
import { Kind, type Mark } from "./token.ts";

/** A comment further than so many blanks and empty lines away is not looked for. */
export const LOOKAHEAD_MAX = 512;

export const NOWHERE: Mark = { at: 0, line: 0, column: 0 };

export interface Comment {
  /** Where the search for the comment began. */
  scanMark: Mark;
  /** The comment is handed out with the first token at this place or behind it. */
  tokenMark: Mark;
  /** `column` counts from 1 here. */
  startMark: Mark;
  endMark: Mark;
  head: string;
  line: string;
  foot: string;
}

/** The rest of the line. */
export function takeText(cursor: Cursor): string {
  const start = cursor.at;
  cursor.skipLine();
  return cursor.text.slice(start, cursor.at);
}

/** Comment lines and the empty lines between them, split into feet of what came before and a head of what follows. */
export class CommentBlock {
  #scanMark: Mark;
  #tokenMark: Mark;
  #startMark: Mark = NOWHERE;
  #text = "";
  #line: number;
  #column: number;
  #recentEmpty = false;
  #firstEmpty: boolean;
  readonly #footLine: number;
  readonly #afterValue: boolean;

  constructor(
    readonly scanner: ScannerState,
    before: Mark,
    readonly push: (comment: Comment) => void,
  ) {
    const { cursor, tokens } = scanner;
    let token = tokens.at(-1);
    if (token?.kind === Kind.flowEntry && tokens.length > 1) token = tokens.at(-2);
    this.#scanMark = before;
    this.#tokenMark = token ?? NOWHERE;
    this.#afterValue = token?.kind === Kind.value;
    this.#firstEmpty = cursor.newlines <= 1;
    this.#line = cursor.line;
    this.#column = cursor.column;
    this.#footLine = footLine(before, cursor);
  }

  take(): void {
    const { cursor } = this.scanner;
    let peek = 0;
    for (; peek < LOOKAHEAD_MAX; peek++) {
      this.#column++;
      // go-yaml goes on byte by byte here: behind a line break of several bytes it sees the second of them, and stops.
      const wide = peek > 0 && cursor.code(peek - 1) > 127 && isBreak(cursor.code(peek - 1));
      const code = wide ? 127 : cursor.code(peek) || 0;
      if (isBlank(code)) continue;
      const closesFlow = this.scanner.flowLevel > 0 && (code === 93 || code === 125);
      if (closesFlow || isBreakOrEnd(code)) {
        if (closesFlow || !this.#recentEmpty) this.#emptyLine(closesFlow, code, peek);
        if (!isBreak(code)) break;
        this.#firstEmpty = false;
        this.#recentEmpty = true;
        this.#column = 0;
        this.#line++;
        continue;
      }
      const dedented = this.#column - 1 < this.#indent() && this.#column !== this.#startMark.column;
      if (this.#text !== "" && dedented) this.#pushFoot(peek);
      if (code !== 35) break;
      this.#takeLine(peek);
      peek = 0;
    }
    if (this.#text === "") return;
    const endMark = { at: cursor.at + peek - 1, line: this.#line, column: this.#column };
    this.#push({ tokenMark: this.#startMark, endMark, head: this.#text, foot: "" });
  }

  #indent(): number {
    return Math.max(this.scanner.indent, 0);
  }

  /** The first empty line below a comment makes it a foot of what came before, unless it was set apart from that too. */
  #emptyLine(closesFlow: boolean, code: number, peek: number): void {
    const dedented = this.#startMark.column - 1 < this.#indent();
    const follows = this.#startMark.line === this.#footLine && !this.#afterValue;
    if (closesFlow || (this.#firstEmpty && (follows || dedented))) {
      if (this.#text === "") return;
      if (dedented) this.#tokenMark = this.#startMark;
      this.#pushFoot(peek);
    } else if (this.#text !== "" && code !== 0) this.#text += "\n";
  }

  #pushFoot(peek: number): void {
    const here = { at: this.scanner.cursor.at + peek, line: this.#line, column: this.#column };
    this.#push({ tokenMark: this.#tokenMark, endMark: here, head: "", foot: this.#text });
    this.#scanMark = here;
    this.#tokenMark = here;
    this.#text = "";
  }

  #push(part: Pick<Comment, "tokenMark" | "endMark" | "head" | "foot">): void {
    this.push({ scanMark: this.#scanMark, startMark: this.#startMark, line: "", ...part });
  }

  #takeLine(peek: number): void {
    const { cursor } = this.scanner;
    const seen = cursor.at + peek;
    if (this.#text === "") this.#startMark = { at: seen, line: this.#line, column: this.#column };
    else this.#text += "\n";
    this.#recentEmpty = false;
    while (cursor.at < seen) {
      if (isBreak(cursor.code())) cursor.takeBreak();
      else cursor.at++;
    }
    this.#text += takeText(cursor);
    this.#column = 0;
    this.#line = cursor.line;
  }
}

/** The line on which a comment must begin to be a foot of what stands before it. */
function footLine(before: Mark, cursor: Cursor): number {
  if (before.line === 0) return -1;
  const line = cursor.line - cursor.newlines + 1;
  return cursor.newlines === 0 && cursor.column > 1 ? line + 1 : line;
}
