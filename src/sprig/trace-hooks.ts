/**
 * Where the results of Sprig's functions come from, for traced runs, where the engine's general rule cannot see it:
 * an entry taken out of a map or list has the entry's own origin, and a text in another case is still the same text piece by piece.
 */
import { listItems, type GoMap, type Value } from "../go/index.ts";
import {
  mapOf,
  type Tag,
  type TracedCall,
  type TraceHook,
  type TraceOptions,
  type TraceWatch,
} from "../go/template/index.ts";
import { watchMerge } from "./trace-merge.ts";

const hooks = new Map<string, TraceHook>([
  ["get", ({ args: [map, key], tags: [tag], table }) => entryOf({ table, container: map, key, tag })],
  ["first", elementHook(0)],
  ["mustFirst", elementHook(0)],
  ["last", elementHook(-1)],
  ["mustLast", elementHook(-1)],
  ["dig", dig],
  ["ternary", ternary],
  ["coalesce", coalesce],
  ["pluck", pluck],
  ["keys", keys],
  ["values", values],
  ...["upper", "lower", "title", "untitle", "swapcase"].map((name) => [name, sameLength] as const),
]);

interface Entry extends Pick<TracedCall, "table"> {
  readonly container: unknown;
  readonly key: unknown;
  /** Of the container. */
  readonly tag: Tag | undefined;
}

/** `undefined`, which leaves it to the general rule, where there is no such entry. */
function entryOf({ table, container, key, tag }: Entry): Tag | undefined {
  const map = mapOf(container);
  return typeof key === "string" && map?.has(key) === true ? table.of(map, key, tag) : undefined;
}

function elementHook(at: 0 | -1): TraceHook {
  return ({ args: [list], tags: [tag], table }) => {
    const items = listItems(list as Value);
    if (items === undefined || items.length === 0) return undefined;
    return table.of(items, at === 0 ? 0 : items.length - 1, tag);
  };
}

/** Down the path to the value; the default's own tag where a key is missing. */
function dig({ args, tags, table }: TracedCall): Tag | undefined {
  let container: unknown = args.at(-1);
  let tag = tags.at(-1);
  for (const key of args.slice(0, -2)) {
    if (!(container instanceof Map) || !container.has(key)) return tags.at(-2);
    tag = entryOf({ table, container, key, tag });
    container = (container as GoMap).get(String(key));
  }
  return tag;
}

/** Two texts may be the same: the last argument says which one is meant. */
function ternary({ args, tags, written }: TracedCall): Tag {
  const [whenTrue, whenFalse] = tags;
  return (args.at(-1) === true ? whenTrue : whenFalse) ?? written();
}

function coalesce({ args, tags, result }: TracedCall): Tag | undefined {
  const at = args.indexOf(result);
  return at < 0 ? undefined : tags[at];
}

/** Character by character: segments stay where they are, unless a character changed its length. */
function sameLength({ args: [text], tags: [tag], result }: TracedCall): Tag | undefined {
  const kept = typeof text === "string" && typeof result === "string" && text.length === result.length;
  return kept && tag?.segments !== undefined ? tag : undefined;
}

/** Tells the elements of the list that was made, in their order. The rule knows the list itself. */
function tellElements({ result, table }: TracedCall, tags: readonly (Tag | undefined)[]): undefined {
  const items = listItems(result);
  if (items !== undefined) for (const [i, tag] of tags.entries()) if (tag !== undefined) table.set(items, i, tag);
}

/** What stands under one key in several maps. */
function pluck(call: TracedCall): Tag | undefined {
  const { args, tags, table } = call;
  const [key] = args;
  const holders = Array.from(args.entries()).filter(
    ([, map]) => typeof key === "string" && mapOf(map)?.has(key) === true,
  );
  return tellElements(
    call,
    holders.map(([i, container]) => entryOf({ table, container, key, tag: tags[i] })),
  );
}

function keys(call: TracedCall): Tag | undefined {
  const { args, tags, table } = call;
  const found = args.flatMap((arg, i) => {
    const map = mapOf(arg) ?? new Map<string, Value>();
    return Array.from(map.keys(), (key) => table.ofKey(map, key, tags[i]));
  });
  return tellElements(call, found);
}

function values(call: TracedCall): Tag | undefined {
  const { args, tags, table } = call;
  const map = mapOf(args[0]) ?? new Map<string, Value>();
  return tellElements(
    call,
    Array.from(map.keys(), (key) => table.of(map, key, tags[0])),
  );
}

/** A list of texts is sorted where it stands. */
function watchSort({ args: [list], tags: [tag], table }: Parameters<TraceWatch>[0]): TraceHook {
  const items = listItems(list as Value);
  const before = new Map(items?.map((item, i) => [item, table.of(items, i, tag)]));
  return (call) => tellElements(call, listItems(call.result)?.map((item) => before.get(item)) ?? []);
}

const watches = new Map<string, TraceWatch>([
  ["sortAlpha", watchSort],
  ["merge", watchMerge({ overwrite: false })],
  ["mustMerge", watchMerge({ overwrite: false })],
  ["mergeOverwrite", watchMerge({ overwrite: true })],
  ["mustMergeOverwrite", watchMerge({ overwrite: true })],
]);

export const sprigTraces: Pick<TraceOptions, "hooks" | "watches"> = { hooks, watches };
