/** Objects that have pods made for them, and all others: why they are not as wanted. */
import { numberAt, textAt, valueAt, type JsonObject } from "../json.ts";
import { conditions, isTrue, jobEnd, objectStatus } from "../readiness/index.ts";
import { nameOf, type Cause, type CauseNode } from "./cause.ts";
import { claimNode } from "./claim.ts";
import { newestText } from "./events.ts";
import type { Family } from "./family.ts";
import { podNode, podRank } from "./pod.ts";
import { readRefusal } from "./refusal.ts";
import { removalCause } from "./removal.ts";

export interface TreeOptions {
  /** Jobs are waited for until they have ended, and pods too: they are hooks. */
  readonly toCompletion: boolean;
  /** The objects are to go away. */
  readonly toRemoval: boolean;
  /** Below a controller: it makes others of what fails. */
  readonly isReplaced?: boolean;
}

/** Below one controller. */
const CHILDREN_MAX = 3;
const LOOKED_AT_MAX = 12;
/** Of owners and owned: custom resources may own each other. */
const DEPTH_MAX = 6;

export function objectNode(object: JsonObject, family: Family, options: TreeOptions, depth = 0): CauseNode {
  switch (textAt(object, "kind")) {
    case "Pod":
      return podNode(object, family, options);
    case "PersistentVolumeClaim":
      return claimNode(object, family);
    default:
      return controllerNode(object, family, options, depth);
  }
}

function controllerNode(object: JsonObject, family: Family, options: TreeOptions, depth: number): CauseNode {
  const kind = textAt(object, "kind");
  const cause = options.toRemoval ? removalCause(object) : controllerCause(object, family);
  const isReady = !options.toRemoval && isCurrent(object, family, options);
  const isReplaced = kind !== "Job" || jobEnd(object) === undefined;
  const below = { ...options, isReplaced, toCompletion: kind === "Job" };
  const all = isReady || depth >= DEPTH_MAX ? [] : childrenOf(object, family);
  const nodes = worst(all).map((child) => objectNode(child, family, below, depth + 1));
  const children = nodes.sort(byOutlook).slice(0, CHILDREN_MAX);
  return {
    object: nameOf(object),
    outlook: isReady ? "ready" : cause !== undefined || children.some(isStuck) ? "stuck" : "waiting",
    state: stateOf(object, family) + (isReady ? "" : rolloutText(object)),
    cause: isReady ? undefined : cause,
    event: isReady ? undefined : newestText(family.eventsOf(object)),
    children,
    more: all.length - children.length,
  };
}

/** Of hundreds of pods a few are looked at. */
function worst(children: readonly JsonObject[]): readonly JsonObject[] {
  if (children.length <= LOOKED_AT_MAX) return children;
  const rank = (child: JsonObject) => (textAt(child, "kind") === "Pod" ? podRank(child) : 0);
  const ranked = children.map((child) => ({ child, rank: rank(child) })).sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, LOOKED_AT_MAX).map(({ child }) => child);
}

function isStuck({ outlook }: CauseNode): boolean {
  return outlook === "stuck";
}

const RANK = { stuck: 0, waiting: 1, ready: 2 };

function byOutlook(a: CauseNode, b: CauseNode): number {
  return RANK[a.outlook] - RANK[b.outlook];
}

function isCurrent(object: JsonObject, { nowMs }: Family, { toCompletion }: TreeOptions): boolean {
  if (textAt(object, "kind") === "Job" && toCompletion) return jobEnd(object)?.status === "Current";
  return objectStatus(object, { nowMs }).status === "Current";
}

/** Of a deployment, the set of its present template; of others, all that they own. */
function childrenOf(object: JsonObject, family: Family): readonly JsonObject[] {
  if (textAt(object, "kind") !== "Deployment") return family.childrenOf(object);
  const sets = family.childrenOf(object, "ReplicaSet");
  const newest = sets.toSorted((a, b) => revisionOf(b) - revisionOf(a)).at(0);
  return newest === undefined ? [] : [newest];
}

function revisionOf(object: JsonObject): number {
  return Number(textAt(object, "metadata", "annotations", "deployment.kubernetes.io/revision"));
}

