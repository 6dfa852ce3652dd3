/**
 * dario.cat/mergo v1.0.1 as Sprig calls it: maps are merged into the first one, in place and without copying, so nested maps
 * of a source end up shared. Left out: merging inside structs, which for the structs that templates meet replaces them whole.
 */
import { GoError, Struct, TypedMap, type GoMap, type Value } from "../go/index.ts";
import { isEmpty } from "./empty.ts";

export interface MergeOptions {
  /** `mergo.WithOverride`: what a source has wins, nil, zero and empty included. */
  readonly overwrite: boolean;
  /** Told of each entry of `dst` that becomes what it is in `src`. */
  readonly onAssign?: (dst: GoMap, src: GoMap, key: string) => void;
}

/** Merges one map into another. Throws mergo's error. */
export function mergeInto(dst: GoMap, src: GoMap, options: MergeOptions): void {
  for (const key of src.keys()) mergeEntry(dst, { src, key, options });
}

interface Entry {
  readonly src: GoMap;
  readonly key: string;
  readonly options: MergeOptions;
}

function mergeEntry(dst: GoMap, entry: Entry): void {
  const { src, key, options } = entry;
  const { overwrite } = options;
  const value = src.get(key);
  const present = dst.get(key);
  if (value === null || value === undefined) {
    if (overwrite) assign(dst, entry);
    return;
  }
  if (value instanceof Map && present instanceof Map) {
    mergeInto(present, value, options);
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

function assign(dst: GoMap, { src, key, options }: Entry): void {
  if (isTextMap(dst) && !isTextMap(src)) {
    throw new GoError("reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string");
  }
  dst.set(key, src.get(key));
  options.onAssign?.(dst, src, key);
}

/** A `map[string]string`, as `split` makes. */
function isTextMap(map: GoMap): boolean {
  return map instanceof TypedMap && map.zero === "";
}
