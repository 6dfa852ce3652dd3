/**
 * The values that templates used, by path: what segments cannot all tell. Of a text made from many values only some reads are kept,
 * and a digest, a key of a new map or a condition keeps none.
 */
import type { Value } from "../../value.ts";
import type { Tag } from "./tag.ts";
import { containerOf } from "./tag-table.ts";
import type { TracedCall } from "./traced-call.ts";

/** These hand their arguments on, or look at nothing but their kind: whoever uses them uses a value. */
const LOOKING_ONLY: ReadonlySet<string> = new Set(["include", "tpl", "kindOf", "typeOf", "len", "print"]);

/** Adds what a call used. `made` is what is known of its result. */
export function addUsed(used: Set<string>, call: TracedCall, made: Tag | undefined): void {
  const { name, args, tags, result } = call;
  if (name === "hasKey") return addKey(used, call);
  if (LOOKING_ONLY.has(name)) return;
  const isText = typeof result === "string" || typeof result === "number";
  let hasContainer = false;
  for (const [i, arg] of args.entries()) {
    const isContainer = containerOf(arg as Value) !== undefined;
    hasContainer ||= isContainer;
    const path = tags[i]?.path;
    // A map of which a map is made, or an element taken, was not used yet.
    if (path !== undefined && (!isContainer || (isText && !isElementOf(path, made)))) used.add(path);
  }
  if (containerOf(result) === undefined && made?.path !== undefined) used.add(made.path);
  if (!isText || !hasContainer) return;
  for (const { reads } of made?.segments ?? []) for (const { path } of reads) used.add(path);
}

/** Whether what was made is what stands somewhere below the path, and nothing else. */
function isElementOf(path: string, made: Tag | undefined): boolean {
  const [only, more] = made?.reads ?? [];
  const source = made?.path ?? (more === undefined ? only?.path : undefined);
  return source !== undefined && source !== path && source.startsWith(path);
}

/** Whether a key is there is asked of that key. */
function addKey(used: Set<string>, { args: [map, key], tags: [tag], table }: TracedCall): void {
  const container = containerOf(map as Value);
  if (container === undefined || typeof key !== "string") return;
  const path = table.of(container, key, tag)?.path;
  if (path !== undefined) used.add(path);
}
