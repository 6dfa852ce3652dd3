import type { ClusterPorts } from "../cluster/ports.ts";
import { messageOf } from "../cluster/failure.ts";
import type { WaitStrategy } from "../cluster/wait/wait.ts";
import { LeaseLostError, type Release, type ReleaseStatus, type Storage } from "../storage/index.ts";
import type { HolderPort } from "./recovery/lease.ts";

export interface ActionPorts extends ClusterPorts {
  readonly storage: Storage;
  /** The present, as releases record it. */
  readonly now: () => string;
  /** Where logs of hooks go. */
  readonly output: (text: string) => void;
  /** Absent: releases are not held while they are worked upon. */
  readonly holder?: HolderPort | undefined;
}

/** What install, upgrade, rollback and uninstall have in common. */
export interface RunOptions {
  readonly wait: WaitStrategy;
  /** For every single wait. */
  readonly timeoutMs: number;
  readonly disableHooks: boolean;
}

export interface ApplyOptions extends RunOptions {
  readonly waitForJobs: boolean;
  readonly forceReplace: boolean;
  readonly forceConflicts: boolean;
}

export function setStatus(release: Release, status: ReleaseStatus, description: string): void {
  release.info.status = status;
  release.info.description = description;
}

/** Updates the record; where that fails, there is another error to deal with. */
export async function record(release: Release, { storage, log, dialect }: ActionPorts): Promise<void> {
  try {
    await storage.update(release);
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    const { name, version } = release;
    const message = messageOf(error);
    const what = "failed to update release";
    if (dialect === "helm4") log.warn(what, { name, revision: version, error: message });
    else log.debug(what, {}, `action.go:372 warning: Failed to update release ${name}: ${message}`);
  }
}
