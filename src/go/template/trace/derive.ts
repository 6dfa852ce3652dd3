/** The tag of a function's result, from its arguments' tags and from what the result looks like. */
import { listItems, type Value } from "../../value.ts";
import { align, fill } from "./align.ts";
import { deriveContainer } from "./containers.ts";
import { deriveElement } from "./element.ts";
import { serialized } from "./serialized.ts";
import { union, type Segment, type Tag } from "./tag.ts";
import { containerOf } from "./tag-table.ts";
import type { TracedCall } from "./traced-call.ts";

export function derive(call: TracedCall): Tag | undefined {
  const { result } = call;
  const element = deriveElement(call);
  if (element !== undefined) return element;
  const container = containerOf(result);
  if (container !== undefined) return deriveContainer(call, container);
  if (result === undefined || result === null) return union(call.tags);
  const same = call.args.findLastIndex((arg) => arg === result);
  if (same >= 0 && call.tags[same] !== undefined) return call.tags[same];
  return typeof result === "string" ? deriveText(call, result) : union([...call.tags, ...elementTags(call)]);
}

/** A text: the arguments that are found in it, in order; what is left was made from all of them. */
function deriveText(call: TracedCall, result: string): Tag | undefined {
  const rest = restOf(call);
  const pieces: Segment[] = [];
  let hasPieces = false;
  let from = 0;
  const isRead = rest.reads.length > 0;
  for (const [i, arg] of call.args.entries()) {
    const parts = texts(call, arg, call.tags[i]).filter(({ tag }) => !isRead || isTelling(tag));
    for (const { text, tag } of parts) {
      const found = alignFrom(text, tag, { result, from });
      if (found === undefined || found.length === 0) continue;
      pieces.push(...found);
      hasPieces = true;
      from = Math.max(from, found.at(-1)?.end ?? 0);
    }
    const container = parts.length > 0 && hasPieces ? undefined : containerOf(arg as Value);
    const lines = container && serialized({ text: result, value: arg as Value, tag: call.tags[i], table: call.table });
    if (lines !== undefined && lines.length > 0) {
      pieces.push(...lines);
      hasPieces = true;
    }
  }
  if (!hasPieces) return unrecognised(call, rest);
  const tag: Tag = { reads: rest.reads, segments: fill(pieces, result.length, rest) };
  return rest.marks === undefined ? tag : { ...tag, marks: rest.marks };
}

/** Of what no argument is found in: made of all of them, and where nothing was read, written by the call itself. */
function restOf(call: TracedCall): Tag {
  const rest = union([...call.tags, ...elementTags(call)]);
  if (rest !== undefined && (rest.reads.length > 0 || rest.actions !== undefined)) return rest;
  return { ...rest, ...call.written() };
}

/** Made of every piece of the texts given, which can no longer be told apart (`toJson | quote`, `include | sha256sum`). */
function unrecognised({ tags }: TracedCall, rest: Tag): Tag {
  const pieces = tags.flatMap((tag) => tag?.segments ?? []);
  const [first] = pieces;
  if (first === undefined) return rest;
  const whole = union([rest, ...pieces]) ?? rest;
  return whole.reads.length === 0 ? { ...whole, actions: first.actions } : whole;
}

/** Among values that were read, a text from the template is looked for no more: it may be found by chance. */
function isTelling({ reads, segments }: Tag): boolean {
  return reads.length > 0 || segments !== undefined;
}

/** Behind what was found before if it is there, anywhere else otherwise. */
function alignFrom(
  source: string,
  tag: Tag,
  { result, from }: { result: string; from: number },
): Segment[] | undefined {
  if (from === 0) return align(source, tag, result);
  const behind = align(source, tag, result.slice(from));
  if (behind === undefined) return align(source, tag, result);
  return behind.map((piece) => ({ ...piece, start: piece.start + from, end: piece.end + from }));
}

interface TaggedText {
  readonly text: string;
  readonly tag: Tag;
}

/** The texts in an argument: itself, or the elements of a list (for `join`). Blanks are found anywhere. */
function texts({ table }: TracedCall, arg: unknown, tag: Tag | undefined): TaggedText[] {
  if (typeof arg === "string") return tag === undefined || arg.trim() === "" ? [] : [{ text: arg, tag }];
  if (typeof arg === "number") return tag === undefined ? [] : [{ text: String(arg), tag }];
  const found: TaggedText[] = [];
  const items = listItems(arg as Value);
  if (items === undefined) return found;
  for (const [i, item] of items.slice(0, ELEMENTS_MAX).entries()) {
    const known = typeof item === "string" ? table.of(items, i, tag) : undefined;
    if (typeof item === "string" && known !== undefined) found.push({ text: item, tag: known });
  }
  return found;
}

/** Elements looked at one by one; the rest of a longer list shares the list's own tag. */
const ELEMENTS_MAX = 200;

/** What the elements of arguments were made from, where the arguments themselves were made in the template. */
function elementTags({ args, tags, table }: TracedCall): (Tag | undefined)[] {
  const found: (Tag | undefined)[] = [];
  for (const [i, arg] of args.entries()) {
    if (tags[i] !== undefined) continue;
    const items = listItems(arg as Value);
    if (items !== undefined)
      for (let k = 0; k < Math.min(items.length, ELEMENTS_MAX); k++) found.push(table.of(items, k));
    else if (arg instanceof Map) for (const key of arg.keys()) found.push(table.of(arg, String(key)));
  }
  return found;
}
