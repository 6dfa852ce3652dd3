import { firstIndex, type Position } from "../../../base/index.ts";
import { literalAction } from "./action.ts";
import type { Action, Read, Segment } from "./tag.ts";

/** Where one character of the output comes from. */
export interface Trace {
  /** The place in a template that wrote it. */
  readonly position: Position;
  /** The actions it passed through, innermost first. */
  readonly actions: readonly Action[];
  /** The values read to make it; empty for what stands in the template. */
  readonly reads: readonly Read[];
  /** The values that decided that it is written at all, innermost first. */
  readonly conditions: readonly Read[];
  readonly segment: Segment;
}

/** An output and its segments, which cover it without gaps, in order. */
export class TracedText {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Paths of the values that were used to make it, also where no segment says so. */
  readonly used: ReadonlySet<string>;

  /** The actions that read values and wrote nothing, in order: each begins and ends at the place. */
  readonly silent: readonly Segment[];

  constructor({ text, segments, used, silent }: Pick<TracedText, "text" | "segments"> & Partial<TracedText>) {
    this.text = text;
    this.segments = segments;
    this.used = used ?? new Set();
    this.silent = silent ?? [];
  }

  /** A file that no template made. */
  static ofFile(file: string, text: string): TracedText {
    const segment = { start: 0, end: text.length, reads: [], actions: [literalAction(file, text)] };
    return new TracedText({ text, segments: [segment] });
  }

  /** What is known of the character at an offset (in UTF-16 units of the text). */
  lookup(offset: number): Trace | undefined {
    const found = this.#segmentAt(offset);
    const [first] = found?.actions ?? [];
    if (found === undefined || first === undefined) return undefined;
    const { actions, reads, conditions = [] } = found;
    return {
      position: first.from(offset - found.start + (found.skipped ?? 0)).position,
      actions,
      reads,
      conditions,
      segment: found,
    };
  }

  /** Those that wrote nothing between two offsets, both included. */
  silentBetween(from: number, to: number): Segment[] {
    const { silent } = this;
    const first = firstIndex(silent.length, (i) => (silent[i]?.start ?? from) >= from);
    let end = first;
    while ((silent[end]?.start ?? Infinity) <= to) end++;
    return silent.slice(first, end);
  }

  #segmentAt(offset: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const candidate = this.segments[middle];
      if (candidate === undefined) return undefined;
      if (offset < candidate.start) high = middle - 1;
      else if (offset >= candidate.end) low = middle + 1;
      else return candidate;
    }
    return undefined;
  }
}
