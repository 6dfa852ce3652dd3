/**
 * Texts that repeat each other, as lines of text: each piece of JSON once, and for each text which pieces it is made of. A recording in
 * this form can be read, and what a new version changes shows line by line.
 */

/** Smaller pieces repeat more often, and make longer lists. */
const DEPTH_MAX = 6;
const RADIX = 36;

/** Cuts JSON on one line behind every comma and opening bracket that is not too deep. */
function* split(text: string): Generator<string> {
  let depth = 0;
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    if (mark === "{" || mark === "[") depth++;
    else if (mark === "}" || mark === "]") depth--;
    if (!"{[,".includes(mark) || depth > DEPTH_MAX) continue;
    yield text.slice(start, index + 1);
    start = index + 1;
  }
  yield text.slice(start);
}

/** The pieces of many texts, and where each has been seen. */
export class Pieces {
  readonly #places = new Map<string, number>();

  /** What `text` is made of: `a` is one piece, `a-n` that and the `n` behind it. Throws for text of several lines. */
  add(text: string): string {
    if (text.includes("\n")) throw new Error("a text of several lines cannot be kept in lines");
    const runs: { first: number; more: number }[] = [];
    for (const piece of split(text)) {
      const place = this.#placeOf(piece);
      const last = runs.at(-1);
      if (last !== undefined && place === last.first + last.more + 1) last.more++;
      else runs.push({ first: place, more: 0 });
    }
    return runs
      .map(({ first, more }) => first.toString(RADIX) + (more > 0 ? `-${more.toString(RADIX)}` : ""))
      .join(" ");
  }

  #placeOf(piece: string): number {
    const place = this.#places.get(piece) ?? this.#places.size;
    this.#places.set(piece, place);
    return place;
  }

  lines(): string[] {
    return [...this.#places.keys()];
  }
}

/** The text that `Pieces.add` gave `runs` for. */
export function join(runs: string, lines: readonly string[]): string {
  return runs
    .split(" ")
    .map((run) => {
      const [first = "", more = "0"] = run.split("-");
      const start = parseInt(first, RADIX);
      return lines.slice(start, start + parseInt(more, RADIX) + 1).join("");
    })
    .join("");
}
