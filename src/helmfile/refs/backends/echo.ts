import { GoError, type GoMap } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import type { Backend } from "./backend.ts";

/** The path itself; as a map, one key in the other. */
export const echo: Backend = {
  text: (path) => path.replace(/\/+$/, ""),
  map(path) {
    const keys = path.split("/");
    const last = keys.pop() ?? "";
    if (keys.length === 0) {
      throw new GoError(`key must have two or more components separated by "/": got ${quote(path)}`);
    }
    return keys.reduceRight<GoMap | string>((value, key) => new Map([[key, value]]), last) as GoMap;
  },
};
