/** Waiting as Helm 3 does (helm 3.22.0 pkg/kube/wait.go, client.go; Helm 4's `--wait=legacy`). */
import { GoError } from "../../../go/index.ts";
import {
  ApiError,
  conditions,
  isTrue,
  labelSelectorText,
  legacyReady,
  listAt,
  objectAt,
  sameJson,
  textAt,
  type JsonObject,
  type JsonValue,
} from "../../../kube/index.ts";
import { perform } from "../change.ts";
import { DEADLINE, messageOf } from "../failure.ts";
import type { ClusterPorts } from "../ports.ts";
import { refOf, type Resource } from "../resource.ts";
import { durationText } from "./duration-text.ts";
import { poll } from "./poll.ts";
import type { Waiter } from "./wait.ts";

export function legacyWaiter(ports: ClusterPorts): Waiter {
  return {
    async ready(resources, { timeoutMs, jobs }) {
      ports.log.debug("beginning wait for resources", limitOf(resources, timeoutMs));
      const patience = new Patience(ports);
      // Where the time is over before it begins, Helm 3 asks nothing any more.
      const over = ports.dialect === "helm3" && timeoutMs <= 0;
      const ready = (one: Resource) => patience.ask(one, async () => !over && (await isReady(one, ports, jobs)));
      const limitMs = over ? 0 : endless(timeoutMs);
      const wait = () =>
        inTime(ports, limitMs, () => allInTurn(resources, (one) => (isChecked(one, jobs) ? ready(one) : YES)));
      await (ports.dialect === "helm3" ? timed(ports, wait) : wait());
    },
    async finished(resources, timeoutMs) {
      await perform(resources, ports, (one) => untilRun(one, ports, endless(timeoutMs)));
    },
    async gone(resources, timeoutMs) {
      const gone = async (one: Resource) => (await ports.objects.find(refOf(one))) === undefined;
      const limitMs = ports.dialect === "helm3" ? timeoutMs : endless(timeoutMs);
      ports.log.debug("beginning wait for resources to be deleted", limitOf(resources, timeoutMs));
      const wait = () => inTime(ports, limitMs, () => allInTurn(resources, gone));
      await (ports.dialect === "helm4" ? timed(ports, wait) : wait());
    },
  };
}

function limitOf({ length }: readonly Resource[], timeoutMs: number): { count: number; timeout: string } {
  return { count: length, timeout: durationText(timeoutMs) };
}

/** Says how long it took, in whole seconds. */
async function timed(ports: ClusterPorts, action: () => Promise<void>): Promise<void> {
  const startMs = ports.clock.nowMs();
  const elapsed = (): string => durationText(Math.round((ports.clock.nowMs() - startMs) / 1000) * 1000);
  try {
    await action();
  } catch (error) {
    ports.log.debug("wait for resources failed", { elapsed: elapsed(), error: messageOf(error) });
    throw error;
  }
  ports.log.debug("wait for resources succeeded", { elapsed: elapsed() });
}

const YES = Promise.resolve(true);

/** No timeout is no limit. */
function endless(timeoutMs: number): number {
  return timeoutMs <= 0 ? Infinity : timeoutMs;
}

function isChecked({ mapping }: Resource, jobs: boolean): boolean {
  return CHECKED.includes(`${mapping.apiVersion} ${mapping.kind}`) && (jobs || mapping.kind !== "Job");
}

async function inTime(ports: ClusterPorts, timeoutMs: number, ask: () => Promise<boolean>): Promise<void> {
  if (!(await poll(ports, { timeoutMs }, ask))) throw new GoError(DEADLINE);
}

async function allInTurn(all: readonly Resource[], ask: (one: Resource) => Promise<boolean>): Promise<boolean> {
  for (const one of all) if (!(await ask(one))) return false;
  return true;
}

/** Helm tries again 30 times, every two seconds, before it takes an error for final. */
const PATIENCE_MS = 60_000;

class Patience {
  readonly #ports: ClusterPorts;
  readonly #since = new Map<Resource, number>();

  constructor(ports: ClusterPorts) {
    this.#ports = ports;
  }

  async ask(resource: Resource, action: () => Promise<boolean>): Promise<boolean> {
    try {
      const answer = await action();
      this.#since.delete(resource);
      return answer;
    } catch (error) {
      const nowMs = this.#ports.clock.nowMs();
      const sinceMs = this.#since.get(resource) ?? nowMs;
      this.#since.set(resource, sinceMs);
      if (!mayPass(error) || nowMs - sinceMs > PATIENCE_MS) throw error;
      return false;
    }
  }
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === 429 || (error.status >= 500 && error.status !== 501);
}

