/**
 * What becomes of an operation that was begun and has not ended: from what is known, one action. docs/decisions/0021-leases-and-journals.md
 * gives the reasons.
 */
import type { Journal, ReleaseStatus } from "../../storage/index.ts";
import { isPending } from "../../storage/index.ts";

/** Who asks: the command that finds the operation. `recover` does nothing else. */
export type Asking = "install" | "upgrade" | "rollback" | "uninstall" | "recover";

export interface Situation {
  readonly asking: Asking;
  /** Of the newest revision. */
  readonly status: ReleaseStatus;
  /** Undefined where the record is Helm's own. */
  readonly journal: Journal | undefined;
  /** Of the newest revision in state deployed, if any. */
  readonly deployed: number | undefined;
  /** `alive`: it wrote while one looked. `running`, `gone`: its process is there, or is known to have ended. */
  readonly holder: "alive" | "running" | "gone" | "unknown";
  /** Since the holder's last sign of life. */
  readonly quietMs: number;
}

export type Recovery =
  /** No operation is under way. */
  | { readonly kind: "none" }
  /** The record is Helm's own: nobody can tell whether someone is at it, and Helm says what it always says. */
  | { readonly kind: "leave" }
  /** Someone is at it. */
  | { readonly kind: "refuse" }
  /** Someone may be at it: it shows within this time. */
  | { readonly kind: "watch"; readonly ms: number }
  /** Everything was done but the last record. */
  | { readonly kind: "complete" }
  /** It is recorded as failed. Who asks goes on from there, and answers for all objects that may have been left. */
  | { readonly kind: "fail" }
  | { readonly kind: "finish-uninstall" }
  /** Removed with everything it made. */
  | { readonly kind: "undo-install" }
  | { readonly kind: "roll-back"; readonly to: number };

export function decide(situation: Situation): Recovery {
  const { asking, status, journal } = situation;
  if (!isPending(status) && status !== "uninstalling") return { kind: "none" };
  const lease = journal?.lease;
  if (lease === undefined) return asking === "recover" ? undo(situation) : { kind: "leave" };
  if (situation.holder !== "gone") {
    if (situation.holder === "alive") return { kind: "refuse" };
    const leftMs = lease.seconds * 1000 - situation.quietMs;
    if (leftMs > 0) return situation.holder === "running" ? { kind: "refuse" } : { kind: "watch", ms: leftMs };
  }
  if (status === "uninstalling") return asking === "uninstall" ? { kind: "none" } : { kind: "finish-uninstall" };
  if (isComplete(situation)) return { kind: "complete" };
  // To undo first what the next command writes anew would start every pod twice.
  return asking === "recover" ? undo(situation) : { kind: "fail" };
}

/** The base gives up its place when all else has been done, just before the new revision takes it. */
function isComplete({ journal, deployed }: Situation): boolean {
  return journal?.base?.status === "deployed" && deployed === undefined;
}

function undo({ status, deployed }: Situation): Recovery {
  if (status === "uninstalling") return { kind: "finish-uninstall" };
  if (deployed !== undefined) return { kind: "roll-back", to: deployed };
  return status === "pending-install" ? { kind: "undo-install" } : { kind: "fail" };
}

/**
 * The revision that a rollback without one means. Whoever repeats a rollback that was interrupted wants what it wanted, not what
 * stood before it; after an interrupted upgrade, the revision before.
 */
export function rollbackTarget({
  version,
  journal,
}: {
  readonly version: number;
  readonly journal?: Journal | undefined;
}): number {
  const isInterrupted = journal?.owes.includes(version) === true;
  return isInterrupted && journal?.target !== undefined ? journal.target : version - 1;
}
