import { isBlank, isBreak, isBreakOrEnd, isDigit, LF, SPACE, TAB } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { Folded, Literal, Token } from "./token.ts";

const PLUS = 43;
const MINUS = 45;

/** `strip` drops the last line breaks, `clip` keeps one, `keep` keeps all. */
type Chomping = "strip" | "clip" | "keep";

interface Header {
  chomping: Chomping;
  /** Indentation relative to the parent; 0 where the text tells. */
  increment: number;
}

export interface BlockContext {
  /** -1 at the top. */
  readonly parentIndent: number;
  /** Called when the cursor stands at a comment behind the indicators. */
  readonly onComment: (() => void) | undefined;
}

/** A literal or folded scalar; the cursor is at `|` or `>`. */
export function scanBlock(cursor: Cursor, { parentIndent, onComment }: BlockContext): Token {
  const { at, line, column } = cursor;
  const folded = cursor.code() === 62;
  cursor.advance();
  const header = takeHeader(cursor, line);
  cursor.skipBlanks();
  if (cursor.code() === 35) {
    onComment?.();
    cursor.skipLine();
  }
  if (!isBreakOrEnd(cursor.code())) throw cursor.error("did not find expected comment or line break", line);
  cursor.takeBreak();
  const body = new Body(cursor, line, parentIndent);
  if (header.increment > 0) body.indent = Math.max(parentIndent, 0) + header.increment;
  const value = folded ? takeFolded(body, header.chomping) : takeLiteral(body, header.chomping);
  return new Token(19, at, line, column, 0, value, folded ? Folded : Literal);
}

function takeHeader(cursor: Cursor, contextLine: number): Header {
  const header: Header = { chomping: "clip", increment: 0 };
  if (takeChomping(cursor, header)) takeIncrement(cursor, header, contextLine);
  else if (takeIncrement(cursor, header, contextLine)) takeChomping(cursor, header);
  return header;
}

function takeChomping(cursor: Cursor, header: Header): boolean {
  const code = cursor.code();
  if (code !== PLUS && code !== MINUS) return false;
  header.chomping = code === PLUS ? "keep" : "strip";
  cursor.advance();
  return true;
}

function takeIncrement(cursor: Cursor, header: Header, contextLine: number): boolean {
  const code = cursor.code();
  if (!isDigit(code)) return false;
  if (code === 48) throw cursor.error("found an indentation indicator equal to 0", contextLine);
  header.increment = code - 48;
  cursor.advance();
  return true;
}

/** The lines of a block scalar. */
class Body {
  /** 0 until known. */
  indent = 0;

  constructor(
    readonly cursor: Cursor,
    readonly contextLine: number,
    readonly parentIndent: number,
  ) {}

  atLine(): boolean {
    return this.cursor.column === this.indent && this.cursor.code() !== 0;
  }

  takeLine(): string {
    const { cursor } = this;
    const end = cursor.lineEnd();
    const text = cursor.text.slice(cursor.at, end);
    if (/[^ \t]/.test(text)) cursor.newlines = 0;
    cursor.at = end;
    return text;
  }

  /** Indentation and empty lines up to the next line with text; finds the indentation where it is not known. */
  takeEmptyLines(): string {
    const { cursor } = this;
    let breaks = "";
    let widest = 0;
    for (;;) {
      while ((this.indent === 0 || cursor.column < this.indent) && cursor.code() === SPACE) cursor.at++;
      widest = Math.max(widest, cursor.column);
      if ((this.indent === 0 || cursor.column < this.indent) && cursor.code() === TAB) {
        throw cursor.error("found a tab character where an indentation space is expected", this.contextLine);
      }
      if (!isBreak(cursor.code())) break;
      breaks += cursor.takeBreak();
    }
    if (this.indent === 0) this.indent = Math.max(widest, this.parentIndent + 1, 1);
    return breaks;
  }
}

function takeLiteral(body: Body, chomping: Chomping): string {
  let value = "";
  let lineBreak = "";
  let empty = body.takeEmptyLines();
  while (body.atLine()) {
    value += lineBreak + empty + body.takeLine();
    lineBreak = body.cursor.takeBreak();
    empty = body.takeEmptyLines();
  }
  return chomp(value, { lineBreak, empty, chomping });
}

/** Lines are joined by a space unless one of them begins with a blank. */
function takeFolded(body: Body, chomping: Chomping): string {
  let value = "";
  let lineBreak = "";
  let indented = false;
  let empty = body.takeEmptyLines();
  while (body.atLine()) {
    const wasIndented = indented;
    indented = isBlank(body.cursor.code());
    if (!wasIndented && !indented && lineBreak.charCodeAt(0) === LF) value += empty === "" ? " " : empty;
    else value += lineBreak + empty;
    value += body.takeLine();
    lineBreak = body.cursor.takeBreak();
    empty = body.takeEmptyLines();
  }
  return chomp(value, { lineBreak, empty, chomping });
}

function chomp(value: string, tail: { lineBreak: string; empty: string; chomping: Chomping }): string {
  if (tail.chomping === "strip") return value;
  return value + tail.lineBreak + (tail.chomping === "keep" ? tail.empty : "");
}
