/** Takes a word out of a traced text. */
import { firstIndex } from "../../base/index.ts";
import { type Segment, TracedText } from "../../go/template/index.ts";

export function removeFromTraced(traced: TracedText, word: string): TracedText {
  const cuts: number[] = [];
  for (let at = traced.text.indexOf(word); at >= 0; at = traced.text.indexOf(word, at + word.length)) cuts.push(at);
  if (cuts.length === 0) return traced;
  const move = (offset: number) => offset - goneBefore(offset, cuts, word.length);
  const moved = (segment: Segment): Segment => ({ ...segment, start: move(segment.start), end: move(segment.end) });
  const segments = traced.segments.map(moved);
  const silenced = segments.filter(({ start, end, reads }) => start === end && reads.length > 0);
  return new TracedText({
    text: traced.text.replaceAll(word, ""),
    segments: segments.filter(({ start, end }) => start < end),
    silent: [...traced.silent.map(moved), ...silenced].sort((a, b) => a.start - b.start),
    used: traced.used,
  });
}

/** How much of the words that began at `cuts` stood before `offset`. */
function goneBefore(offset: number, cuts: readonly number[], length: number): number {
  const begun = firstIndex(cuts.length, (i) => (cuts[i] ?? offset) >= offset);
  const last = cuts[begun - 1];
  return last === undefined ? 0 : (begun - 1) * length + Math.min(length, offset - last);
}
