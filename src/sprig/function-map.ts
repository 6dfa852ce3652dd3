import type { Func, FuncMap } from "../go/index.ts";

/** Functions by name. A later one of the same name wins. */
export function functionMap(functions: Iterable<Func>): FuncMap {
  const map = new Map<string, Func>();
  for (const fn of functions) map.set(fn.name, fn);
  return map;
}
