/**
 * Finds out where the pieces of a source text went in the text a function made of it, by looking at both. It needs no knowledge
 * of the function: indenting, trimming, quoting, cutting and joining leave most of the text recognisable.
 */
import { firstIndex } from "../../../base/index.ts";
import { segment, type Segment, type Tag } from "./tag.ts";

/** The source's segments at their places in the result; `undefined` when the result cannot be recognised. */
export function align(source: string, tag: Tag, result: string): Segment[] | undefined {
  const pieces = tag.segments ?? [segment({ start: 0, end: source.length }, tag, [])];
  const at = source === "" ? -1 : result.indexOf(source);
  if (at >= 0) return shift(pieces, at);
  const from = result === "" ? -1 : source.indexOf(result);
  if (from >= 0) return cut(pieces, from, from + result.length);
  return byLines(source, pieces, result);
}

export function shift(segments: readonly Segment[], by: number): Segment[] {
  return by === 0
    ? [...segments]
    : segments.map((piece) => ({ ...piece, start: piece.start + by, end: piece.end + by }));
}

/** What lies between two offsets, counted from the first. */
export function cut(segments: readonly Segment[], from: number, to: number): Segment[] {
  return between(segments, from, to).map((piece) => {
    const start = Math.max(piece.start, from);
    return trimStart({ ...piece, start: start - from, end: Math.min(piece.end, to) - from }, start - piece.start);
  });
}

/** The segments, in order and without overlaps, that touch a stretch. */
export function between(segments: readonly Segment[], from: number, to: number): Segment[] {
  const first = firstIndex(segments.length, (i) => (segments[i]?.end ?? 0) > from);
  let end = first;
  while (end < segments.length && (segments[end]?.start ?? to) < to) end++;
  return segments.slice(first, end);
}

function trimStart(piece: Segment, by: number): Segment {
  return by === 0 ? piece : { ...piece, skipped: (piece.skipped ?? 0) + by };
}

/** Line by line: indented or trimmed lines are found inside one another, in order. */
function byLines(source: string, pieces: readonly Segment[], result: string): Segment[] | undefined {
  const sourceLines = source.split("\n");
  const resultLines = result.split("\n");
  if (sourceLines.length < 2 && resultLines.length < 2) return undefined;
  const found: Segment[] = [];
  let resultAt = 0;
  let sourceAt = 0;
  let next = 0;
  let matched = 0;
  for (const line of resultLines) {
    const text = line.trim();
    const match = text === "" ? -1 : nextLine(sourceLines, text, next);
    if (match >= 0) {
      for (; next < match; next++) sourceAt += (sourceLines[next] ?? "").length + 1;
      const inSource = sourceAt + (sourceLines[match] ?? "").indexOf(text);
      const inResult = resultAt + line.indexOf(text);
      found.push(...shift(cut(pieces, inSource, inSource + text.length), inResult));
      matched++;
      sourceAt += (sourceLines[match] ?? "").length + 1;
      next = match + 1;
    }
    resultAt += line.length + 1;
  }
  return matched === 0 ? undefined : found;
}

/** How far ahead a line is looked for: a function may drop lines, but rarely many. */
const LOOKAHEAD = 50;

function nextLine(lines: readonly string[], text: string, from: number): number {
  const end = Math.min(lines.length, from + LOOKAHEAD);
  for (let i = from; i < end; i++) if (lines[i]?.includes(text) === true) return i;
  return -1;
}

/** Sorts pieces and drops what overlaps an earlier one; gaps get `rest`. */
export function fill(pieces: readonly Segment[], length: number, rest: Tag | undefined): Segment[] {
  const filled: Segment[] = [];
  let at = 0;
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    if (piece.end <= at) continue;
    const start = Math.max(piece.start, at);
    if (start > at && rest !== undefined) filled.push(segment({ start: at, end: start }, rest, []));
    filled.push(trimStart({ ...piece, start }, start - piece.start));
    at = piece.end;
  }
  if (at < length && rest !== undefined) filled.push(segment({ start: at, end: length }, rest, []));
  return filled;
}
