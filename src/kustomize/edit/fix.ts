/** `edit fix`: deprecated patches and labels folded into the newer fields (api 0.21, FixKustomizationPreMarshalling). */
import { KustomizeError } from "../error.ts";
import type { Kustomization, Patch } from "../kustomization/types.ts";
import { bytesOrNone } from "./bytes-or-none.ts";
import type { Folder } from "./kustomization-file.ts";

export function foldPatchesAndLabels(kustomization: Kustomization, folder: Folder): void {
  const json = kustomization.patchesJson6902 ?? [];
  const merge = (kustomization.patchesStrategicMerge ?? []).map((text) => patchOf(text, folder));
  const patches = [...(kustomization.patches ?? []), ...json, ...merge];
  if (patches.length > 0) kustomization.patches = patches;
  delete kustomization.patchesJson6902;
  delete kustomization.patchesStrategicMerge;
  foldLabels(kustomization);
}

/** What can be read is a file, all else a patch. */
function patchOf(text: string, folder: Folder): Patch {
  return bytesOrNone(text, folder) === undefined ? { patch: text } : { path: text };
}

function foldLabels(kustomization: Kustomization): void {
  const common = kustomization.commonLabels;
  if (common === undefined || common.size === 0) return;
  for (const { pairs } of kustomization.labels ?? []) {
    const clash = [...(pairs?.keys() ?? [])].find((name) => common.has(name));
    if (clash !== undefined) throw new KustomizeError(`label name '${clash}' exists in both commonLabels and labels`);
  }
  kustomization.labels = [...(kustomization.labels ?? []), { pairs: common, includeSelectors: true }];
  delete kustomization.commonLabels;
}
