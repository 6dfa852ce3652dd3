/** Takes a word out of a traced text. */
import { type Segment, TracedText } from "../../go/template/index.ts";

export function removeFromTraced(traced: TracedText, word: string): TracedText {
  const cuts: number[] = [];
  for (let at = traced.text.indexOf(word); at >= 0; at = traced.text.indexOf(word, at + word.length)) cuts.push(at);
  if (cuts.length === 0) return traced;
  const move = (offset: number) => offset - cuts.reduce((gone, at) => gone + overlap(at, offset, word.length), 0);
  const segments = traced.segments.map((segment): Segment => ({
    ...segment,
    start: move(segment.start),
    end: move(segment.end),
  }));
  return new TracedText({
    text: traced.text.replaceAll(word, ""),
    segments: segments.filter(({ start, end }) => start < end),
    used: traced.used,
  });
}

/** How much of a word that began at `at` stood before `offset`. */
function overlap(at: number, offset: number, length: number): number {
  return Math.max(0, Math.min(length, offset - at));
}
