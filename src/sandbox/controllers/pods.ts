/** Pods: placed on a node, started, ended, as scheduler and kubelet tell of them. Nothing runs. */
import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { isTrue } from "../schema/condition.ts";
import type { Again, Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { faultOf, type Fault } from "./faults.ts";
import {
  backOffMessage,
  missingOf,
  pullProblem,
  readyMs,
  runMs,
  startMs,
  tellCrash,
  tellEnd,
  tellMissing,
  tellNoImage,
  tellStart,
} from "./kubelet.ts";
import { claimNames, noRoom, placementOf, waitsForPod } from "./scheduler.ts";
import { bind, change, type Condition, KUBELET, setStatus, withConditions } from "./writes.ts";

const STEP_MS = 10;
const RESTART_MS = 10_000;
const RESTART_MS_MAX = 300_000;
const MISSING_MS = 2000;

export const podController: Controller = (pod, world) => {
  if (textAt(pod, "metadata", "deletionTimestamp") !== "") return goes(pod, world);
  const fault = faultOf(pod, world.faults());
  if (textAt(pod, "spec", "nodeName") === "") return scheduled(pod, world, fault);
  switch (textAt(pod, "status", "phase")) {
    case "Pending":
      return started(pod, world, fault);
    case "Running":
      return continued(pod, world, fault);
    default:
      return undefined;
  }
};

function goes(pod: JsonObject, world: World): undefined {
  // As the kubelet's last act: the pod goes, whatever else held it.
  if (listAt(pod, "metadata", "finalizers").length > 0) return undefined;
  if (textAt(pod, "status", "phase") === "Running") tellEnd(pod, world);
  world.server.store.delete("/pods", `${textAt(pod, "metadata", "namespace")}/${textAt(pod, "metadata", "name")}`);
  return undefined;
}

// --- as the scheduler

const SCHEDULER = "kube-scheduler";
const SAYS = { component: "default-scheduler", program: SCHEDULER } as const;

function scheduled(pod: JsonObject, world: World, fault: Fault | undefined): undefined {
  const { server } = world;
  // Who names another scheduler is left to it.
  if ((textAt(pod, "spec", "schedulerName") || "default-scheduler") !== "default-scheduler") return undefined;
  if (listAt(pod, "spec", "schedulingGates").length > 0) return gated(pod, world);
  const placement =
    fault?.kind === "unschedulable"
      ? { message: noRoom(server.store.keys("/nodes").length) }
      : placementOf(pod, server);
  if ("message" in placement) return unplaced(pod, placement.message, world);
  if (claimsWait(pod, placement.node, world)) return undefined;
  const conditions = conditionsOf(pod, [{ type: "PodScheduled", status: "True" }], world);
  const spec = { ...objectAt(pod, "spec"), nodeName: placement.node };
  const status = { ...objectAt(pod, "status"), phase: "Pending", conditions };
  bind(pod, { ...pod, spec, status }, { server, manager: SCHEDULER });
  const [namespace, name] = [textAt(pod, "metadata", "namespace"), textAt(pod, "metadata", "name")];
  const message = `Successfully assigned ${namespace}/${name} to ${placement.node}`;
  tell(pod, { ...SAYS, reason: "Scheduled", message, action: "Binding" }, world);
  return undefined;
}

function unplaced(pod: JsonObject, message: string, world: World): undefined {
  const old = listAt(pod, "status", "conditions").find((one) => textAt(one, "type") === "PodScheduled");
  if (textAt(old, "message") === message) return undefined;
  const condition: Condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
  const conditions = conditionsOf(pod, [condition], world);
  const status = { ...objectAt(pod, "status"), phase: "Pending", conditions };
  setStatus(pod, status, { server: world.server, manager: SCHEDULER });
  tell(pod, { ...SAYS, reason: "FailedScheduling", message, type: "Warning", action: "Scheduling" }, world);
  return undefined;
}

function gated(pod: JsonObject, world: World): undefined {
  const message = "Scheduling is blocked due to non-empty scheduling gates";
  const condition: Condition = { type: "PodScheduled", status: "False", reason: "SchedulingGated", message };
  const status = { ...objectAt(pod, "status"), phase: "Pending", conditions: conditionsOf(pod, [condition], world) };
  setStatus(pod, status, { server: world.server, manager: SCHEDULER });
  return undefined;
}

const SELECTED_NODE = "volume.kubernetes.io/selected-node";

/** Claims that wait for their first pod are told where it goes, and are bound before it. */
function claimsWait(pod: JsonObject, node: string, { server }: World): boolean {
  const namespace = textAt(pod, "metadata", "namespace");
  const waiting = claimNames(pod).flatMap((name) => {
    const claim = server.store.get("/persistentvolumeclaims", `${namespace}/${name}`);
    const isBound = claim === undefined || textAt(claim, "status", "phase") === "Bound";
    return isBound || !waitsForPod(claim, server) ? [] : [claim];
  });
  for (const claim of waiting) {
    const metadata = objectAt(claim, "metadata");
    const annotations = { ...objectAt(metadata, "annotations"), [SELECTED_NODE]: node };
    change(claim, { ...claim, metadata: { ...metadata, annotations } }, { server, manager: SCHEDULER });
  }
  return waiting.length > 0;
}

// --- as the kubelet

function started(pod: JsonObject, world: World, fault: Fault | undefined): Again {
  switch (fault?.kind) {
    case "pending":
      return undefined;
    case "image-pull-error":
      return withoutImage(pod, world);
    case "slow-start": {
      const left = Date.parse(textAt(pod, "metadata", "creationTimestamp")) + fault.delayMs - world.nowMs;
      if (left > 0) return creating(pod, world, left);
    }
  }
  const missing = missingOf(pod, world);
  if (missing !== undefined) {
    const { reason, message } = missing;
    if (waits(pod, world, () => (reason === "ContainerCreating" ? { reason } : { reason, message })))
      tellMissing(pod, missing, world);
    return { somedayMs: MISSING_MS };
  }
  const left = scheduledMs(pod) + startMs(pod, world) - world.nowMs;
  if (left > 0) return creating(pod, world, left);
  tellStart(pod, world);
  const isReady = fault?.kind !== "never-ready" && readyMs(pod, world) === 0;
  report(pod, world, { phase: "Running", isReady, state: () => ({ running: { startedAt: world.now } }) });
  return STEP_MS;
}

/** To the second, as conditions have it. */
function scheduledMs(pod: JsonObject): number {
  const condition = listAt(pod, "status", "conditions").find((one) => textAt(one, "type") === "PodScheduled");
  return Date.parse(textAt(condition, "lastTransitionTime")) || 0;
}

function creating(pod: JsonObject, world: World, leftMs: number): number {
  waits(pod, world, () => ({ reason: "ContainerCreating" }));
  return leftMs;
}

function withoutImage(pod: JsonObject, world: World): undefined {
  const message = (container: JsonValue): string => {
    const image = textAt(container, "image");
    return `Back-off pulling image ${JSON.stringify(image)}: ErrImagePull: ${pullProblem(image)}`;
  };
  const isNew = waits(pod, world, (container) => ({ reason: "ImagePullBackOff", message: message(container) }));
  if (isNew) tellNoImage(pod, world);
  return undefined;
}

/** Says so once: whether this was the time. */
function waits(pod: JsonObject, world: World, waiting: (container: JsonValue) => JsonObject): boolean {
  const [first = null] = listAt(pod, "spec", "containers");
  const told = objectAt(pod, "status", "containerStatuses", 0, "state", "waiting");
  const wanted = waiting(first);
  if (told["reason"] === wanted["reason"] && told["message"] === wanted["message"]) return false;
  const state = (container: JsonValue): JsonObject => ({ waiting: waiting(container) });
  report(pod, world, { phase: "Pending", isReady: false, state, reason: "ContainersNotReady" });
  return true;
}

function continued(pod: JsonObject, world: World, fault: Fault | undefined): Again {
  const policy = textAt(pod, "spec", "restartPolicy");
  if (fault?.kind === "crash-loop" || (fault?.kind === "fail" && policy === "Always")) return crashed(pod, world);
  const startedMs = Date.parse(textAt(pod, "status", "containerStatuses", 0, "state", "running", "startedAt")) || 0;
  const runs = policy === "Always" ? Infinity : startedMs + runMs(pod, world) - world.nowMs;
  if (fault?.kind === "never-ready") return undefined;
  if (runs > 0) {
    const left = startedMs + readyMs(pod, world) - world.nowMs;
    if (left > 0) return Math.min(left, runs);
    if (!isPodReady(pod)) recovered(pod, world);
    return runs === Infinity ? undefined : runs;
  }
  return fault?.kind === "fail"
    ? finished(pod, world, { phase: "Failed", exitCode: fault.exitCode ?? 1, reason: "Error" })
    : finished(pod, world, { phase: "Succeeded", exitCode: 0, reason: "Completed" });
}

/** Its probes find it ready; also where a fault has ended. */
function recovered(pod: JsonObject, world: World): void {
  const startedAt = textAt(pod, "status", "containerStatuses", 0, "state", "running", "startedAt") || world.now;
  const restartCount = numberAt(pod, "status", "containerStatuses", 0, "restartCount") ?? 0;
  report(pod, world, { phase: "Running", isReady: true, state: () => ({ running: { startedAt } }), restartCount });
}

function finished(pod: JsonObject, world: World, end: { phase: string; exitCode: number; reason: string }): undefined {
  const { phase, exitCode, reason } = end;
  const startedAt = textAt(pod, "status", "startTime") || world.now;
  const state = (): JsonObject => ({ terminated: { exitCode, reason, startedAt, finishedAt: world.now } });
  report(pod, world, { phase, isReady: false, state, reason: phase === "Succeeded" ? "PodCompleted" : "PodFailed" });
  return undefined;
}

/** Fails again and again, after longer and longer pauses. */
function crashed(pod: JsonObject, world: World): Again {
  const before = numberAt(pod, "status", "containerStatuses", 0, "restartCount") ?? 0;
  const crashedMs = Date.parse(textAt(pod, "status", "containerStatuses", 0, "lastState", "terminated", "finishedAt"));
  const pauseMs = (count: number): number => Math.min(RESTART_MS * 2 ** count, RESTART_MS_MAX);
  const left = crashedMs + pauseMs(before) - world.nowMs;
  if (left > 0) return { somedayMs: left };
  const restartCount = Number.isNaN(crashedMs) ? 0 : before + 1;
  const ended = { exitCode: 1, reason: "Error", startedAt: world.now, finishedAt: world.now };
  const state = (container: JsonValue): JsonObject => ({
    waiting: { reason: "CrashLoopBackOff", message: backOffMessage(pod, container, pauseMs(restartCount)) },
  });
  const more = { restartCount, reason: "ContainersNotReady", lastState: { terminated: ended } };
  report(pod, world, { phase: "Running", isReady: false, state, ...more });
  tellCrash(pod, world);
  return { somedayMs: pauseMs(restartCount) };
}

interface Report {
  readonly phase: string;
  readonly isReady: boolean;
  readonly state: (container: JsonValue) => JsonObject;
  readonly restartCount?: number;
  readonly reason?: string;
  readonly lastState?: JsonObject;
}

function report(pod: JsonObject, world: World, told: Report): void {
  const { phase, isReady, state, restartCount = 0, reason = "ContainersNotReady", lastState } = told;
  const isRunning = phase === "Running";
  const of = (container: JsonValue): JsonObject => ({
    name: textAt(container, "name"),
    image: textAt(container, "image"),
    imageID: "",
    ready: isReady,
    started: isReady && isRunning,
    restartCount,
    state: state(container),
    ...(lastState === undefined ? {} : { lastState }),
  });
  const initial = listAt(pod, "spec", "initContainers").map((one) =>
    initialStatus(one, { isOver: phase !== "Pending", now: world.now }),
  );
  const { initContainerStatuses: _, ...status } = objectAt(pod, "status");
  setStatus(
    pod,
    {
      ...status,
      ...{ phase, conditions: conditionsFor(pod, world, isReady ? "" : reason) },
      ...{ hostIP: "127.0.0.1", hostIPs: [{ ip: "127.0.0.1" }] },
      ...(phase === "Pending" ? {} : { podIP: addressOf(pod), podIPs: [{ ip: addressOf(pod) }] }),
      startTime: textAt(pod, "status", "startTime") || world.now,
      ...(initial.length === 0 ? {} : { initContainerStatuses: initial }),
      containerStatuses: listAt(pod, "spec", "containers").map(of),
    },
    { server: world.server, manager: KUBELET },
  );
}

function initialStatus(
  container: JsonValue,
  { isOver, now }: { readonly isOver: boolean; readonly now: string },
): JsonObject {
  const isSidecar = textAt(container, "restartPolicy") === "Always";
  const ended = { terminated: { exitCode: 0, reason: "Completed", startedAt: now, finishedAt: now } };
  const over: JsonObject = isSidecar ? { running: { startedAt: now } } : ended;
  return {
    ...{ name: textAt(container, "name"), image: textAt(container, "image"), imageID: "", restartCount: 0 },
    ...{
      ready: isOver,
      started: isOver && isSidecar,
      state: isOver ? over : { waiting: { reason: "PodInitializing" } },
    },
  };
}

/** Empty: it is ready. */
function conditionsFor(pod: JsonObject, world: World, reason: string): JsonValue[] {
  const status = reason === "" ? "True" : "False";
  const because = reason === "" ? {} : { reason };
  const gates = listAt(pod, "spec", "readinessGates").map((one): Condition => ({
    type: textAt(one, "conditionType"),
    status: "True",
  }));
  const conditions: Condition[] = [
    { type: "PodReadyToStartContainers", status: "True" },
    { type: "Initialized", status: "True" },
    { type: "Ready", status, ...because },
    { type: "ContainersReady", status, ...because },
    { type: "PodScheduled", status: "True" },
    ...(reason === "" ? gates : []),
  ];
  return conditionsOf(pod, conditions, world);
}

/** From its uid, so that it stays. */
export function addressOf(pod: JsonObject): string {
  const number = Number.parseInt(textAt(pod, "metadata", "uid").slice(0, 6), 16);
  return `10.244.${(number >> 8) & 255}.${number & 255}`;
}

function conditionsOf(pod: JsonObject, conditions: readonly Condition[], { now }: World): JsonValue[] {
  const old = listAt(pod, "status", "conditions");
  const kept = old.filter((one) => isObject(one) && !conditions.some(({ type }) => type === one["type"]));
  return [...withConditions(old, conditions, { now }), ...kept];
}

/** Milliseconds until it counts as available: ready for so long. */
export function availableInMs(pod: JsonObject, seconds: number, nowMs: number): number {
  if (!isPodReady(pod)) return Infinity;
  const ready = listAt(pod, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  return Math.max(0, Date.parse(textAt(ready, "lastTransitionTime")) + seconds * 1000 - nowMs);
}

export function isPodReady(pod: JsonObject): boolean {
  return isTrue(pod, "Ready");
}
