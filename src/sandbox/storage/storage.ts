/** The port to what survives the process. */
import type { JsonObject } from "../../kube/index.ts";

/** What was to survive cannot be written or read. */
export class StorageError extends Error {
  override name = "StorageError";
}

export interface StoredObject {
  /** `GROUP/PLURAL`, which names a kind over all its versions. */
  readonly collection: string;
  /** `NAMESPACE/NAME`, or the name alone. */
  readonly key: string;
  readonly object: JsonObject;
}

export interface Change {
  readonly collection: string;
  readonly key: string;
  readonly revision: number;
  /** Undefined: it is deleted. */
  readonly object: JsonObject | undefined;
}

export interface Storage {
  load(): { readonly revision: number; readonly objects: readonly StoredObject[] };
  /** Once it returns, the change survives the end of the process. Throws `StorageError` where it does not. */
  write(change: Change): void;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}
