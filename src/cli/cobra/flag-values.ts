import type { FlagValues } from "../context.ts";
import type { FlagValue } from "./flag-types.ts";
import type { FlagSet } from "./flag-set.ts";

const NANOSECONDS_PER_MILLISECOND = 1e6;

/** The flags of a parsed command line as run parts read them. */
export function flagValues(flags: FlagSet): FlagValues {
  const value = (name: string): FlagValue => {
    const flag = flags.get(name);
    if (flag === undefined) throw new Error(`flag accessed but not defined: ${name}`);
    return flag.value;
  };
  return {
    string: (name) => String(value(name)),
    bool: (name) => value(name) === true,
    int: (name) => Number(value(name)),
    float: (name) => Number(value(name)),
    strings: (name) => value(name) as readonly string[],
    map: (name) => value(name) as ReadonlyMap<string, string>,
    durationMs: (name) => Number(value(name)) / NANOSECONDS_PER_MILLISECOND,
    changed: (name) => flags.get(name)?.changed === true,
    has: (name) => flags.get(name) !== undefined,
  };
}
