export { applyPlan } from "./apply-plan.ts";
export { leaveOf } from "./leave.ts";
export { makePlan } from "./make-plan.ts";
export type { PlanRequest } from "./make-plan.ts";
export { hasChanges, isBlocked } from "./plan.ts";
export type { Action, Plan, PlanBase, PlannedObject, PlannedRun } from "./plan.ts";
export { planFile, planJson, readPlan } from "./plan-json.ts";
export { planText, summary } from "./plan-text.ts";
