import type { Cursor } from "./cursor.ts";
import type { Mark, Token } from "./token.ts";

/** What the comment scanner sees of the token scanner. */
export interface ScannerState {
  readonly cursor: Cursor;
  /** Tokens read and not yet forgotten: the last ones say where a comment stands. */
  readonly tokens: readonly Token[];
  /** Column of the current block collection, -1 outside. */
  readonly indent: number;
  readonly flowLevel: number;
}

/** What the token scanner asks of the comment scanner. */
export interface CommentScan {
  tokenMark(): Mark;
  afterToken(tokenMark: Mark): void;
  beforeComment(): void;
  takeComments(before: Mark): void;
  takeLineComment(tokenMark: Mark): void;
  blockEnd(end: Mark, indent: number): Mark;
}
