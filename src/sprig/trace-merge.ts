/** Which entries of a merged map come from which source, for traced runs: a merge of copies is watched before the real one. */
import { attempt, type GoMap, type Value } from "../go/index.ts";
import { mapOf, type Tag, type TracedCall, type TraceHook, type TraceWatch } from "../go/template/index.ts";
import { mergeInto } from "./merge.ts";

/** The first argument is what the others are merged into. */
export function watchMerge(options: { readonly overwrite: boolean }): TraceWatch {
  return ({ args, tags, table }) => {
    const copies = new Copies(table);
    const [target, ...sources] = args.map((arg, i) => copies.of(arg, tags[i]));
    const assigned: Assignment[] = [];
    const onAssign = (to: GoMap, from: GoMap, key: string): unknown => assigned.push({ to, from, key });
    attempt(() => {
      for (const source of sources)
        if (target !== undefined && source !== undefined) mergeInto(target, source, { ...options, onAssign });
    });
    return after(copies, assigned);
  };
}

interface Assignment {
  readonly to: GoMap;
  readonly from: GoMap;
  readonly key: string;
}

function after(copies: Copies, assigned: readonly Assignment[]): TraceHook {
  return ({ tags: [tag], table }) => {
    for (const { to, from, key } of assigned) {
      const target = copies.original(to);
      const source = copies.original(from);
      table.set(target, key, table.of(source, key, copies.tag(from)));
      table.copyKey(source, target, key);
    }
    return tag;
  };
}

interface Original {
  readonly map: GoMap;
  readonly tag: Tag | undefined;
}

/** Copies of maps, and of the maps in them. */
class Copies {
  readonly #made = new Map<GoMap, GoMap>();
  readonly #originals = new Map<GoMap, Original>();

  constructor(readonly table: TracedCall["table"]) {}

  /** Nothing of what is no map. */
  of(value: unknown, tag: Tag | undefined): GoMap | undefined {
    const map = mapOf(value);
    if (map === undefined) return undefined;
    const known = this.#made.get(map);
    if (known !== undefined) return known;
    const copy = new Map<string, Value>();
    this.#made.set(map, copy);
    this.#originals.set(copy, { map, tag });
    for (const [key, item] of map) {
      copy.set(key, item instanceof Map ? this.of(item, this.table.of(map, key, tag)) : item);
    }
    return copy;
  }

  original(copy: GoMap): GoMap {
    return this.#originals.get(copy)?.map ?? copy;
  }

  tag(copy: GoMap): Tag | undefined {
    return this.#originals.get(copy)?.tag;
  }
}
