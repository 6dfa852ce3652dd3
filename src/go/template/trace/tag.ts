import type { Origin, Position } from "../../../base/index.ts";

/** A value that was read to make something: `.Values.image.tag`, and who set it. */
export interface Read {
  /** As a template would write it from the top, where that is known. */
  readonly path: string;
  /** `undefined` for what nobody set: a missing key, or data without origins. */
  readonly origin: Origin | undefined;
}

/** Marks that travel with a value through functions, such as "this is a secret". */
export type Mark = string;

/** What is known of a value besides the value. Values themselves carry nothing; a tag travels beside them. */
export interface Tag {
  /** The values it was made from. */
  readonly reads: readonly Read[];
  /** Where it stands itself, when it was read and not made. */
  readonly path?: string;
  /** Of a text made of several pieces: where each comes from, in order, without overlaps. */
  readonly segments?: readonly Segment[];
  readonly marks?: ReadonlySet<Mark>;
}

/** A piece of a text. */
export interface Segment {
  /** In UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  /** How many characters of what the innermost action wrote were cut off before it. */
  readonly skipped?: number;
  readonly reads: readonly Read[];
  /** The actions that wrote it, innermost first: through `template`, `include` and `tpl` to the top. */
  readonly actions: readonly Action[];
  readonly marks?: ReadonlySet<Mark>;
}

/** One action of a template. Its position is worked out when asked for. */
export interface Action {
  readonly kind: "text" | "action" | "template";
  /** The template the action belongs to. */
  readonly template: string;
  readonly position: Position;
  /** For text: the position of a character some way into it. */
  at(offset: number): Position;
}

/** More reads than this are not told apart: whoever reads a list of a thousand sources learns nothing from it. */
const READS_MAX = 32;

const NO_READS: readonly Read[] = [];

export function union(tags: Iterable<Tag | undefined>): Tag | undefined {
  let only: Tag | undefined;
  let several = false;
  const reads = new Map<string, Read>();
  const marks = new Set<Mark>();
  for (const tag of tags) {
    if (tag === undefined) continue;
    several ||= only !== undefined;
    only ??= tag;
    for (const read of tag.reads) if (reads.size < READS_MAX && !reads.has(read.path)) reads.set(read.path, read);
    for (const mark of tag.marks ?? []) marks.add(mark);
  }
  if (only === undefined) return undefined;
  if (!several) return only.segments === undefined && only.path === undefined ? only : bare(only);
  return marks.size === 0 ? { reads: [...reads.values()] } : { reads: [...reads.values()], marks };
}

/** The tag of something made from the value, which is no longer the value itself. */
function bare({ reads, marks }: Tag): Tag {
  return marks === undefined ? { reads } : { reads, marks };
}

/** Joins pieces of knowledge about one stretch of text. */
export function segment(
  range: { start: number; end: number },
  tag: Tag | undefined,
  actions: readonly Action[],
): Segment {
  const { start, end } = range;
  const piece = { start, end, reads: tag?.reads ?? NO_READS, actions };
  return tag?.marks === undefined ? piece : { ...piece, marks: tag.marks };
}
