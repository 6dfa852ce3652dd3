import type { Mark } from "./token.ts";
export interface CommentScanner {
  tokenMark(): Mark;
  afterToken(mark: Mark): void;
  beforeComment(): void;
  takeComments(before: Mark): void;
  takeLineComment(mark: Mark): void;
  blockEnd(before: Mark): Mark;
}
import type { Token } from "./token.ts";
export interface ParsedComments {
  headLength: number;
  unfold(token: Token): void;
  documentStart(implicit: boolean): void;
  documentEnd(): void;
  none(): void;
  take(): void;
  takeStem(): void;
  splitStem(length: number): void;
}
