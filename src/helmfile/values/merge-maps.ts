/**
 * How Helmfile lays values over values. `mergeMaps` is its own rule (pkg/maputil): a null never takes the place of something, lists are replaced unless they
 * have holes. `overlay` is that of dario.cat/mergo with `WithOverride`, by which files of one environment follow each other: a null does.
 */
import { type GoMap, isMap, type List, type Value } from "../../go/index.ts";

/** `holes`: a list with nulls in it is laid over element by element, another replaces. `elements`: every list is. */
export type ListRule = "holes" | "elements";

/** A new map. */
export function mergeMaps(into: GoMap, over: GoMap, lists: ListRule = "holes"): GoMap {
  const merged: GoMap = new Map(into);
  for (const [key, value] of over) {
    const before = merged.get(key);
    if (value === null || value === undefined) {
      if (!merged.has(key)) merged.set(key, null);
    } else if (isMap(value) && isMap(before)) merged.set(key, mergeMaps(before, value, lists));
    else if (Array.isArray(value) && Array.isArray(before)) merged.set(key, mergeLists(before, value, lists));
    else merged.set(key, value);
  }
  return merged;
}

function mergeLists(into: List, over: List, lists: ListRule): List {
  if (lists === "holes" && !over.some(isNothing)) return over;
  const merged: List = [...into];
  while (merged.length < over.length) merged.push(null);
  over.forEach((value, i) => {
    if (isNothing(value)) return;
    const before = into[i];
    merged[i] = isMap(value) && before !== undefined && isMap(before) ? mergeMaps(before, value, lists) : value;
  });
  return merged;
}

const isNothing = (value: Value): boolean => value === null || value === undefined;

/** A new map. */
export function overlay(into: GoMap, over: GoMap): GoMap {
  const merged: GoMap = new Map(into);
  for (const [key, value] of over) {
    const before = merged.get(key);
    merged.set(key, isMap(value) && before !== undefined && isMap(before) ? overlay(before, value) : value);
  }
  return merged;
}
