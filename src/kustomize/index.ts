/** Kustomize 5.8 as a library. It runs over any file system and does no IO of its own. */
export { build } from "./build/build.ts";
export type {
  BuildOptions,
  ChartRequest,
  HelmOptions,
  InflateChart,
  PluginOptions,
  ProgramRequest,
  ProgramResult,
  RunProgram,
} from "./build/context.ts";
export { fileNames, formatBuild, formatResource } from "./build/emit.ts";
export { KUSTOMIZATION_FILES } from "./kustomization/read.ts";
export type { ResMap } from "./resource/res-map.ts";
export type { Resource } from "./resource/resource.ts";
export { KustomizeError } from "./error.ts";
export type { LoadRestriction } from "./load/loader.ts";
export { NeedsRemote } from "./load/remotes.ts";
export type { Remotes } from "./load/remotes.ts";
export type { RepoSpec } from "./load/repo-spec.ts";
export { cloneUrl, parseRepoUrl } from "./load/repo-spec.ts";
export { KUSTOMIZE_VERSION } from "./version/index.ts";
