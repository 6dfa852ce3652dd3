import type { Origins } from "../../../base/index.ts";
import type { Value } from "../../value.ts";
import type { TracedCall } from "./traced-call.ts";
import type { Segment, Tag } from "./tag.ts";
import { TagTable } from "./tag-table.ts";

/**
 * A function may say itself what its result was made from; `undefined` leaves it to the general rule (`derive`).
 * The result is already there: a hook can only describe it, so that traced output is the untraced output.
 */
export type TraceHook = (call: TracedCall) => Tag | undefined;

/** For a function that changes what it is given: called before it, and gives the hook for it. */
export type TraceWatch = (call: Omit<TracedCall, "result" | "written">) => TraceHook;

export interface TraceOptions {
  /** Who set the entries of the data handed to templates. */
  readonly origins?: Origins;
  /** By function name. */
  readonly hooks?: ReadonlyMap<string, TraceHook>;
  readonly watches?: ReadonlyMap<string, TraceWatch>;
}

/** What all runs of one traced set share. */
export class TraceState {
  readonly table: TagTable;
  readonly hooks: ReadonlyMap<string, TraceHook>;
  readonly watches: ReadonlyMap<string, TraceWatch>;
  /** The arguments of the function being called: a template run by it finds the tag of its data here. */
  call: { readonly args: readonly unknown[]; readonly tags: readonly (Tag | undefined)[] } | undefined = undefined;
  /** The text that a template run by the function being called gave. */
  nested: { readonly text: string; readonly segments: readonly Segment[] } | undefined = undefined;

  /** Paths of the values that the running template used. */
  used = new Set<string>();

  constructor({ origins, hooks, watches }: TraceOptions) {
    this.table = new TagTable(origins);
    this.hooks = hooks ?? new Map();
    this.watches = watches ?? new Map();
  }

  /** The tag of the data a template starts with. At the top it is the root, where all paths begin. */
  tagOfData(data: Value): Tag | undefined {
    if (this.call === undefined) return { reads: [], path: "" };
    const at = this.call.args.indexOf(data);
    return at < 0 ? undefined : this.call.tags[at];
  }
}
