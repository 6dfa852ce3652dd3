/** What came of a rehearsal, as data. */
import type { ObjectRef } from "../../kube/index.ts";
import type { Refusal } from "../plan/refusal.ts";
import type { BudgetShortage } from "./budgets.ts";
import type { ObjectOutcome } from "./outcomes.ts";
import type { WorkloadOutcome } from "./availability.ts";

export interface HookOutcome {
  readonly event: string;
  readonly kind: string;
  readonly name: string;
  /** `Succeeded`, `Failed`, ... */
  readonly phase: string;
  readonly tookMs: number;
}

/** An event of the cluster that warns. */
export interface WarningEvent {
  readonly object: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

export type StepName = "install" | "upgrade" | "rollback" | "uninstall";

export interface Step {
  readonly name: StepName;
  readonly isDone: boolean;
  /** Where the command itself succeeds, which does not wait, and what it made did not become ready. */
  readonly isLate: boolean;
  /** Of the command, in its words. */
  readonly error?: string;
  /** What is behind it, most telling first. */
  readonly causes: readonly string[];
  /** What it would have taken in the cluster's time. */
  readonly simulatedMs: number;
  readonly realMs: number;
  readonly objects: readonly ObjectOutcome[];
  readonly workloads: readonly WorkloadOutcome[];
  readonly hooks: readonly HookOutcome[];
  readonly events: readonly WarningEvent[];
  readonly budgets: readonly BudgetShortage[];
  /** What the command or the server said on the way. */
  readonly warnings: readonly string[];
}

/** An object that cannot become what it should. */
export interface RefusedObject {
  readonly ref: ObjectRef;
  readonly refusal: Refusal;
  readonly note?: string;
}

export interface Remaining {
  readonly objects: readonly ObjectOutcome[];
  /** Workloads with fewer ready pods than before. */
  readonly workloads: readonly { readonly ref: ObjectRef; readonly before: number; readonly now: number }[];
}

export interface Report {
  readonly release: { readonly name: string; readonly namespace: string; readonly revision: number };
  readonly run: "install" | "upgrade";
  readonly chart: { readonly name: string; readonly version: string };
  readonly copied: number;
  readonly refused: readonly RefusedObject[];
  readonly steps: readonly Step[];
  /** What is not as it was before; left out where nothing was undone. */
  readonly remaining?: Remaining;
  readonly notes: readonly string[];
}

export function isSuccess({ steps }: Report): boolean {
  return steps.every(({ isDone }) => isDone);
}
