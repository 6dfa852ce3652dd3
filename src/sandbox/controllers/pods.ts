/** Pods: placed on a node, started, ended, as a kubelet tells of them. Nothing runs. */
import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { faultOf, type Fault } from "./faults.ts";
import { change, KUBELET, setStatus, tell, withConditions, type Condition } from "./writes.ts";

const STEP_MS = 10;
const RESTART_MS = 10_000;
const RESTART_MS_MAX = 300_000;

export const podController: Controller = (pod, world) => {
  if (textAt(pod, "metadata", "deletionTimestamp") !== "") return ended(pod, world);
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

function ended(pod: JsonObject, { server }: World): undefined {
  // As the kubelet's last act: the pod goes, whatever else held it.
  if (listAt(pod, "metadata", "finalizers").length > 0) return undefined;
  server.store.delete("/pods", `${textAt(pod, "metadata", "namespace")}/${textAt(pod, "metadata", "name")}`);
  return undefined;
}

function scheduled(pod: JsonObject, world: World, fault: Fault | undefined): number | undefined {
  const nodes = world.server.store.keys("/nodes");
  const status = objectAt(pod, "status");
  if (fault?.kind === "unschedulable" || nodes.length === 0) {
    const message = `0/${nodes.length} nodes are available: ${nodes.length} Insufficient cpu. no new claims to deallocate, preemption: 0/${nodes.length} nodes are available: ${nodes.length} No preemption victims found for incoming pod.`;
    const conditions = conditionsOf(
      pod,
      [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }],
      world,
    );
    setStatus(pod, { ...status, phase: "Pending", conditions }, { server: world.server, manager: "kube-scheduler" });
    return undefined;
  }
  const wanted = textAt(pod, "spec", "nodeSelector", "kubernetes.io/hostname");
  const at = world.server.store.list("/pods").length % nodes.length;
  const nodeName = nodes.includes(wanted) ? wanted : (nodes[at] ?? "");
  const conditions = conditionsOf(pod, [{ type: "PodScheduled", status: "True" }], world);
  const bound = {
    ...pod,
    spec: { ...objectAt(pod, "spec"), nodeName },
    status: { ...status, phase: "Pending", conditions },
  };
  change(pod, bound, { server: world.server, manager: "kube-scheduler" });
  return undefined;
}

function started(pod: JsonObject, world: World, fault: Fault | undefined): number | undefined {
  switch (fault?.kind) {
    case "pending":
      return undefined;
    case "image-pull-error":
      return waiting(pod, world, { reason: "ImagePullBackOff", phase: "Pending" });
    case "slow-start": {
      const left = Date.parse(textAt(pod, "metadata", "creationTimestamp")) + fault.delayMs - world.nowMs;
      if (left > 0) return waiting(pod, world, { reason: "ContainerCreating", phase: "Pending" }) ?? left;
    }
  }
  const isReady = fault?.kind !== "never-ready";
  report(pod, world, { phase: "Running", isReady, state: () => ({ running: { startedAt: world.now } }) });
  return STEP_MS;
}

function continued(pod: JsonObject, world: World, fault: Fault | undefined): number | undefined {
  const policy = textAt(pod, "spec", "restartPolicy");
  if (fault?.kind === "never-ready") return undefined;
  if (fault?.kind === "crash-loop" || (fault?.kind === "fail" && policy === "Always")) return crashed(pod, world);
  if (fault?.kind === "fail") return finished(pod, world, { phase: "Failed", exitCode: 1, reason: "Error" });
  return policy === "Always"
    ? undefined
    : finished(pod, world, { phase: "Succeeded", exitCode: 0, reason: "Completed" });
}

function finished(pod: JsonObject, world: World, end: { phase: string; exitCode: number; reason: string }): undefined {
  const { phase, exitCode, reason } = end;
  const startedAt = textAt(pod, "status", "startTime") || world.now;
  const state = (): JsonObject => ({ terminated: { exitCode, reason, startedAt, finishedAt: world.now } });
  report(pod, world, { phase, isReady: false, state, reason: phase === "Succeeded" ? "PodCompleted" : "PodFailed" });
  return undefined;
}

/** Fails again and again, after longer and longer pauses. */
function crashed(pod: JsonObject, world: World): number {
  const restartCount = (numberAt(pod, "status", "containerStatuses", 0, "restartCount") ?? -1) + 1;
  const message = `back-off restarting failed container ${textAt(pod, "spec", "containers", 0, "name")}`;
  const state = (): JsonObject => ({ waiting: { reason: "CrashLoopBackOff", message } });
  report(pod, world, { phase: "Running", isReady: false, state, restartCount, reason: "ContainersNotReady" });
  if (restartCount === 0) tell(pod, { reason: "BackOff", message, type: "Warning", component: KUBELET }, world);
  return Math.min(RESTART_MS * 2 ** restartCount, RESTART_MS_MAX);
}

function waiting(
  pod: JsonObject,
  world: World,
  { reason, phase }: { readonly reason: string; readonly phase: string },
): undefined {
  const isTold = textAt(pod, "status", "containerStatuses", 0, "state", "waiting", "reason") === reason;
  if (isTold) return undefined;
  const messageOf = (container: JsonValue): string =>
    `Back-off pulling image ${JSON.stringify(textAt(container, "image"))}`;
  const state = (container: JsonValue): JsonObject => ({
    waiting: { reason, ...(reason === "ImagePullBackOff" ? { message: messageOf(container) } : {}) },
  });
  report(pod, world, { phase, isReady: false, state, reason: "ContainersNotReady" });
  const [first = null] = listAt(pod, "spec", "containers");
  if (reason === "ImagePullBackOff")
    tell(pod, { reason: "Failed", message: messageOf(first), type: "Warning", component: KUBELET }, world);
  return undefined;
}

interface Report {
  readonly phase: string;
  readonly isReady: boolean;
  readonly state: (container: JsonValue) => JsonObject;
  readonly restartCount?: number;
  readonly reason?: string;
}

function report(
  pod: JsonObject,
  world: World,
  { phase, isReady, state, restartCount = 0, reason = "ContainersNotReady" }: Report,
): void {
  const because = isReady ? {} : { reason };
  const status = isReady ? "True" : "False";
  const conditions = conditionsOf(
    pod,
    [
      { type: "PodReadyToStartContainers", status: "True" },
      { type: "Initialized", status: "True" },
      { type: "Ready", status, ...because },
      { type: "ContainersReady", status, ...because },
      { type: "PodScheduled", status: "True" },
    ],
    world,
  );
  const isRunning = phase === "Running";
  const of = (container: JsonValue): JsonObject => ({
    name: textAt(container, "name"),
    image: textAt(container, "image"),
    imageID: "",
    ready: isReady,
    started: isReady && isRunning,
    restartCount,
    state: state(container),
  });
  setStatus(
    pod,
    {
      ...objectAt(pod, "status"),
      ...{ phase, conditions, hostIP: "127.0.0.1", hostIPs: [{ ip: "127.0.0.1" }] },
      ...(phase === "Pending" ? {} : { podIP: addressOf(pod), podIPs: [{ ip: addressOf(pod) }] }),
      startTime: textAt(pod, "status", "startTime") || world.now,
      containerStatuses: listAt(pod, "spec", "containers").map(of),
    },
    { server: world.server, manager: KUBELET },
  );
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

export function isPodReady(pod: JsonObject): boolean {
  return listAt(pod, "status", "conditions").some(
    (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
  );
}
