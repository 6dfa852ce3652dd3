/** A release as it is stored (helm pkg/release/v1): what was installed from which chart with which values, and how that went. */
import type { GoMap } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Hook } from "../manifest/index.ts";
import type { Journal } from "./journal.ts";

export type ReleaseStatus =
  | "unknown"
  | "deployed"
  | "uninstalled"
  | "superseded"
  | "failed"
  | "uninstalling"
  | "pending-install"
  | "pending-upgrade"
  | "pending-rollback";

/** An operation on the release has begun and not ended. */
export function isPending(status: ReleaseStatus): boolean {
  return status === "pending-install" || status === "pending-upgrade" || status === "pending-rollback";
}

export type HookPhase = "" | "Unknown" | "Running" | "Succeeded" | "Failed";

export interface HookRun {
  /** RFC 3339; empty when it has not happened. */
  startedAt: string;
  completedAt: string;
  phase: HookPhase;
}

export interface ReleaseHook extends Omit<Hook, "deletePolicies"> {
  deletePolicies: readonly string[];
  lastRun: HookRun;
}

export interface ReleaseInfo {
  /** RFC 3339 with nanoseconds, as written; empty when it has not happened. */
  firstDeployed: string;
  lastDeployed: string;
  deleted: string;
  description: string;
  status: ReleaseStatus;
  /** The revision a rollback went back to; 0 for anything else. */
  rollbackRevision: number;
  notes: string;
}

/** `ssa` server-side, `csa` client-side; empty in records that do not say, which means client-side. */
export type ApplyMethod = "" | "ssa" | "csa";

export interface Release {
  readonly name: string;
  readonly namespace: string;
  /** The revision, from 1. */
  version: number;
  info: ReleaseInfo;
  readonly chart: Chart;
  /** The user's values alone. */
  config: GoMap;
  manifest: string;
  hooks: ReleaseHook[];
  /** The user's labels, and with them Helm's own where the record was listed. */
  labels: Map<string, string>;
  applyMethod: ApplyMethod;
  /** Of the operation that is under way, or was interrupted. It stands beside the record, not in it. */
  journal?: Journal | undefined;
}
