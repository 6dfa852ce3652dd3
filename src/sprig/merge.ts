/**
 * dario.cat/mergo v1.0.1 as Sprig calls it: maps are merged into the first one, in place and without copying, so nested maps
 * of a source end up shared. Left out: merging inside structs, which for the structs that templates meet replaces them whole.
 */
import { GoError, Struct, TypedMap, type GoMap, type Value } from "../go/index.ts";
import { isEmpty } from "./empty.ts";

export interface MergeOptions {
  /** `mergo.WithOverride`: what a source has wins, nil, zero and empty included. */
  readonly overwrite: boolean;
}

/** Merges one map into another. Throws mergo's error. */
export function mergeInto(dst: GoMap, src: GoMap, options: MergeOptions): void {
  for (const [key, value] of src) {
    if (value === null || value === undefined) {
      if (options.overwrite) dst.set(key, value);
    } else {
      mergeEntry(dst, { key, value, overwrite: options.overwrite });
    }
  }
}

interface Entry {
  readonly key: string;
  readonly value: Value;
  readonly overwrite: boolean;
}

function mergeEntry(dst: GoMap, entry: Entry): void {
  const { key, value, overwrite } = entry;
  const present = dst.get(key);
  if (value instanceof Map && present instanceof Map) {
    mergeInto(present, value, { overwrite });
    // An empty map gives way to the source's own one, which from then on is shared.
    if (present.size > 0) return;
  } else if (!overwrite && isPointer(present) && value instanceof Map) {
    throw new GoError("src and dst must be of same type");
  }
  if (overwrite || isEmpty(present)) assign(dst, entry);
}

function isPointer(value: Value): boolean {
  return value instanceof Struct && value.type.startsWith("*");
}

function assign(dst: GoMap, { key, value }: Entry): void {
  if (dst instanceof TypedMap && dst.zero === "" && typeof value !== "string") {
    throw new GoError("reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string");
  }
  dst.set(key, value);
}
