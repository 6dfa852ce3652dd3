/** A release as it is stored (helm pkg/release/v1): what was installed from which chart with which values, and how that went. */
import { GoError, type GoMap } from "../../go/index.ts";
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
  /** Or whatever else a record says. */
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
  /** What the record says nothing of, and what is empty here therefore. */
  readonly lacks?: "chart" | "metadata" | undefined;
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

/** The chart, for those who cannot do without. Throws `GoError` where the record says nothing of it, where Helm panics. */
export function recordedChart({ name, version, chart, lacks }: Release): Chart {
  if (lacks === undefined) return chart;
  const what = lacks === "chart" ? "chart" : "metadata of its chart";
  throw new GoError(`the record of release ${name}, revision ${version}, has no ${what}`);
}
