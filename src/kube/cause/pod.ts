/** A pod and its containers: why it is not ready. */
import { listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../json.ts";
import { conditions, isTrue } from "../readiness/index.ts";
import { nameOf, type Cause, type CauseNode } from "./cause.ts";
import { claimNode } from "./claim.ts";
import { containerCause, containerState, type ContainerView } from "./container.ts";
import { eventOf, newestText, type PodEvents } from "./events.ts";
import type { Family } from "./family.ts";
import { removalCause } from "./removal.ts";

export interface PodOptions {
  /** The pod is to end, not to run: one of a job. */
  readonly toCompletion: boolean;
  /** Its controller makes another where it fails. */
  readonly isReplaced?: boolean;
}

export function podNode(pod: JsonObject, family: Family, options: PodOptions): CauseNode {
  const { toCompletion, isReplaced = false } = options;
  const events = family.eventsOf(pod);
  const phase = textAt(pod, "status", "phase");
  const isReady = phase === "Succeeded" || (!toCompletion && isPodReady(pod));
  const containers = isReady
    ? []
    : containersOf(pod, isReplaced).map((view) => containerNode(view, { pod, events, family }));
  const children = [
    ...containers.filter(({ outlook }) => outlook !== "ready"),
    ...(isReady ? [] : claimsOf(pod, family)),
  ];
  const cause = isReady ? undefined : podCause(pod, events);
  const isStuck =
    phase === "Failed" || [cause, ...children.map((child) => child.cause)].some((one) => one !== undefined);
  return {
    object: nameOf(pod),
    outlook: isReady ? "ready" : isStuck ? "stuck" : "waiting",
    state: podState(pod, isReady),
    cause,
    event: isReady ? undefined : newestText(events),
    children,
  };
}

/** At a glance, for a choice among many: lower is worse. */
export function podRank(pod: JsonObject): number {
  const phase = textAt(pod, "status", "phase");
  if (phase === "Succeeded" || isPodReady(pod)) return 2;
  const isHeld = (status: JsonValue) => textAt(status, "state", "waiting", "reason") !== "" && !isPreparing(status);
  const statuses = ["initContainerStatuses", "containerStatuses"].flatMap((field) => listAt(pod, "status", field));
  return phase === "Failed" || schedulingCause(pod) !== undefined || statuses.some(isHeld) ? 0 : 1;
}

function isPodReady(pod: JsonObject): boolean {
  return conditions(pod).some((one) => textAt(one, "type") === "Ready" && isTrue(one));
}

function podState(pod: JsonObject, isReady: boolean): string {
  if (textAt(pod, "metadata", "deletionTimestamp") !== "") return "Terminating";
  const phase = textAt(pod, "status", "phase") || "not started";
  const reason = textAt(pod, "status", "reason");
  if (reason !== "") return reason;
  return phase === "Running" && isReady ? "ready" : phase;
}

/** Init containers first, as they run. */
function containersOf(pod: JsonObject, isReplaced: boolean): ContainerView[] {
  const policy = textAt(pod, "spec", "restartPolicy") || "Always";
  const sidecars = new Set(
    listAt(pod, "spec", "initContainers")
      .filter((one) => textAt(one, "restartPolicy") === "Always")
      .map((one) => textAt(one, "name")),
  );
  const view = (status: JsonValue, isInit: boolean): ContainerView => {
    const name = textAt(status, "name");
    const isSidecar = sidecars.has(name);
    return {
      name,
      status,
      isInit: isInit && !isSidecar,
      isNeverRestarted: policy === "Never" && !isSidecar,
      isReplaced,
    };
  };
  return [
    ...listAt(pod, "status", "initContainerStatuses").map((status) => view(status, true)),
    ...listAt(pod, "status", "containerStatuses").map((status) => view(status, false)),
  ];
}

interface ContainerOf {
  readonly pod: JsonObject;
  readonly events: PodEvents;
  readonly family: Family;
}

function containerNode(view: ContainerView, { pod, events, family }: ContainerOf): CauseNode {
  const cause = containerCause(view, events);
  const hasEnded = textAt(view.status, "state", "terminated", "reason") === "Completed";
  const isReady = cause === undefined && (valueAt(view.status, "ready") === true || hasEnded);
  const own = events.filter(({ fieldPath }) => fieldPath.endsWith(`{${view.name}}`));
  return {
    object: nameOf(pod),
    container: view.name,
    outlook: isReady ? "ready" : cause === undefined ? "waiting" : "stuck",
    state: containerState(view),
    cause,
    event: newestText(own),
    log: family.logOf(pod, view.name),
    children: [],
  };
}

function claimsOf(pod: JsonObject, family: Family): CauseNode[] {
  const namespace = textAt(pod, "metadata", "namespace");
  return listAt(pod, "spec", "volumes")
    .map((volume) => textAt(volume, "persistentVolumeClaim", "claimName"))
    .filter((name) => name !== "")
    .map((name) => family.claim(namespace, name))
    .filter((claim) => claim !== undefined)
    .map((claim) => claimNode(claim, family))
    .filter(({ outlook }) => outlook !== "ready");
}

function podCause(pod: JsonObject, events: PodEvents): Cause | undefined {
  return (
    removalCause(pod) ?? phaseCause(pod) ?? schedulingCause(pod) ?? preparationCause(pod, events) ?? gateCause(pod)
  );
}

/** The node gave it up: evicted, out of a resource, past its deadline (kubelet's own reasons). */
function phaseCause(pod: JsonObject): Cause | undefined {
  const reason = textAt(pod, "status", "reason");
  if (textAt(pod, "status", "phase") !== "Failed" || reason === "") return undefined;
  return { kind: "evicted", reason, message: textAt(pod, "status", "message"), recoverable: true };
}

function schedulingCause(pod: JsonObject): Cause | undefined {
  const scheduled = conditions(pod).find((one) => textAt(one, "type") === "PodScheduled");
  if (scheduled === undefined || isTrue(scheduled)) return undefined;
  const [reason, message] = [textAt(scheduled, "reason"), textAt(scheduled, "message")];
  const isVolume =
    /PersistentVolumeClaim|persistentvolumeclaim "|volume node affinity conflict|node\(s\) did not find available persistent volumes/.test(
      message,
    );
  // A node may come, or room on one; a claim that does not exist may be made.
  return { kind: isVolume ? "volume" : "unschedulable", reason, message, recoverable: true };
}

