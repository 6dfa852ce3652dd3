/** Says where a scalar of a rendered document comes from: the template's lines, the values read, who set them. */
import type { Origin, Position } from "../../base/index.ts";
import { type Read, readId, type Segment, type TracedText } from "../../go/template/index.ts";
import type { Scalar } from "./documents.ts";

/** A piece of a scalar. */
export interface Piece {
  readonly text: string;
  /** Whether it stands in the template as it is. */
  readonly literal: boolean;
  /** Whether one of the actions that wrote it holds the text itself, as the default in `{{ default "web" .Values.name | upper }}`. */
  readonly constant: boolean;
  /** Where in a template it was written; then, through `include` and `tpl`, the actions outward. */
  readonly positions: readonly Position[];
  readonly reads: readonly Read[];
}

/** Pieces of an explanation: nobody reads more. */
const PIECES_MAX = 200;

export function explain(output: TracedText, { start, end }: Scalar): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  do {
    const trace = output.lookup(at);
    if (trace === undefined) break;
    const { segment, position, actions, reads } = trace;
    const outer = actions.slice(1).map((action) => action.position);
    const text = output.text.slice(at, Math.min(end, segment.end));
    const literal = actions[0]?.kind === "text";
    const sought = text.trim().toLowerCase();
    const constant = actions.some(({ source }) => source.toLowerCase().includes(sought));
    pieces.push({ text, literal, constant, positions: [position, ...outer], reads });
    at = segment.end;
  } while (at < end && pieces.length < PIECES_MAX);
  for (const { actions, reads } of silentOf(output, { start, end }).slice(0, PIECES_MAX)) {
    const positions = actions.map(({ position }) => position);
    pieces.push({ text: "", literal: false, constant: true, positions, reads });
  }
  return pieces;
}

/** What could have been a part of the scalar. One that is empty has its place before the blanks where something might stand. */
function silentOf(output: TracedText, { start, end }: Pick<Scalar, "start" | "end">): Segment[] {
  if (start < end) return output.silentBetween(start, end);
  const line = output.text.indexOf("\n", end);
  return output.silentBetween(start, line < 0 ? output.text.length : line);
}

/** Whether the explanation names a source: for every piece the value that made it, or the text in a template that did. */
export function namesSource(pieces: readonly Piece[]): boolean {
  return pieces.length > 0 && pieces.every(isNamed);
}

function isNamed({ text, literal, constant, reads }: Piece): boolean {
  if (literal || constant || reads.some(({ origin }) => origin !== undefined)) return true;
  // What nobody set writes nothing, but perhaps quotes.
  return reads.length > 0 && /^["'\s]*$/.test(text);
}

/** Origins of the values read, each once. */
export function readsOf(pieces: readonly Piece[]): Read[] {
  const reads = new Map<string, Read>();
  for (const piece of pieces)
    for (const read of piece.reads) if (!reads.has(readId(read))) reads.set(readId(read), read);
  return [...reads.values()];
}

/** The origin and what it overrode, nearest first. */
export function chainOf(origin: Origin): Origin[] {
  return [origin, ...(origin.overrode ?? [])];
}
