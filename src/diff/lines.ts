/**
 * The difference between two lists of lines, in the order in which helm-diff 3.15.11 has it (diff/lcs.go): halves of the first list are matched with
 * the earliest place in the second at which the most lines agree (Hirschberg). The plugin fills a table of all pairs of lines to find that place; here
 * only the part of the table is filled that can matter, or 32 pairs at once, with the same outcome.
 */
import { editDistance } from "./edit-distance.ts";
import { RowScorer } from "./row-scores.ts";

export type Delta = " " | "-" | "+";

export interface LineRecord {
  readonly delta: Delta;
  readonly text: string;
}

export function diffLines(before: readonly string[], after: readonly string[]): LineRecord[] {
  const { start, end } = equalEnds(before, after);
  const records: LineRecord[] = [];
  const common = (from: number, to: number): void => {
    for (let i = from; i < to; i++) records.push({ delta: " ", text: before[i] ?? "" });
  };
  common(0, start);
  const [old, current] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  new Matching(old, current, records).all();
  common(before.length - end, before.length);
  return records;
}

/** Lines that agree at both ends. The plugin leaves the last pair that could agree to the middle. */
function equalEnds(a: readonly string[], b: readonly string[]): { start: number; end: number } {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  for (let i = a.length - 1, j = b.length - 1; i > start && j > start && a[i] === b[j]; i--, j--) end++;
  return { start, end };
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

class Matching {
  readonly #old: Int32Array;
  readonly #new: Int32Array;
  readonly #scorer: RowScorer;

  constructor(
    readonly before: readonly string[],
    readonly after: readonly string[],
    readonly records: LineRecord[],
  ) {
    const numbers = new Map<string, number>();
    this.#old = numbered(before, numbers);
    this.#new = numbered(after, numbers);
    this.#scorer = new RowScorer(numbers.size, after.length);
  }

  all(): void {
    const [old, current] = [this.#old, this.#new];
    const pairs = old.length * current.length;
    const editsMax = Math.min(EDITS_MAX, Math.floor(Math.sqrt(pairs / PAIRS_PER_EDIT)));
    const isWorthIt = pairs > PAIRS_MAX && unpaired(old, current) <= editsMax;
    const edits = isWorthIt ? editDistance(old, current, editsMax) : undefined;
    this.range({ from: 0, to: old.length }, { from: 0, to: current.length }, edits ?? old.length + current.length);
  }

  /** There are at most so many edits. */
  range(old: Range, current: Range, edits: number): void {
    if (old.from === old.to) return this.#all("+", current);
    if (current.from === current.to) return this.#all("-", old);
    if (old.to - old.from === 1) return this.#one(old, current);
    if (this.#agree(old, current)) return this.#all(" ", old);
    const middle = old.from + ((old.to - old.from) >> 1);
    const { split, below, above } = this.#split({ old, current, middle, edits });
    if (below + above === 0) {
      this.#all("-", old);
      return this.#all("+", current);
    }
    const part = (left: Range, right: Range, score: number): void =>
      this.range(left, right, left.to - left.from + right.to - right.from - 2 * score);
    part({ from: old.from, to: middle }, { from: current.from, to: split }, below);
    part({ from: middle, to: old.to }, { from: split, to: current.to }, above);
  }

  #all(delta: Delta, { from, to }: Range): void {
    const lines = delta === "+" ? this.after : this.before;
    for (let i = from; i < to; i++) this.records.push({ delta, text: lines[i] ?? "" });
  }

  /** A single line agrees with the last of its kind. */
  #one(old: Range, { from, to }: Range): void {
    const found = this.#new.subarray(from, to).lastIndexOf(this.#old[old.from] ?? 0);
    if (found < 0) {
      this.#all("-", old);
      return this.#all("+", { from, to });
    }
    this.#all("+", { from, to: from + found });
    this.#all(" ", old);
    this.#all("+", { from: from + found + 1, to });
  }

  #agree(old: Range, current: Range): boolean {
    if (old.to - old.from !== current.to - current.from) return false;
    for (let i = old.from, j = current.from; i < old.to; i++, j++) if (this.#old[i] !== this.#new[j]) return false;
    return true;
  }

  /** The earliest place in the new lines where they are to be cut for the halves of the old ones, and how many lines agree on both sides. */
  #split({ old, current, middle, edits }: Cut): { split: number; below: number; above: number } {
    const lines = this.#new.subarray(current.from, current.to);
    const more = lines.length - (old.to - old.from);
    const band = { behind: Math.ceil((edits - more) / 2), ahead: Math.ceil((edits + more) / 2) };
    const forward = this.#scorer.scores(this.#old.subarray(old.from, middle), lines, band);
    const backward = this.#scorer.scores(this.#old.slice(middle, old.to).reverse(), lines.toReversed(), band);
    let [at, best] = [0, -1];
    for (let j = 0; j <= lines.length; j++) {
      const score = (forward[j] ?? 0) + (backward[lines.length - j] ?? 0);
      if (score > best) [at, best] = [j, score];
    }
    return { split: current.from + at, below: forward[at] ?? 0, above: backward[lines.length - at] ?? 0 };
  }
}

interface Cut {
  readonly old: Range;
  readonly current: Range;
  /** Where the old lines are halved. */
  readonly middle: number;
  readonly edits: number;
}

/** With so few pairs of lines nothing is to be gained by knowing how many edits there are. */
const PAIRS_MAX = 1_000_000;
/** More edits are not counted, nor more than take less time than the whole table does. */
const EDITS_MAX = 20_000;
const PAIRS_PER_EDIT = 64;

/** Lines that there are more of on one side: at least so many are taken out or put in. */
function unpaired(old: Int32Array, current: Int32Array): number {
  const counts = new Map<number, number>();
  for (const line of old) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of current) counts.set(line, (counts.get(line) ?? 0) - 1);
  let sum = 0;
  for (const count of counts.values()) sum += Math.abs(count);
  return sum;
}

function numbered(lines: readonly string[], numbers: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  });
}
