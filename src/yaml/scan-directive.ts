import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { takeHandle, takeUri, takeWord } from "./scan-tag.ts";
import { Kind, type Mark, Token } from "./token.ts";

/** `%YAML 1.1` or `%TAG !handle! prefix`, with the rest of its line. */
export function scanDirective(cursor: Cursor): Token {
  const mark = cursor.mark();
  cursor.advance();
  const name = takeDirectiveName(cursor, mark.line);
  let token: Token;
  if (name === "YAML") token = takeVersion(cursor, mark);
  else if (name === "TAG") token = takeTagDirective(cursor, mark);
  else throw cursor.error("found unknown directive name", mark.line);
  cursor.skipBlanks();
  if (cursor.code() === 35) cursor.skipLine();
  if (!isBreakOrEnd(cursor.code())) throw cursor.error("did not find expected comment or line break", mark.line);
  cursor.takeBreak();
  return token;
}

function takeDirectiveName(cursor: Cursor, contextLine: number): string {
  const name = takeWord(cursor);
  if (name === "") throw cursor.error("could not find expected directive name", contextLine);
  if (!isBlankOrEnd(cursor.code())) throw cursor.error("found unexpected non-alphabetical character", contextLine);
  return name;
}

function takeVersion(cursor: Cursor, { at, line, column }: Mark): Token {
  cursor.skipBlanks();
  const major = takeVersionNumber(cursor, line);
  if (cursor.code() !== 46) throw cursor.error("did not find expected digit or '.' character", line);
  cursor.advance();
  const minor = takeVersionNumber(cursor, line);
  return new Token(Kind.versionDirective, at, line, column, 0, "", 0, `${major}.${minor}`);
}

const VERSION_DIGITS_MAX = 2;

function takeVersionNumber(cursor: Cursor, contextLine: number): number {
  let value = 0;
  let length = 0;
  for (let code = cursor.code(); isDigit(code); code = cursor.code()) {
    if (++length > VERSION_DIGITS_MAX) throw cursor.error("found extremely long version number", contextLine);
    value = value * 10 + code - 48;
    cursor.advance();
  }
  if (length === 0) throw cursor.error("did not find expected version number", contextLine);
  return value;
}

function takeTagDirective(cursor: Cursor, { at, line, column }: Mark): Token {
  cursor.skipBlanks();
  const handle = takeHandle(cursor, line);
  if (handle !== "!" && !handle.endsWith("!")) throw cursor.error("did not find expected '!'", line);
  if (!isBlank(cursor.code())) throw cursor.error("did not find expected whitespace", line);
  cursor.skipBlanks();
  const prefix = takeUri(cursor, line, "");
  if (!isBlankOrEnd(cursor.code())) throw cursor.error("did not find expected whitespace or line break", line);
  return new Token(Kind.tagDirective, at, line, column, 0, handle, 0, prefix);
}
