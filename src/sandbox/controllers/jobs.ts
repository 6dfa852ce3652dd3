/** Jobs (kubernetes pkg/controller/job 1.36): pods that end, tried again a number of times. */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { isAlive } from "./deployments.ts";
import { podFrom } from "./pod-template.ts";
import { isPodReady } from "./pods.ts";
import { create, remove, setStatus, withConditions, type Condition } from "./writes.ts";

const RETRY_MS = 10_000;
const RETRY_MS_MAX = 600_000;

export const jobController: Controller = (job, world) => {
  if (textAt(job, "metadata", "deletionTimestamp") !== "" || isFinished(job)) return cleaned(job, world);
  const { owners, server } = world;
  const pods = (): JsonObject[] => owners.controlled(textAt(job, "metadata", "uid"), "/pods");
  const inPhase = (phase: string): JsonObject[] => pods().filter((pod) => textAt(pod, "status", "phase") === phase);
  const [succeeded, failed] = [inPhase("Succeeded").length, inPhase("Failed").length];
  const limit = numberAt(job, "spec", "backoffLimit") ?? 6;
  const wanted = numberAt(job, "spec", "completions") ?? 1;
  if (failed > limit)
    return finish(job, world, {
      succeeded,
      failed,
      end: failure("BackoffLimitExceeded", "Job has reached the specified backoff limit"),
    });
  if (succeeded >= wanted) return finish(job, world, { succeeded, failed, end: COMPLETE });
  const left = deadlineLeft(job, world);
  if (left !== undefined && left <= 0)
    return finish(job, world, {
      succeeded,
      failed,
      end: failure("DeadlineExceeded", "Job was active longer than specified deadline"),
    });
  const isSuspended = valueAt(job, "spec", "suspend") === true;
  const waitMs = retryWait(inPhase("Failed"), world);
  const active = pods().filter(isAlive).length;
  const more = Math.min(numberAt(job, "spec", "parallelism") ?? 1, wanted - succeeded) - active;
  if (!isSuspended && waitMs <= 0)
    for (let i = 0; i < more; i++) create(podFrom(objectAt(job, "spec", "template"), job), server);
  setStatus(job, statusOf(job, world, { succeeded, failed }), world);
  const waits = [...(more > 0 && waitMs > 0 ? [waitMs] : []), ...(left === undefined ? [] : [left])];
  return waits.length === 0 ? undefined : Math.min(...waits);
};

function isFinished(job: JsonObject): boolean {
  return listAt(job, "status", "conditions").some(
    (one) => ["Complete", "Failed"].includes(textAt(one, "type")) && textAt(one, "status") === "True",
  );
}

/** A finished job may go after a while. */
function cleaned(job: JsonObject, { server, nowMs }: World): number | undefined {
  const ttl = numberAt(job, "spec", "ttlSecondsAfterFinished");
  if (ttl === undefined || textAt(job, "metadata", "deletionTimestamp") !== "") return undefined;
  const ends = listAt(job, "status", "conditions").map((one) => Date.parse(textAt(one, "lastTransitionTime")) || 0);
  const left = Math.max(0, ...ends) + ttl * 1000 - nowMs;
  if (left <= 0) remove(job, server);
  return left > 0 ? left : undefined;
}

function deadlineLeft(job: JsonObject, { nowMs }: World): number | undefined {
  const seconds = numberAt(job, "spec", "activeDeadlineSeconds");
  const started = textAt(job, "status", "startTime");
  return seconds === undefined || started === "" ? undefined : Date.parse(started) + seconds * 1000 - nowMs;
}

/** Longer with every failure. */
function retryWait(failed: readonly JsonObject[], { nowMs }: World): number {
  if (failed.length === 0) return 0;
  const ends = failed.map(
    (pod) => Date.parse(textAt(pod, "status", "containerStatuses", 0, "state", "terminated", "finishedAt")) || 0,
  );
  return Math.max(...ends) + Math.min(RETRY_MS * 2 ** (failed.length - 1), RETRY_MS_MAX) - nowMs;
}

interface End {
  readonly conditions: readonly Condition[];
  readonly isComplete: boolean;
}

const REACHED = { reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };
const COMPLETE: End = {
  isComplete: true,
  conditions: [
    { type: "SuccessCriteriaMet", status: "True", ...REACHED },
    { type: "Complete", status: "True", ...REACHED },
  ],
};

function failure(reason: string, message: string): End {
  return {
    isComplete: false,
    conditions: [
      { type: "FailureTarget", status: "True", reason, message },
      { type: "Failed", status: "True", reason, message },
    ],
  };
}

function finish(
  job: JsonObject,
  world: World,
  { succeeded, failed, end }: { readonly succeeded: number; readonly failed: number; readonly end: End },
): number | undefined {
  for (const pod of world.owners.controlled(textAt(job, "metadata", "uid"), "/pods").filter(isAlive))
    remove(pod, world.server);
  const { active: _, ready: _ready, ...status } = statusOf(job, world, { succeeded, failed });
  const conditions = withConditions(listAt(job, "status", "conditions"), end.conditions, { now: world.now });
  setStatus(job, { ...status, ready: 0, conditions, ...(end.isComplete ? { completionTime: world.now } : {}) }, world);
  return (numberAt(job, "spec", "ttlSecondsAfterFinished") ?? 0) * 1000 || undefined;
}

function statusOf(
  job: JsonObject,
  { owners, now }: World,
  { succeeded, failed }: { readonly succeeded: number; readonly failed: number },
): JsonObject {
  const alive = owners.controlled(textAt(job, "metadata", "uid"), "/pods").filter(isAlive);
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  return {
    ...objectAt(job, "status"),
    startTime: textAt(job, "status", "startTime") || now,
    ...counted("active", alive.length),
    ...counted("succeeded", succeeded),
    ...counted("failed", failed),
    ...{ terminating: 0, ready: alive.filter(isPodReady).length, uncountedTerminatedPods: {} },
  };
}
