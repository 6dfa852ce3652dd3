/** Writes what a kubelet 1.36 with containerd 2 writes about a pod that fails: its status, and its events. kwok leaves pods labelled `sim: hang` alone. */
import { textAt, type JsonObject, type Objects } from "../../../src/kube/index.ts";

export interface PodOnNode {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly node: string;
}

const POLL_MS = 50;
const SCHEDULED_MS_MAX = 20_000;

export class Kubelet {
  constructor(
    readonly objects: Objects,
    readonly namespace: string,
  ) {}

  /** The first pod, when a node has been found for it. */
  async pod(): Promise<PodOnNode> {
    const endMs = Date.now() + SCHEDULED_MS_MAX;
    while (Date.now() < endMs) {
      const pods = await this.objects.list("v1", "Pod", { namespace: this.namespace });
      const pod = pods.find((one) => textAt(one, "spec", "nodeName") !== "");
      if (pod !== undefined) return placed(pod);
      await Bun.sleep(POLL_MS);
    }
    throw new Error(`no pod was scheduled in ${this.namespace}`);
  }

  async status(pod: PodOnNode, status: JsonObject): Promise<void> {
    const { namespace, name } = pod;
    const ref = { apiVersion: "v1", kind: "Pod", namespace, name };
    await this.objects.patch(ref, { type: "merge", body: { status }, subresource: "status" });
  }

  async event(pod: PodOnNode, event: KubeletEvent): Promise<void> {
    const { namespace, name, uid, node } = pod;
    const now = new Date().toISOString().replace(/\.\d+/, "");
    const fieldPath =
      event.container === undefined ? {} : { fieldPath: `spec.${event.list ?? "containers"}{${event.container}}` };
    await this.objects.create({
      apiVersion: "v1",
      kind: "Event",
      metadata: { namespace, name: `${name}.${Math.random().toString(16).slice(2, 18)}` },
      involvedObject: { apiVersion: "v1", kind: "Pod", namespace, name, uid, ...fieldPath },
      ...{ type: event.type ?? "Warning", reason: event.reason, message: event.message },
      ...{ firstTimestamp: now, lastTimestamp: now, count: 1 },
      source: { component: "kubelet", host: node },
      ...{ reportingComponent: "kubelet", reportingInstance: node },
    });
  }
}

export interface KubeletEvent {
  readonly type?: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  readonly container?: string;
  readonly list?: "containers" | "initContainers";
}

export function placed(pod: JsonObject): PodOnNode {
  const metadata = (field: string) => textAt(pod, "metadata", field);
  return {
    name: metadata("name"),
    namespace: metadata("namespace"),
    uid: metadata("uid"),
    node: textAt(pod, "spec", "nodeName"),
  };
}

interface ContainerStatus {
  readonly state: JsonObject;
  readonly lastState?: JsonObject;
  readonly restartCount?: number;
}

/** Of a pod whose container `web` does not run as it should. */
export function unready(container: ContainerStatus): JsonObject {
  return {
    phase: "lastState" in container || "running" in container.state ? "Running" : "Pending",
    conditions: conditions("Initialized"),
    containerStatuses: [{ ...named("web"), ...container }],
  };
}

/** Of a pod whose init container does not come to its end. */
export function uninitialized(container: ContainerStatus): JsonObject {
  return {
    phase: "Pending",
    conditions: conditions(),
    initContainerStatuses: [{ ...named("setup"), ...container }],
    containerStatuses: [{ ...named("web"), state: { waiting: { reason: "PodInitializing" } } }],
  };
}

function named(name: string): JsonObject {
  return { name, image: "registry.example/app:1", imageID: "", ready: false, started: false, restartCount: 0 };
}

function conditions(...met: readonly string[]): JsonObject[] {
  const unreadyText = { reason: "ContainersNotReady", message: "containers with unready status: [web]" };
  const all = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];
  const isMet = (type: string) => ["PodReadyToStartContainers", "PodScheduled", ...met].includes(type);
  return all.map((type) => ({
    ...{ type, status: isMet(type) ? "True" : "False", lastTransitionTime: new Date().toISOString() },
    ...(isMet(type) ? {} : unreadyText),
  }));
}

export function ended(exitCode: number, reason: string, message = ""): JsonObject {
  const now = new Date().toISOString();
  return { terminated: { exitCode, reason, startedAt: now, finishedAt: now, ...(message === "" ? {} : { message }) } };
}
