/** Jobs (kubernetes pkg/controller/job 1.36): pods that end, tried again a number of times, side by side or one for each index. */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import { isTrue } from "../schema/condition.ts";
import type { Again, Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { failedIndexes, indexesText, indexTemplate, missingIndexes, succeededIndexes } from "./job-indexes.ts";
import { failedByPolicy, isIgnored } from "./job-failures.ts";
import { createPod, REFUSED_AGAIN_MS, removePod } from "./pod-control.ts";
import { podFrom } from "./pod-template.ts";
import { isPodReady } from "./pods.ts";
import { isAlive } from "./replica-sets.ts";
import { remove, setStatus, withConditions, type Condition } from "./writes.ts";

const RETRY_MS = 10_000;
const RETRY_MS_MAX = 600_000;
const SEEN_MS = 3000;
const SAYS = "job-controller";

export const jobController: Controller = (job, world) => {
  if (textAt(job, "metadata", "deletionTimestamp") !== "" || isFinished(job)) return cleaned(job, world);
  const counts = countsOf(job, world);
  const end = endOf(job, counts, world);
  if (end !== undefined) return finish(job, world, { counts, end });
  if (valueAt(job, "spec", "suspend") === true) return suspend(job, counts, world);
  const waitMs = retryWait(counts.failed, world);
  const more = missing(job, counts);
  const refused = waitMs <= 0 && more > 0 && !start(job, more, { counts, world });
  setStatus(job, statusOf(job, world, counts), world);
  if (refused) return { somedayMs: REFUSED_AGAIN_MS };
  if (more > 0 && waitMs > 0) return waitMs;
  const left = deadlineLeft(job, world);
  return left === undefined ? undefined : { somedayMs: left };
};

interface Counts {
  readonly succeeded: readonly JsonObject[];
  readonly failed: readonly JsonObject[];
  readonly active: readonly JsonObject[];
}

function countsOf(job: JsonObject, { owners }: World): Counts {
  const pods = owners.controlled(textAt(job, "metadata", "uid"), "/pods");
  const inPhase = (phase: string): JsonObject[] => pods.filter((pod) => textAt(pod, "status", "phase") === phase);
  return { succeeded: inPhase("Succeeded"), failed: inPhase("Failed"), active: pods.filter(isAlive) };
}

export function isFinished(job: JsonObject): boolean {
  return endCondition(job) !== undefined;
}

/** `Complete` or `Failed`, once it is. */
export function endCondition(job: JsonObject): string | undefined {
  const found = listAt(job, "status", "conditions").find(
    (one) => ["Complete", "Failed"].includes(textAt(one, "type")) && textAt(one, "status") === "True",
  );
  return found === undefined ? undefined : textAt(found, "type");
}

const isIndexed = (job: JsonObject): boolean => textAt(job, "spec", "completionMode") === "Indexed";

/** Of an indexed job each index counts once. */
function succeededCount(job: JsonObject, { succeeded }: Counts): number {
  return isIndexed(job) ? succeededIndexes(job, succeeded).length : succeeded.length;
}

function endOf(job: JsonObject, counts: Counts, world: World): End | undefined {
  const byPolicy = failedByPolicy(job, counts.failed);
  if (byPolicy !== undefined) return failure("PodFailurePolicy", byPolicy);
  const perIndex = numberAt(job, "spec", "backoffLimitPerIndex");
  const counted = counts.failed.filter((pod) => !isIgnored(job, pod)).length;
  if (perIndex === undefined && counted > (numberAt(job, "spec", "backoffLimit") ?? 6))
    return failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
  const left = deadlineLeft(job, world);
  if (left !== undefined && left <= 0)
    return failure("DeadlineExceeded", "Job was active longer than specified deadline");
  const [wanted, succeeded] = [numberAt(job, "spec", "completions"), succeededCount(job, counts)];
  if (wanted === undefined) return succeeded > 0 && counts.active.length === 0 ? COMPLETE : undefined;
  const lost = perIndex === undefined ? 0 : failedIndexes(job, counts.failed).length;
  if (lost > 0 && succeeded + lost >= wanted) return failure("FailedIndexes", "Job has failed indexes");
  return succeeded >= wanted ? COMPLETE : undefined;
}

/** How many more pods it may have now. */
function missing(job: JsonObject, counts: Counts): number {
  const parallelism = numberAt(job, "spec", "parallelism") ?? 1;
  const wanted = numberAt(job, "spec", "completions");
  const succeeded = succeededCount(job, counts);
  // A queue of work: once one pod has found it empty, no other begins.
  const open = wanted === undefined ? (succeeded > 0 ? 0 : parallelism) : wanted - succeeded;
  return Math.min(parallelism, open) - counts.active.length;
}

/** False where it was refused. */
function start(
  job: JsonObject,
  more: number,
  { counts, world }: { readonly counts: Counts; readonly world: World },
): boolean {
  const acting = { owner: job, component: SAYS };
  const template = objectAt(job, "spec", "template");
  const indexes = isIndexed(job) ? missingIndexes(job, counts) : [];
  for (let i = 0; i < more; i++) {
    const index = indexes[i];
    if (isIndexed(job) && index === undefined) return true;
    const pod = index === undefined ? podFrom(template, job) : indexTemplate(job, index);
    if (createPod(pod, acting, world) !== undefined) return false;
  }
  return true;
}

function suspend(job: JsonObject, counts: Counts, world: World): undefined {
  const acting = { owner: job, component: SAYS };
  for (const pod of counts.active) removePod(pod, acting, world);
  const { startTime: _, ...status } = statusOf(job, world, { ...counts, active: [] });
  const condition: Condition = { type: "Suspended", status: "True", reason: "JobSuspended", message: "Job suspended" };
  const { now } = world;
  const conditions = withProbe(withConditions(listAt(job, "status", "conditions"), [condition], { now }), now);
  if (!isSuspended(job)) tell(job, { component: SAYS, reason: "Suspended", message: "Job suspended" }, world);
  setStatus(job, { ...status, conditions }, world);
  return undefined;
}

function isSuspended(job: JsonObject): boolean {
  return isTrue(job, "Suspended");
}

/** Conditions of jobs have a time of their last look. */
function withProbe(conditions: readonly JsonObject[string][], now: string): JsonObject[] {
  return conditions.map((one) => ({ ...objectAt(one), lastProbeTime: textAt(one, "lastProbeTime") || now }));
}

/** A finished job may go after a while. */
function cleaned(job: JsonObject, { server, nowMs }: World): Again {
  const ttl = numberAt(job, "spec", "ttlSecondsAfterFinished");
  if (ttl === undefined || textAt(job, "metadata", "deletionTimestamp") !== "") return undefined;
  const ends = listAt(job, "status", "conditions").map((one) => Date.parse(textAt(one, "lastTransitionTime")) || 0);
  // Pods that take no time leave no time to see that they ended: on a real node the job has been there for a while.
  const seenMs = Date.parse(textAt(job, "metadata", "creationTimestamp")) + SEEN_MS;
  const left = Math.max(seenMs, Math.max(0, ...ends) + ttl * 1000) - nowMs;
  if (left <= 0) remove(job, server, { propagation: "Foreground" });
  return left > 0 ? { somedayMs: left } : undefined;
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

function finish(job: JsonObject, world: World, { counts, end }: { readonly counts: Counts; readonly end: End }): Again {
  const acting = { owner: job, component: SAYS };
  for (const pod of counts.active) removePod(pod, acting, world);
  const { active: _, ready: _ready, ...status } = statusOf(job, world, { ...counts, active: [] });
  const kept = listAt(job, "status", "conditions").filter((one) => textAt(one, "type") === "Suspended");
  const made = withConditions(listAt(job, "status", "conditions"), end.conditions, { now: world.now });
  const conditions = withProbe([...kept, ...made], world.now);
  setStatus(job, { ...status, ready: 0, conditions, ...(end.isComplete ? { completionTime: world.now } : {}) }, world);
  const last = end.conditions.at(-1);
  if (end.isComplete) tell(job, { component: SAYS, reason: "Completed", message: "Job completed" }, world);
  else tell(job, { component: SAYS, reason: last?.reason ?? "", message: last?.message ?? "", type: "Warning" }, world);
  const ttl = numberAt(job, "spec", "ttlSecondsAfterFinished");
  return ttl === undefined ? undefined : { somedayMs: ttl * 1000 };
}

function statusOf(job: JsonObject, world: World, counts: Counts): JsonObject {
  // What was just made counts.
  const alive = counts.active.length === 0 && isFinished(job) ? [] : countsOf(job, world).active;
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  const { active: _, ...before } = objectAt(job, "status");
  const { now } = world;
  const resumed: Condition = { type: "Suspended", status: "False", reason: "JobResumed", message: "Job resumed" };
  const wasSuspended = isSuspended(job) && valueAt(job, "spec", "suspend") !== true;
  if (wasSuspended) tell(job, { component: SAYS, reason: "Resumed", message: "Job resumed" }, world);
  const conditions = wasSuspended
    ? { conditions: withProbe(withConditions(listAt(before, "conditions"), [resumed], { now }), now) }
    : {};
  const completed = isIndexed(job) ? indexesText(succeededIndexes(job, counts.succeeded)) : "";
  return {
    ...before,
    ...conditions,
    startTime: textAt(job, "status", "startTime") || now,
    ...counted("active", alive.length),
    ...counted("succeeded", succeededCount(job, counts)),
    ...counted("failed", counts.failed.length),
    ...(completed === "" ? {} : { completedIndexes: completed }),
    ...{ terminating: 0, ready: alive.filter(isPodReady).length, uncountedTerminatedPods: {} },
  };
}
