/** A place in a text: `line` and `column` count from 1, `column` in characters (code points). */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:col`, as every message of lade names a place. */
export function formatPosition(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}
