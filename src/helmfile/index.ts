/** Helmfile's engine: state files, what releases they mean, and in which order (Helmfile 1.8). */
export { environmentData, environmentStruct, mergedValues } from "./load/environment.ts";
export type { Environment } from "./load/environment.ts";
export type { State } from "./load/state.ts";
export { groupReleases } from "./plan/groups.ts";
export { isDesired, releaseId } from "./release/identity.ts";
export { conditionHolds, markReleases, selectReleases } from "./release/selectors.ts";
export type { Marked } from "./release/selectors.ts";
export { structValue } from "./spec/emit.ts";
export { RELEASE, STATE } from "./spec/state.ts";
export type { Hook, Release, Repository, SetValue, StateSpec } from "./spec/state.ts";
export { isOn } from "./template/functions.ts";
export { Renderer } from "./template/renderer.ts";
export { NoMatchingReleases, visitStates, VisitError } from "./walk/visit.ts";
export type { Act, VisitOptions } from "./walk/visit.ts";
export type { Command, Log, Secrets, World } from "./world.ts";
