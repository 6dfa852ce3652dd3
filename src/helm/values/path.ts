/** Finds values by dotted paths (helm pkg/chart/common/values.go). Keys that hold dots cannot be reached. */
import { sprintf } from "../../go/fmt/index.ts";
import { GoError, type GoMap, type Value } from "../../go/index.ts";

/** The map at `path`. Throws `GoError` naming the first key that is none. */
export function table(values: GoMap, path: string): GoMap {
  let found = values;
  for (const key of path.split(".")) {
    const next = found.get(key);
    if (!(next instanceof Map)) throw new GoError(sprintf("%q is not a table", [key]));
    found = next;
  }
  return found;
}

/** The value at `path` where it is no map, `undefined` otherwise. */
export function scalarAt(values: GoMap, path: string): Value {
  const dot = path.lastIndexOf(".");
  const parent = dot < 0 ? values : tableOrNothing(values, path.slice(0, dot));
  const value = parent?.get(path.slice(dot + 1));
  return value instanceof Map ? undefined : value;
}

function tableOrNothing(values: GoMap, path: string): GoMap | undefined {
  try {
    return table(values, path);
  } catch {
    return undefined;
  }
}
