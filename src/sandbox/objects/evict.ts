/** The subresource `eviction`: a deletion that a PodDisruptionBudget may refuse. */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { selects } from "../controllers/selector.ts";
import { Refusal } from "../wire/refusal.ts";
import { deleteObject, type Deleting } from "./delete.ts";

export function evict(pod: JsonObject, deleting: Deleting): JsonObject {
  const namespace = textAt(pod, "metadata", "namespace");
  const budgets = deleting.server.store
    .list("policy/poddisruptionbudgets")
    .filter((one) => textAt(one, "metadata", "namespace") === namespace && isObject(valueAt(one, "spec", "selector")))
    .filter((one) => selects(objectAt(one, "spec", "selector"), objectAt(pod, "metadata", "labels")));
  const [budget] = budgets;
  if (budget !== undefined && isReady(pod) && allowed(budget, deleting) <= 0) throw refused(budget);
  deleteObject(pod, deleting);
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success" };
}

function isReady(pod: JsonObject): boolean {
  return listAt(pod, "status", "conditions").some(
    (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
  );
}

/** How many more of its pods may go now. */
function allowed(budget: JsonObject, { server }: Deleting): number {
  const namespace = textAt(budget, "metadata", "namespace");
  const pods = server.store
    .list("/pods")
    .filter(
      (one) =>
        textAt(one, "metadata", "namespace") === namespace &&
        selects(objectAt(budget, "spec", "selector"), objectAt(one, "metadata", "labels")),
    );
  const healthy = pods.filter(isReady).length;
  const [min, max] = [valueAt(budget, "spec", "minAvailable"), valueAt(budget, "spec", "maxUnavailable")];
  if (min !== undefined) return healthy - share(min, pods.length);
  return healthy - (pods.length - share(max ?? 0, pods.length));
}

/** A number, or a percentage, which is rounded up. */
function share(value: JsonValue, of: number): number {
  if (typeof value === "number") return value;
  return Math.ceil((Number(String(value).replace("%", "")) / 100) * of);
}

function refused(budget: JsonObject): Refusal {
  const name = textAt(budget, "metadata", "name");
  const cause = {
    reason: "DisruptionBudget",
    message: `The disruption budget ${name} needs more healthy pods to be evicted`,
  };
  return new Refusal(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [cause],
  });
}
