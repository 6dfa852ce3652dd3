/** The patches of a release: maps, and files that are rendered with its values over those of the state (pkg/state/helmx.go). */
import type { GoMap } from "../../go/index.ts";
import { readMap } from "../load/environment-values.ts";
import type { State } from "../load/state.ts";
import { entryTexts, fileName, valuesTexts } from "../release/values-files.ts";
import type { Release } from "../spec/state.ts";
import { mergeMaps } from "../values/merge-maps.ts";
import type { World } from "../world.ts";
import type { Patches } from "./patch-kustomization.ts";

/** Throws `GoError`. */
export function releasePatches(world: World, state: State, release: Release): Patches {
  let merged: GoMap | undefined;
  const values = (): GoMap =>
    (merged ??= valuesTexts(world, state, release)
      .map((text) => readMap(text))
      .reduce((all, each) => mergeMaps(all, each), new Map(state.values)));
  const ifMissing = release.missingFileHandler ?? state.spec.missingFileHandler;
  const texts = (entries: Release["values"] = []): string[] =>
    entries.flatMap((entry) => entryTexts(world, state, { release, entry, kind: "values", ifMissing, values }));
  return {
    jsonPatches: texts(release.jsonPatches).map((text) => ({ text, path: world.keep(fileName(release), text) })),
    strategicMergePatches: texts(release.strategicMergePatches),
    transformers: texts(release.transformers),
  };
}

export function isPatched({ jsonPatches = [], strategicMergePatches = [], transformers = [] }: Release): boolean {
  return jsonPatches.length + strategicMergePatches.length + transformers.length > 0;
}
