/** What loops collect maps with (cel-go 0.26 ext/comprehensions.go). */
import { CelMap, EntryMap } from "../values/map.ts";
import { instance } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

function entries(map: CelMap): EntryMap {
  if (map instanceof EntryMap) return map;
  return new EntryMap([...map.keys()].map((key) => [key, map.get(key)] as const));
}

export const MAPS: Readonly<Record<string, Implementation>> = {
  "@mapInsert_map_key_value": (args) => entries(instance(args, 0, CelMap)).with(args[1] ?? null, args[2] ?? null),
  "@mapInsert_map_map": (args) => {
    const more = instance(args, 1, CelMap);
    let result = entries(instance(args, 0, CelMap));
    for (const key of more.keys()) result = result.with(key, more.get(key));
    return result;
  },
};
