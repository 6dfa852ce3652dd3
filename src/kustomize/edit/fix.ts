/** `edit fix`: deprecated patches and labels folded into the newer fields (api 0.21, FixKustomizationPreMarshalling). */
import { join } from "../../go/path/index.ts";
import { KustomizeError } from "../error.ts";
import type { Kustomization, Patch } from "../kustomization/types.ts";
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

function patchOf(text: string, { files, cwd }: Folder): Patch {
  const isFile = !text.includes("\n") && files.stat(text.startsWith("/") ? text : join(cwd, text))?.kind === "file";
  return isFile ? { path: text } : { patch: text };
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
