import type { Origin, Position } from "../../../base/index.ts";

/** A value that was read to make something: `.Values.image.tag`, and who set it. */
export interface Read {
  /** As a template would write it from the top, where that is known. */
  readonly path: string;
  /** `undefined` for what nobody set: a missing key, or data without origins. */
  readonly origin: Origin | undefined;
  /** Not what stands there was read, but the key it stands under. */
  readonly isKey?: true;
}

/** What tells reads apart. */
export function idOf({ path, isKey }: Read): string {
  return isKey === true ? `key ${path}` : path;
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
  /** The actions that wrote the text it was read back from (`fromYaml`), innermost first. */
  readonly actions?: readonly Action[];
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
  /** The values that decided that it is written at all (`if`, `with`, `range`), innermost first. */
  readonly conditions?: readonly Read[];
  readonly marks?: ReadonlySet<Mark>;
}

/** One action of a template. Its position is worked out when asked for. */
export interface Action {
  readonly kind: "text" | "action" | "template";
  /** The template the action belongs to. */
  readonly template: string;
  readonly position: Position;
  /** What stands in it, as Go prints it; empty for text. */
  readonly source: string;
  /** For text: the action as if it began some way into it. */
  from(offset: number): Action;
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
    for (const read of tag.reads) {
      const id = idOf(read);
      if (reads.size < READS_MAX && !reads.has(id)) reads.set(id, read);
    }
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
  const all = tag?.actions === undefined ? actions : [...tag.actions, ...actions];
  const piece = { start, end, reads: tag?.reads ?? NO_READS, actions: all };
  return tag?.marks === undefined ? piece : { ...piece, marks: tag.marks };
}

/** What is known of a stretch of text that has these segments; its actions too, when one of them tells more than the rest. */
export function tagOfStretch(segments: readonly Segment[], start: number): Tag | undefined {
  const all = union(segments.map(({ reads, marks }) => (marks === undefined ? { reads } : { reads, marks })));
  const telling = segments.length === 1 ? segments : segments.filter(({ reads }) => reads.length > 0);
  const [only] = telling;
  if (only === undefined || all === undefined || telling.length > 1) return all;
  const [innermost, ...outer] = only.actions;
  if (innermost === undefined) return all;
  const skipped = Math.max(0, start - only.start) + (only.skipped ?? 0);
  return { ...all, actions: [innermost.from(skipped), ...outer] };
}
