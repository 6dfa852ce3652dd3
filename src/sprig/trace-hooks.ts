/**
 * Where the results of Sprig's functions come from, for traced runs, where the engine's general rule cannot see it:
 * an entry taken out of a map or list has the entry's own origin, and a text in another case is still the same text piece by piece.
 */
import { listItems, type GoMap, type Value } from "../go/index.ts";
import type { Tag, TracedCall, TraceHook } from "../go/template/index.ts";

/** By function name, for `TraceOptions.hooks`. */
export const sprigTraceHooks: ReadonlyMap<string, TraceHook> = new Map<string, TraceHook>([
  ["get", ({ args: [map, key], tags: [tag], table }) => entryOf({ table, container: map, key, tag })],
  ["first", elementHook(0)],
  ["mustFirst", elementHook(0)],
  ["last", elementHook(-1)],
  ["mustLast", elementHook(-1)],
  ["dig", dig],
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
  const isKey = container instanceof Map && typeof key === "string" && container.has(key);
  return isKey ? table.of(container, key, tag) : undefined;
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

/** Character by character: segments stay where they are, unless a character changed its length. */
function sameLength({ args: [text], tags: [tag], result }: TracedCall): Tag | undefined {
  const kept = typeof text === "string" && typeof result === "string" && text.length === result.length;
  return kept && tag?.segments !== undefined ? tag : undefined;
}
