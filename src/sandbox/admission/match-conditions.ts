/** Whether a policy or webhook is asked at all (apiserver pkg/admission/plugin/webhook/matchconditions/matcher.go 0.36). */
import * as cel from "../../cel/index.ts";
import { isObject, listAt, textAt, type JsonObject } from "../../kube/index.ts";
import { activationValues, type Seen } from "./activation-values.ts";
import { Activation, compileExpression, ExpressionError, type Expression } from "./expressions.ts";
import { policyEnvironment } from "./policy-environment.ts";

const COST_MAX = 2_500_000;

export function compileConditions(conditions: JsonObject, hasParams: boolean): readonly Expression[] {
  const environment = policyEnvironment({ hasParams, hasAuthorizer: true });
  return listAt(conditions, "matchConditions")
    .filter(isObject)
    .map((one) => compileExpression(textAt(one, "expression"), environment, [cel.types.BOOL]));
}

/** Throws an `ExpressionError` where one fails and none says no. */
export function meetsConditions(conditions: readonly Expression[], seen: Seen): boolean {
  const values = { ...activationValues(seen), namespaceObject: () => null };
  const activation = new Activation(values, new Map(), COST_MAX);
  const failures: string[] = [];
  for (const condition of conditions) {
    try {
      if (activation.evaluate(condition) === false) return false;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length === 0) return true;
  const distinct = [...new Set(failures)];
  throw new ExpressionError(distinct.length === 1 ? (distinct[0] ?? "") : `[${distinct.join(", ")}]`);
}
