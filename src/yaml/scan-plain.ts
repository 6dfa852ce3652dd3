import { isBlank, isBlankOrEnd, isBreak, LF, TAB } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { Plain, Token } from "./token.ts";

export interface PlainContext {
  readonly inFlow: boolean;
  /** Continuation lines must stand at this column or further right. */
  readonly indent: number;
}

/** A plain scalar, over as many lines as it takes. `brokeLine` says that the cursor moved on to a later line. */
export function scanPlain(cursor: Cursor, context: PlainContext): { token: Token; brokeLine: boolean } {
  const { at, line, column } = cursor;
  let value = "";
  let brokeLine = false;
  let pending = "";
  while (!cursor.atDocumentIndicator() && cursor.code() !== 35 /* # */) {
    const start = cursor.at;
    const end = plainEnd(cursor, context.inFlow);
    if (end > start) {
      value += pending + cursor.text.slice(start, end);
      brokeLine = false;
      cursor.at = end;
      cursor.newlines = 0;
    }
    const code = cursor.code();
    if (!isBlank(code) && !isBreak(code)) break;
    const blanks = takeFolded(cursor, context.indent, line);
    brokeLine ||= blanks.brokeLine;
    pending = blanks.text;
    if (brokeLine && !context.inFlow && cursor.column < context.indent) break;
  }
  return { token: new Token(19, at, line, column, 0, value, Plain), brokeLine };
}

/** Where the plain text that starts at the cursor ends on its line, inner blanks included. */
function plainEnd(cursor: Cursor, inFlow: boolean): number {
  const text = cursor.text;
  let at = cursor.at;
  let end = at;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code > 63 && code < 128 && !inFlow) {
      end = at + 1;
      continue;
    }
    if (code === 32 || code === TAB) {
      if (text.charCodeAt(at + 1) === 35) return end;
      continue;
    }
    if (code === 58) {
      if (isBlankOrEnd(text.charCodeAt(at + 1))) return end;
    } else if (code === LF || code === 0 || isBreak(code) || (inFlow && endsInFlow(code))) return end;
    end = at + 1;
  }
}

/** `,`, `?` and brackets. */
function endsInFlow(code: number): boolean {
  return code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125;
}

/** Blanks and line breaks between two pieces of a plain scalar, and what they become when another piece follows. */
function takeFolded(cursor: Cursor, indent: number, contextLine: number): { text: string; brokeLine: boolean } {
  const start = cursor.at;
  cursor.skipBlanks();
  if (!isBreak(cursor.code())) return { text: cursor.text.slice(start, cursor.at), brokeLine: false };
  const first = cursor.takeBreak();
  let more = "";
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (code === TAB && cursor.column < indent) {
      throw cursor.error("found a tab character that violates indentation", contextLine);
    }
    if (isBlank(code)) cursor.at++;
    else more += cursor.takeBreak();
  }
  return { text: foldBreaks(first, more), brokeLine: true };
}

/** One LF becomes a space, several lose the first; LS and PS stay. */
export function foldBreaks(first: string, more: string): string {
  if (first !== "\n") return first + more;
  return more === "" ? " " : more;
}
