export { conditions, current, failed, inProgress, isTrue, isUnschedulable, jobEnd, objectStatus } from "./status.ts";
export type { ObjectStatus, StatusOptions, StatusResult } from "./status.ts";
export { legacyReady } from "./legacy.ts";
export type { LegacyOptions } from "./legacy.ts";
