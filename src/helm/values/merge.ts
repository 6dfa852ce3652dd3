/** Lays one map of values over another, as later `-f` files over earlier ones. */
import type { Origins } from "../../base/index.ts";
import type { GoMap } from "../../go/index.ts";

/** A new map: maps merge, everything else of `over` wins. Neither argument is changed. */
export function mergeMaps(base: GoMap, over: GoMap, origins?: Origins): GoMap {
  const merged: GoMap = new Map(base);
  if (origins !== undefined) for (const key of base.keys()) origins.copy(base, merged, key);
  for (const [key, value] of over) {
    const below = merged.get(key);
    const both = value instanceof Map && below instanceof Map;
    merged.set(key, both ? mergeMaps(below, value, origins) : value);
    origins?.copy(over, merged, key);
  }
  return merged;
}
