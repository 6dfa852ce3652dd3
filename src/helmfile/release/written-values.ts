/** What `helmfile write-values` writes of a release (pkg/state/state.go, `WriteReleasesValues`). */
import { existing, FileError } from "../../base/index.ts";
import { fromBytes, GoError, type GoMap } from "../../go/index.ts";
import { absolute } from "../../go/path/index.ts";
import { readMap } from "../load/environment-values.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import { overlay } from "../values/merge-maps.ts";
import type { World } from "../world.ts";
import { valuesFiles } from "./values-files.ts";

/** Its values files, and those that were given for all releases, one laid over the other. Throws `GoError`. */
export function writtenValues(
  world: World,
  state: State,
  { release, given }: { release: Release; given: readonly string[] },
): GoMap {
  const own = valuesFiles(world, state, release);
  for (const path of given) failing("", () => existing(world.files, absolute(path, world.cwd)));
  return [...own, ...given].reduce((merged: GoMap, path) => {
    const text = failing(`reading ${path}: `, () => fromBytes(world.files.read(path)));
    return overlay(
      merged,
      failing(`unmarshalling yaml ${path}: `, () => readMap(text)),
    );
  }, new Map());
}

function failing<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof GoError || error instanceof FileError)) throw error;
    throw new GoError(what + error.message, { cause: error });
  }
}
