/** The subresource `eviction` (kubernetes pkg/registry/core/pod/storage/eviction.go 1.36): a deletion that a PodDisruptionBudget may refuse. */
import { numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { BUDGETS, isCovered } from "../controllers/disruption.ts";
import { isTrue } from "../schema/condition.ts";
import { keyOf } from "../storage/store.ts";
import { Refusal } from "../wire/refusal.ts";
import { attributesOf } from "./admitted.ts";
import { checkDeletable, deleteAdmitted, type Deleting } from "./delete.ts";
import type { WriteOptions } from "./options.ts";

export interface Evicting extends Deleting {
  readonly eviction: JsonObject;
  /** Of the eviction itself. */
  readonly creating: WriteOptions;
}

export function evict(pod: JsonObject, deleting: Evicting): void {
  const { server, options } = deleting;
  admit(pod, deleting);
  const isOver = ["Succeeded", "Failed", "Pending"].includes(textAt(pod, "status", "phase"));
  const isGoing = textAt(pod, "metadata", "deletionTimestamp") !== "";
  const budgets = isOver || isGoing ? [] : server.store.list(BUDGETS).filter((one) => isCovered(pod, one));
  if (budgets.length > 1) throw severalBudgets();
  const [budget] = budgets;
  if (budget !== undefined && !mayGoUnhealthy(pod, budget)) {
    checkAllowed(budget);
    if (!options.dryRun) takeOne(budget, deleting);
  }
  checkDeletable(pod, deleting);
  deleteAdmitted(pod, deleting);
}

/** It is the eviction that is made, not the pod that goes, which policies and webhooks see. */
function admit(pod: JsonObject, { server, kind, eviction, creating }: Evicting): void {
  const { name = "", namespace = "" } = objectAt(pod, "metadata");
  const object = {
    ...{ apiVersion: "policy/v1", kind: "Eviction", ...eviction },
    metadata: { ...objectAt(eviction, "metadata"), name, namespace },
  };
  const shape = { group: "policy", version: "v1", kind: "Eviction" };
  const writing = { kind, options: creating, subresource: "eviction", shape };
  const attributes = attributesOf({ object, oldObject: undefined }, writing);
  server.admission.mutated(attributes, server);
  server.admission.validate(attributes, server);
}

/** A pod that does not run well may go where enough others do, or always, as the budget says. */
function mayGoUnhealthy(pod: JsonObject, budget: JsonObject): boolean {
  if (isTrue(pod, "Ready")) return false;
  if (textAt(budget, "spec", "unhealthyPodEvictionPolicy") === "AlwaysAllow") return true;
  const [healthy, desired] = [
    numberAt(budget, "status", "currentHealthy"),
    numberAt(budget, "status", "desiredHealthy"),
  ];
  return (desired ?? 0) > 0 && (healthy ?? 0) >= (desired ?? 0);
}

function checkAllowed(budget: JsonObject): void {
  const name = textAt(budget, "metadata", "name");
  const status = objectAt(budget, "status");
  if ((numberAt(status, "observedGeneration") ?? 0) < (numberAt(budget, "metadata", "generation") ?? 0))
    throw refused(`The disruption budget ${name} is still being processed by the server.`, PROCESSING_SECONDS);
  if ((numberAt(status, "disruptionsAllowed") ?? 0) > 0) return;
  const [desired, healthy] = [numberAt(status, "desiredHealthy") ?? 0, numberAt(status, "currentHealthy") ?? 0];
  throw refused(
    healthy <= desired
      ? `The disruption budget ${name} needs ${desired} healthy pods and has ${healthy} currently`
      : `The disruption budget ${name} does not allow evicting pods currently`,
    0,
  );
}

const PROCESSING_SECONDS = 10;

/** Until the controller has counted again. */
function takeOne(budget: JsonObject, { server }: Deleting): void {
  const status = objectAt(budget, "status");
  const left = (numberAt(status, "disruptionsAllowed") ?? 1) - 1;
  server.store.put(BUDGETS, keyOf(budget), { ...budget, status: { ...status, disruptionsAllowed: left } });
}

function refused(why: string, retryAfterSeconds: number): Refusal {
  return new Refusal(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: "DisruptionBudget", message: why }],
    ...(retryAfterSeconds === 0 ? {} : { retryAfterSeconds }),
  });
}

function severalBudgets(): Refusal {
  const message = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
  return new Refusal(500, "InternalError", `Internal error occurred: ${message}`);
}
