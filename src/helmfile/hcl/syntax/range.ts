/** Places in a file as HCL counts them: lines and columns from 1, columns in characters as they are seen. */
import { isAscii } from "../../../go/index.ts";

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly file: string;
  readonly start: Place;
  /** Behind the last character. */
  readonly end: Place;
}

/** From the beginning of one range to the end of another. */
export function between(first: Range, last: Range): Range {
  return { file: first.file, start: first.start, end: last.end };
}

/** The empty range behind another. */
export function endOf({ file, end }: Range): Range {
  return { file, start: end, end };
}

export function startOf({ file, start }: Range): Range {
  return { file, start, end: start };
}

export function rangeText({ file, start, end }: Range): string {
  const last = start.line === end.line ? String(end.column) : `${end.line},${end.column}`;
  return `${file}:${start.line},${start.column}-${last}`;
}

const ONE_LINE = /^[\x20-\x7e]*$/;

/** Where a text ends that begins at a place. */
export function advance({ line, column }: Place, text: string): Place {
  if (ONE_LINE.test(text)) return { line, column: column + text.length };
  const breaks = text.split("\n").length - 1;
  if (breaks === 0) return { line, column: column + characters(text).length };
  return { line: line + breaks, column: 1 + characters(text.slice(text.lastIndexOf("\n") + 1)).length };
}

let segmenter: Intl.Segmenter | undefined;

/** The characters as they are seen: grapheme clusters. */
export function characters(text: string): readonly string[] {
  if (isAscii(text)) return text.match(/\r\n|[^]/g) ?? [];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}
