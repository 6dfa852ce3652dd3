/**
 * Merging of typed values as dario.cat/mergo does it: structs field by field, maps key by key. What is empty in the source changes nothing.
 * `override`: the source wins where both say something; `append`: lists are joined, not replaced.
 */
import type { Shape, StructType, Type } from "./type.ts";

export interface MergeOptions {
  readonly override?: boolean;
  readonly append?: boolean;
}

type Pair = readonly [into: unknown, from: unknown];
type Fields = Readonly<Record<string, unknown>>;
type Items = readonly unknown[];
type Entries = ReadonlyMap<string, unknown>;

/** A new value; neither of the two is changed. */
export function mergeStructs<T extends StructType>(
  type: T,
  pair: readonly [into: Shape<T>, from: Shape<T>],
  options: MergeOptions,
): Shape<T> {
  return merged(pair, type, options) as Shape<T>;
}

function merged([into, from]: Pair, type: Type, options: MergeOptions): unknown {
  if (from === undefined) return into;
  if (into === undefined) return from;
  switch (type.kind) {
    case "struct":
      return mergedFields(into as Fields, from as Fields, { type, options });
    case "pointer":
      return mergedPointers([into, from], type.of, options);
    case "map":
      return mergedMaps(into as Entries, from as Entries, { of: type.of, options });
    case "list":
      if (options.append === true) return [...(into as Items), ...(from as Items)];
  }
  return options.override === true ? from : into;
}

/** What both point at is merged: an empty value changes nothing, and gives way. */
function mergedPointers([into, from]: Pair, of: Type, options: MergeOptions): unknown {
  if (of.kind === "struct" || of.kind === "list") return merged([into, from], of, options);
  return isEmptyScalar(from) || !(isEmptyScalar(into) || options.override === true) ? into : from;
}

function isEmptyScalar(value: unknown): boolean {
  return value === "" || value === false || value === 0;
}

interface StructMerge {
  readonly type: StructType;
  readonly options: MergeOptions;
}

function mergedFields(into: Fields, from: Fields, { type, options }: StructMerge): Fields {
  const fields = { ...into };
  for (const [name, value] of Object.entries(from)) {
    const fieldType = type.fields[name];
    if (fieldType !== undefined) fields[name] = merged([into[name], value], fieldType, options);
  }
  return fields;
}

interface MapMerge {
  readonly of: Type;
  readonly options: MergeOptions;
}

function mergedMaps(into: Entries, from: Entries, { of, options }: MapMerge): Entries {
  const map = new Map(into);
  // A struct in a map cannot be changed in its place: it is replaced where the source wins, and kept where not.
  const replaces = of.kind === "struct" && options.override === true;
  for (const [key, value] of from)
    map.set(
      key,
      replaces || !map.has(key)
        ? value
        : of.kind === "struct"
          ? map.get(key)
          : merged([map.get(key), value], of, options),
    );
  return map;
}