/** What a node does before the first container: volumes, sandbox, network. */
function preparationCause(pod: JsonObject, events: PodEvents): Cause | undefined {
  if (textAt(pod, "status", "phase") !== "Pending") return undefined;
  if (listAt(pod, "status", "containerStatuses").some((one) => !isPreparing(one))) return undefined;
  const mount = events.find(({ reason }) => VOLUME_REASONS.includes(reason));
  const missing = eventOf(events, {
    reason: "FailedMount",
    text: /(?:configmap|secret) "[^"]*" not found|references non-existent/,
  });
  if (missing !== undefined)
    return { kind: "missing-config", reason: "FailedMount", message: missing, recoverable: false };
  if (mount !== undefined) return { kind: "volume", reason: mount.reason, message: mount.message, recoverable: true };
  const sandbox = events.find(({ reason }) => SANDBOX_REASONS.includes(reason));
  if (sandbox === undefined) return undefined;
  return { kind: "sandbox", reason: sandbox.reason, message: sandbox.message, recoverable: true };
}

const VOLUME_REASONS = ["FailedMount", "FailedAttachVolume", "FailedMapVolume", "VolumeFailedDelete"];
const SANDBOX_REASONS = ["FailedCreatePodSandBox", "FailedPodSandBoxStatus", "NetworkNotReady"];

function isPreparing(status: JsonValue): boolean {
  return ["ContainerCreating", "PodInitializing"].includes(textAt(status, "state", "waiting", "reason"));
}

function gateCause(pod: JsonObject): Cause | undefined {
  const met = new Set(
    conditions(pod)
      .filter(isTrue)
      .map((one) => textAt(one, "type")),
  );
  if (!met.has("ContainersReady")) return undefined;
  const gate = listAt(objectAt(pod, "spec"), "readinessGates")
    .map((one) => textAt(one, "conditionType"))
    .find((type) => !met.has(type));
  if (gate === undefined) return undefined;
  const message = `the readiness gate "${gate}" is not true`;
  return { kind: "stalled", reason: "ReadinessGatesNotReady", message, recoverable: true };
}
