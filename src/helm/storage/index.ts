export { decodeRelease, encodeRelease } from "./codec.ts";
export type { RecordGunzip } from "./codec.ts";
export {
  InvalidKeyError,
  isTelling,
  loadAll,
  loadNewest,
  loadNewestTold,
  NoDeployedReleasesError,
  releaseKey,
  ReleaseExistsError,
  ReleaseNotFoundError,
  SYSTEM_LABELS,
} from "./driver.ts";
export type { Driver, DriverLeases, StoredEntry, Unreadable } from "./driver.ts";
export { LeaseLostError } from "./journal.ts";
export type { Journal, JournalBase, Lease, Operation, Sighting } from "./journal.ts";
export { KubernetesDriver } from "./kubernetes-driver.ts";
export type { KubernetesDriverOptions } from "./kubernetes-driver.ts";
export { MemoryDriver } from "./memory-driver.ts";
export { isPending, recordedChart } from "./release.ts";
export type { ApplyMethod, HookPhase, HookRun, Release, ReleaseHook, ReleaseInfo, ReleaseStatus } from "./release.ts";
export { releaseFromJson, releaseToJson } from "./release-json.ts";
export type { ReleaseJsonOptions } from "./release-json.ts";
export { NoRevisionError, Storage } from "./storage.ts";
export type { ReleaseLeases, StorageLog, StorageOptions } from "./storage.ts";
export { SqlDriver } from "./sql-driver.ts";
export type { SqlDriverOptions } from "./sql-driver.ts";
export type { SqlDatabase, SqlRow, SqlValue } from "./sql-database.ts";
export { migrate } from "./sql-schema.ts";
