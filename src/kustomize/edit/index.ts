/** Editing kustomization.yaml: what the `edit` and `create` commands are made of. */
export { addGenerator, setGenerator } from "./generators.ts";
export type { GeneratorFlags, GeneratorKind } from "./generators.ts";
export { matchPattern } from "./glob.ts";
export { setImages, setReplicaCounts } from "./images.ts";
export { KustomizationFile } from "./kustomization-file.ts";
export { addPatch, patchOf, patchToAdd, removePatch } from "./patches.ts";
export type { PatchFlags } from "./patches.ts";
export { expandPatterns, expandTargets, parseBuildMetadata, parsePairs, sameNamespace } from "./paths.ts";
export type { EditContext } from "./paths.ts";
export { foldPatchesAndLabels } from "./fix.ts";
export { varsToReplacements } from "./vars-to-replacements.ts";
export { createKustomization } from "./create.ts";
export type { CreateFlags } from "./create.ts";
export type { Kustomization } from "../kustomization/types.ts";