function stateOf(object: JsonObject, { nowMs }: Family): string {
  if (textAt(object, "metadata", "deletionTimestamp") !== "") return "Terminating";
  const count = (field: string) => numberAt(object, "status", field) ?? 0;
  switch (textAt(object, "kind")) {
    case "Deployment":
    case "ReplicaSet":
    case "StatefulSet":
    case "ReplicationController":
      return `${count("readyReplicas")}/${numberAt(object, "spec", "replicas") ?? 1} ready`;
    case "DaemonSet":
      return `${count("numberReady")}/${count("desiredNumberScheduled")} ready`;
    case "Job":
      return `${count("succeeded")}/${numberAt(object, "spec", "completions") ?? 1} completed${failedTimes(count("failed"))}`;
    default:
      return objectStatus(object, { nowMs }).message;
  }
}

/** As many are ready as are wanted, but not of the newest template. */
function rolloutText(object: JsonObject): string {
  const wanted = numberAt(object, "spec", "replicas") ?? 1;
  const ready = numberAt(object, "status", "readyReplicas") ?? 0;
  const isRolling = ["Deployment", "StatefulSet"].includes(textAt(object, "kind")) && ready >= wanted;
  return isRolling ? ", rolling out" : "";
}

function failedTimes(count: number): string {
  return count === 0 ? "" : `, ${count} failed`;
}

function controllerCause(object: JsonObject, family: Family): Cause | undefined {
  return removalCause(object) ?? creationCause(object, family) ?? conditionCause(object) ?? eventCause(object, family);
}

/** Its pods cannot even be created: said in a condition by some controllers, in events by all. */
function creationCause(object: JsonObject, family: Family): Cause | undefined {
  const failure = conditions(object).find((one) => textAt(one, "type") === "ReplicaFailure" && isTrue(one));
  const event = lacksPods(object) ? family.eventsOf(object).find(({ reason }) => reason === "FailedCreate") : undefined;
  const message = failure === undefined ? event?.message : textAt(failure, "message");
  if (message === undefined) return undefined;
  const known = readRefusal(message) ?? { kind: "admission", recoverable: true };
  return { ...known, reason: "FailedCreate", message };
}

function lacksPods(object: JsonObject): boolean {
  const count = (field: string) => numberAt(object, "status", field) ?? 0;
  switch (textAt(object, "kind")) {
    case "ReplicaSet":
    case "StatefulSet":
    case "ReplicationController":
      return count("replicas") < (numberAt(object, "spec", "replicas") ?? 1);
    case "DaemonSet":
      return count("currentNumberScheduled") < count("desiredNumberScheduled");
    case "Job":
      return count("active") + count("succeeded") + count("failed") === 0;
    default:
      return false;
  }
}

function conditionCause(object: JsonObject): Cause | undefined {
  for (const condition of conditions(object)) {
    const [type, reason] = [textAt(condition, "type"), textAt(condition, "reason")];
    const told = { reason, message: textAt(condition, "message") };
    switch (type) {
      case "Progressing":
        if (reason === "ProgressDeadlineExceeded") return { kind: "stalled", ...told, recoverable: false };
        break;
      case "Failed":
      case "FailureTarget":
        if (textAt(object, "kind") === "Job" && isTrue(condition)) return { kind: "job", ...told, recoverable: false };
        break;
      case "NamesAccepted":
        if (textAt(condition, "status") === "False") return { kind: "definition", ...told, recoverable: false };
        break;
      case "Stalled":
        if (isTrue(condition)) return { kind: "stalled", ...told, recoverable: false };
        break;
      case "Ready":
        if (textAt(condition, "status") === "False") return { kind: "stalled", ...told, recoverable: true };
    }
  }
  return undefined;
}

/** A cloud's load balancer tells only in events. */
function eventCause(object: JsonObject, family: Family): Cause | undefined {
  if (textAt(object, "kind") !== "Service" || valueAt(object, "spec", "type") !== "LoadBalancer") return undefined;
  const failed = family.eventsOf(object).find(({ reason }) => reason === "SyncLoadBalancerFailed");
  if (failed === undefined) return undefined;
  return { kind: "load-balancer", reason: failed.reason, message: failed.message, recoverable: true };
}
