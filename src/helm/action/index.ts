export { getRelease } from "./get.ts";
export type { ReleaseRef } from "./get.ts";
export { releaseHistory } from "./history.ts";
export { listReleases } from "./list.ts";
export type { ListOptions } from "./list.ts";
export { releaseNameFault } from "./release-name.ts";
export { releaseResources } from "./status.ts";
export type { ReleaseResources } from "./status.ts";
