/** PodDisruptionBudgets (kubernetes pkg/controller/disruption 1.36): how many of the pods may go. */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { controllerOf } from "./owners.ts";
import { isPodReady } from "./pods.ts";
import { selects } from "./selector.ts";
import { setStatus, withConditions } from "./writes.ts";

export const BUDGETS = "policy/poddisruptionbudgets";

export const budgetController: Controller = (budget, world) => {
  if (textAt(budget, "metadata", "deletionTimestamp") !== "") return undefined;
  const pods = podsOf(budget, world);
  if (pods.length === 0)
    tell(budget, { component: "controllermanager", reason: "NoPods", message: "No matching pods found" }, world);
  const { expected, desired } = demand(budget, pods, world);
  const healthy = pods.filter((pod) => isPodReady(pod) && textAt(pod, "metadata", "deletionTimestamp") === "").length;
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
  const isAllowed = allowed > 0;
  const condition = {
    type: "DisruptionAllowed",
    status: isAllowed ? "True" : "False",
    reason: isAllowed ? "SufficientPods" : "InsufficientPods",
    message: "",
  } as const;
  const generation = numberAt(budget, "metadata", "generation") ?? 1;
  const conditions = withConditions(listAt(budget, "status", "conditions"), [condition], { now: world.now }).map(
    (one): JsonObject => ({ ...objectAt(one), observedGeneration: generation }),
  );
  const status = {
    ...{ currentHealthy: healthy, desiredHealthy: desired, expectedPods: expected, disruptionsAllowed: allowed },
    ...{ observedGeneration: generation, conditions },
  };
  setStatus(budget, status, world);
  return undefined;
};

/** The empty selector of a budget selects everything in its namespace. */
export function isCovered(pod: JsonObject, budget: JsonObject): boolean {
  return (
    textAt(pod, "metadata", "namespace") === textAt(budget, "metadata", "namespace") &&
    isObject(valueAt(budget, "spec", "selector")) &&
    selects(objectAt(budget, "spec", "selector"), objectAt(pod, "metadata", "labels"))
  );
}

function podsOf(budget: JsonObject, { server }: World): JsonObject[] {
  return server.store
    .list("/pods")
    .filter((pod) => isCovered(pod, budget) && !["Succeeded", "Failed"].includes(textAt(pod, "status", "phase")));
}

function demand(
  budget: JsonObject,
  pods: readonly JsonObject[],
  world: World,
): { readonly expected: number; readonly desired: number } {
  const [least, missing] = [valueAt(budget, "spec", "minAvailable"), valueAt(budget, "spec", "maxUnavailable")];
  if (missing !== undefined) {
    const expected = expectedScale(pods, world);
    return { expected, desired: Math.max(0, expected - portion(missing, expected)) };
  }
  if (typeof least === "number") return { expected: pods.length, desired: least };
  const expected = least === undefined ? 0 : expectedScale(pods, world);
  return { expected, desired: portion(least ?? 0, expected) };
}

/** A number, or a percentage, which is rounded up. */
function portion(value: JsonValue, of: number): number {
  if (typeof value === "number") return value;
  return Math.ceil((Number(String(value).replace("%", "")) / 100) * of);
}

/** What the controllers of these pods want together. */
function expectedScale(pods: readonly JsonObject[], { server }: World): number {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = rootOf(pod, server);
    if (owner !== undefined) scales.set(textAt(owner, "metadata", "uid"), numberAt(owner, "spec", "replicas") ?? 0);
  }
  return [...scales.values()].reduce((sum, one) => sum + one, 0);
}

/** The deployment rather than its set. */
function rootOf(object: JsonObject, server: World["server"]): JsonObject | undefined {
  let found: JsonObject | undefined;
  let below: JsonObject | undefined = object;
  for (let depth = 0; depth < OWNERS_MAX && below !== undefined; depth++) {
    const owner = controllerOf(below);
    const kind = server.kinds.ofKind(textAt(owner, "apiVersion"), textAt(owner, "kind"));
    const key = `${textAt(object, "metadata", "namespace")}/${textAt(owner, "name")}`;
    below = kind === undefined ? undefined : server.store.get(kind.collection, key);
    if (below !== undefined && numberAt(below, "spec", "replicas") !== undefined) found = below;
  }
  return found;
}

const OWNERS_MAX = 4;
