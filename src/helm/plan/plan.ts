/** What a release would change in a cluster, as data: computed before anything is written, kept in a file, executed from it. */
import type { JsonObject, JsonValue, ObjectRef } from "../../kube/index.ts";
import type { InstallOptions } from "../action/install.ts";
import type { UpgradeOptions } from "../action/upgrade.ts";
import type { Release, ReleaseStatus } from "../storage/index.ts";
import type { Difference } from "./differences.ts";
import type { Refusal } from "./refusal.ts";

export type Action = "create" | "patch" | "adopt" | "recreate" | "conflict" | "delete" | "unchanged" | "keep";

export interface PlannedObject {
  readonly ref: ObjectRef;
  readonly action: Action;
  readonly differences: readonly Difference[];
  /** Why it cannot be done as it is. */
  readonly refusal?: Refusal;
  /** Something worth knowing. */
  readonly note?: string;
  /** As the chart wants it; left out where it wants it no longer. */
  readonly desired?: JsonObject;
  readonly preconditions: Preconditions;
  /** Paths of fields that are left to whoever else manages them. */
  readonly leave?: readonly string[];
}

/** What must still be so when the plan is executed. */
export interface Preconditions {
  /** Left out where it does not matter. */
  readonly exists?: boolean;
  /** Of an object that will be gone afterwards: it must still be the same one. */
  readonly uid?: string;
  readonly fields: readonly ExpectedField[];
}

export interface ExpectedField {
  readonly path: string;
  /** Left out where the field is not there. */
  readonly value?: JsonValue;
}

export interface PlannedHook {
  readonly event: string;
  readonly kind: string;
  readonly name: string;
  /** Why it could not be made. */
  readonly refusal?: Refusal;
}

/** The newest revision of the release while it was planned. */
export interface PlanBase {
  readonly revision: number;
  readonly status: ReleaseStatus;
}

export type PlannedRun =
  | { readonly kind: "install"; readonly options: InstallOptions }
  | { readonly kind: "upgrade"; readonly options: UpgradeOptions };

export interface Plan {
  /** As it will be recorded. */
  readonly release: Release;
  readonly chartDigest: string;
  readonly run: PlannedRun;
  /** Revisions kept; 0: all. */
  readonly maxHistory: number;
  /** Left out where nothing is recorded. */
  readonly base?: PlanBase | undefined;
  readonly objects: readonly PlannedObject[];
  readonly hooks: readonly PlannedHook[];
  /** Files of `crds/` that an install makes first. */
  readonly crds: readonly PlannedCrd[];
}

export interface PlannedCrd {
  readonly name: string;
  readonly text: string;
}

export function isBlocked({ objects, hooks }: Pick<Plan, "objects" | "hooks">): boolean {
  return objects.some(({ action }) => action === "conflict") || hooks.some(({ refusal }) => refusal !== undefined);
}

/** Whether an object would change, or come or go. */
export function hasChanges({ objects }: Pick<Plan, "objects">): boolean {
  return objects.some(({ action }) => action !== "unchanged" && action !== "keep");
}
