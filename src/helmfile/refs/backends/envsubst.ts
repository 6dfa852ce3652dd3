import type { RefWorld } from "../world.ts";
import type { Backend } from "./backend.ts";
import { substitute } from "./substitute.ts";
import { yamlMap } from "./yaml-map.ts";

/** The path with variables of the environment in it. */
export function envsubst({ env }: RefWorld): Backend {
  const text = (path: string): string => substitute(path.replace(/\/$/, "").trim(), env);
  return { text, map: (path) => yamlMap(text(path)) };
}