async function isReady(resource: Resource, ports: ClusterPorts, checkJobs: boolean): Promise<boolean> {
  const { mapping } = resource;
  const live = await ports.objects.get(refOf(resource));
  return legacyReady(live, {
    checkJobs,
    newReplicaSet: mapping.kind === "Deployment" ? await newReplicaSet(live, ports) : undefined,
    pods: ["ReplicaSet", "ReplicationController"].includes(mapping.kind) ? await podsOf(live, ports) : undefined,
  });
}

const CHECKED = [
  ...["v1 Pod", "batch/v1 Job", "apps/v1 Deployment", "v1 PersistentVolumeClaim", "v1 Service", "apps/v1 DaemonSet"],
  ...["apps/v1 StatefulSet", "v1 ReplicationController", "apps/v1 ReplicaSet"],
  "apiextensions.k8s.io/v1 CustomResourceDefinition",
  "apiextensions.k8s.io/v1beta1 CustomResourceDefinition",
];

/** The set with the deployment's template, but for the label that tells sets apart. */
async function newReplicaSet(deployment: JsonObject, { objects }: ClusterPorts): Promise<JsonObject | undefined> {
  const { namespace, uid } = objectAt(deployment, "metadata");
  const labelSelector = labelSelectorText(objectAt(deployment, "spec", "selector"));
  const sets = await objects.list("apps/v1", "ReplicaSet", { namespace: String(namespace), labelSelector });
  const template = plainTemplate(deployment);
  return sets
    .filter((set) => listAt(set, "metadata", "ownerReferences").some((owner) => textAt(owner, "uid") === uid))
    .filter((set) => sameJson(plainTemplate(set), template))
    .sort((a, b) => (textAt(a, "metadata", "creationTimestamp") < textAt(b, "metadata", "creationTimestamp") ? -1 : 1))
    .at(0);
}

function plainTemplate(object: JsonObject): JsonValue {
  const template = objectAt(object, "spec", "template");
  const metadata = objectAt(template, "metadata");
  const { "pod-template-hash": _, ...labels } = objectAt(metadata, "labels");
  return { ...template, metadata: { ...metadata, labels } };
}

async function podsOf(controller: JsonObject, { objects }: ClusterPorts): Promise<JsonObject[]> {
  const namespace = textAt(controller, "metadata", "namespace");
  const selector = objectAt(controller, "spec", "selector");
  const isPlain = textAt(controller, "kind") === "ReplicationController";
  const labelSelector = labelSelectorText(isPlain ? { matchLabels: selector } : selector);
  return await objects.list("v1", "Pod", { namespace, labelSelector });
}

/** A job or pod of a hook, until it has run; others are not waited for. */
async function untilRun(resource: Resource, ports: ClusterPorts, timeoutMs: number): Promise<void> {
  const { kind } = resource.mapping;
  if (kind !== "Job" && kind !== "Pod") return;
  const timeout = durationText(Number.isFinite(timeoutMs) ? timeoutMs : 0);
  ports.log.debug("watching for resource changes", { kind, resource: resource.name, timeout });
  let seen = false;
  const done = await poll(ports, { timeoutMs }, async () => {
    const live = await ports.objects.find(refOf(resource));
    if (live === undefined) return seen;
    seen = true;
    return kind === "Job" ? hasCompleted(live, resource.name, ports) : hasSucceeded(live, resource.name, ports);
  });
  if (!done) throw new GoError("timed out waiting for the condition");
}

type Logging = Pick<ClusterPorts, "dialect" | "log">;

function hasCompleted(job: JsonObject, name: string, { dialect, log }: Logging): boolean {
  for (const condition of conditions(job).filter(isTrue)) {
    if (textAt(condition, "type") === "Complete") return true;
    if (textAt(condition, "type") === "Failed") {
      const reason = textAt(condition, "reason");
      if (dialect === "helm4") log.error("job failed", { job: name, reason });
      throw new GoError(`job ${name} failed: ${reason}`);
    }
  }
  return false;
}

function hasSucceeded(pod: JsonObject, name: string, ports: Logging): boolean {
  const phase = textAt(pod, "status", "phase");
  if (phase === "Failed") {
    if (ports.dialect === "helm4") ports.log.error("pod failed", { pod: name });
    throw new GoError(`pod ${name} failed`);
  }
  if (phase === "Succeeded") ports.log.debug("pod succeeded", { pod: name });
  return phase === "Succeeded";
}
