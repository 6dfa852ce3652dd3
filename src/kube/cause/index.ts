export { nameOf } from "./cause.ts";
export type { Cause, CauseKind, CauseNode, ObjectName } from "./cause.ts";
export { objectNode } from "./controller.ts";
export type { TreeOptions } from "./controller.ts";
export { Family, logKey } from "./family.ts";
export type { Observed } from "./family.ts";
export { refusalCause } from "./refusal.ts";
export { allCauses, rootCause, rootCauses } from "./root-cause.ts";
export type { RootCause } from "./root-cause.ts";
