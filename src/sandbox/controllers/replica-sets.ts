/** ReplicaSets and ReplicationControllers (kubernetes pkg/controller/replicaset 1.36): as many pods as wanted. */
import { listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { Refusal } from "../wire/refusal.ts";
import type { Controller, World } from "./controller.ts";
import { createPod, REFUSED_AGAIN_MS, removePod, type Acting } from "./pod-control.ts";
import { podFrom } from "./pod-template.ts";
import { availableInMs, isPodReady } from "./pods.ts";
import { setStatus, withConditions } from "./writes.ts";

/** Made in one go. */
const BURST = 500;

export const replicaSetController: Controller = (set, world) => {
  if (textAt(set, "metadata", "deletionTimestamp") !== "") return undefined;
  const component = set["kind"] === "ReplicaSet" ? "replicaset-controller" : "replication-controller";
  const acting = { owner: set, component };
  const before = podsOf(set, world);
  const wanted = numberAt(set, "spec", "replicas") ?? 1;
  const refusal = fill(before.length, wanted, { acting, world });
  for (const pod of leastWanted(before).slice(0, Math.max(0, before.length - wanted))) removePod(pod, acting, world);
  const waitMs = report(set, { before, refusal, world });
  if (refusal !== undefined) return { somedayMs: REFUSED_AGAIN_MS };
  return waitMs === Infinity ? undefined : waitMs;
};

function podsOf(set: JsonObject, { owners }: World): JsonObject[] {
  return owners.controlled(textAt(set, "metadata", "uid"), "/pods").filter(isAlive);
}

export function isAlive(pod: JsonObject): boolean {
  const phase = textAt(pod, "status", "phase");
  return textAt(pod, "metadata", "deletionTimestamp") === "" && phase !== "Succeeded" && phase !== "Failed";
}

/** Stops at the first refusal. */
function fill(
  have: number,
  wanted: number,
  { acting, world }: { readonly acting: Acting; readonly world: World },
): Refusal | undefined {
  const template = objectAt(acting.owner, "spec", "template");
  for (let i = have; i < Math.min(wanted, have + BURST); i++) {
    const refusal = createPod(podFrom(template, acting.owner), acting, world);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Those without a node first, then those that are not ready, then the youngest. */
function leastWanted(pods: readonly JsonObject[]): JsonObject[] {
  const rank = (pod: JsonObject): number =>
    (textAt(pod, "spec", "nodeName") === "" ? 0 : 2) + (isPodReady(pod) ? 1 : 0);
  const made = (pod: JsonObject): string => textAt(pod, "metadata", "creationTimestamp");
  return [...pods].sort((a, b) => rank(a) - rank(b) || (made(a) > made(b) ? -1 : made(a) < made(b) ? 1 : 0));
}

/** Gives the milliseconds until another pod is available. */
function report(
  set: JsonObject,
  {
    before,
    refusal,
    world,
  }: { readonly before: readonly JsonObject[]; readonly refusal: Refusal | undefined; readonly world: World },
): number {
  const seconds = numberAt(set, "spec", "minReadySeconds") ?? 0;
  const waits = before.map((pod) => availableInMs(pod, seconds, world.nowMs));
  const ready = before.filter(isPodReady).length;
  const available = waits.filter((ms) => ms === 0).length;
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  const conditions = failureConditions(set, refusal, world);
  setStatus(
    set,
    {
      replicas: before.length,
      ...counted("fullyLabeledReplicas", before.length),
      ...counted("readyReplicas", ready),
      ...counted("availableReplicas", available),
      observedGeneration: numberAt(set, "metadata", "generation") ?? 1,
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(set["kind"] === "ReplicaSet" ? { terminatingReplicas: 0 } : {}),
    },
    world,
  );
  return Math.min(Infinity, ...waits.filter((ms) => ms > 0 && ms !== Infinity));
}

function failureConditions(set: JsonObject, refusal: Refusal | undefined, { now }: World): JsonValue[] {
  if (refusal === undefined) return [];
  // What was refused first is what stands there: each try would name another pod.
  const before = listAt(set, "status", "conditions");
  if (before.some((one) => textAt(one, "type") === "ReplicaFailure")) return before;
  const { message } = refusal;
  const condition = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message } as const;
  return withConditions(before, [condition], { now });
}
