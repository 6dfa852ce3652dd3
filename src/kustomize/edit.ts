/** Editing kustomization.yaml: what the `edit` and `create` commands are made of. */
export { addGenerator, setGenerator } from "./edit/generators.ts";
export type { GeneratorFlags, GeneratorKind } from "./edit/generators.ts";
export { matchPattern } from "./edit/glob.ts";
export { setImages, setReplicaCounts } from "./edit/images.ts";
export { KustomizationFile } from "./edit/kustomization-file.ts";
export { addPatch, removePatch } from "./edit/patches.ts";
export type { PatchFlags } from "./edit/patches.ts";
export { expandPatterns, expandTargets, parseBuildMetadata, parsePairs, sameNamespace } from "./edit/paths.ts";
export type { EditContext } from "./edit/paths.ts";
export { foldPatchesAndLabels } from "./edit/fix.ts";
export { varsToReplacements } from "./edit/vars-to-replacements.ts";
export { createKustomization } from "./edit/create.ts";
export type { CreateFlags } from "./edit/create.ts";
export type { Kustomization } from "./kustomization/types.ts";
