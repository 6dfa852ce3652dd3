/** Notes which words of the command line set a value. */
import type { Origin, Origins } from "../../base/index.ts";
import { type GoMap, type Value } from "../../go/index.ts";
import type { Recorder } from "../strvals/index.ts";

export interface FlagSource {
  readonly flag: string;
  readonly text: string;
}

/** Records what `parseInto` writes. */
export function flagRecorder(origins: Origins, source: FlagSource): Recorder {
  return {
    assigned(container, key) {
      record(origins, { container, key, source });
      const value = container instanceof Map ? container.get(key) : (container as Value[])[Number(key)];
      recordInside(value, { origins, source });
    },
    moved(from, to) {
      for (const i of (from as Value[]).keys()) origins.copy(from, to, i);
    },
  };
}

/** Records every entry of a map that came as JSON. */
export function recordFlagValues(map: GoMap, given: { origins: Origins; source: FlagSource }): void {
  recordInside(map, given);
}

function recordInside(value: Value, given: { origins: Origins; source: FlagSource }): void {
  if (value instanceof Map) {
    for (const [key, inner] of value) {
      record(given.origins, { container: value, key, source: given.source });
      recordInside(inner, given);
    }
  } else if (Array.isArray(value)) {
    for (const [i, inner] of value.entries()) {
      record(given.origins, { container: value, key: i, source: given.source });
      recordInside(inner, given);
    }
  }
}

function record(
  origins: Origins,
  { container, key, source }: { container: object; key: string | number; source: FlagSource },
): void {
  const loser = origins.of(container, key);
  const origin: Origin = { source: { kind: "flag", ...source } };
  const overrode = loser === undefined ? undefined : [loser, ...(loser.overrode ?? [])];
  origins.set(container, key, overrode === undefined ? origin : { ...origin, overrode });
}
