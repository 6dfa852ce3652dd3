/** A sandbox whose time a test moves: what it holds is asked for and changed in few words. */
import { Discovery, listAt, Objects, textAt, type JsonObject } from "../../src/kube/index.ts";
import { memoryStorage, Sandbox, SimulatedTime, type SandboxOptions } from "../../src/sandbox/index.ts";

/** A Tuesday. */
export const START = "2030-01-01T00:00:00Z";

const COLLECTIONS: Readonly<Record<string, string>> = {
  CronJob: "batch/v1",
  Job: "batch/v1",
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  ReplicaSet: "apps/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  PodDisruptionBudget: "policy/v1",
  StorageClass: "storage.k8s.io/v1",
  Ingress: "networking.k8s.io/v1",
};

export class SimulatedSandbox {
  readonly time: SimulatedTime;
  readonly sandbox: Sandbox;
  readonly objects: Objects;

  constructor(options: Partial<SandboxOptions> = {}) {
    let seed = 1;
    // Always the same chance (a linear congruential generator).
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    this.time = new SimulatedTime({ from: Date.parse(START), random });
    this.sandbox = new Sandbox({ storage: memoryStorage(), ports: this.time, ...options });
    this.objects = new Objects(this.sandbox, new Discovery(this.sandbox));
    this.settle();
  }

  /** What is done at once. */
  settle(): void {
    this.time.advance(2000);
  }

  async create(object: JsonObject): Promise<JsonObject> {
    const kind = textAt(object, "kind");
    const apiVersion = COLLECTIONS[kind] ?? "v1";
    const isOfCluster = ["StorageClass", "Node", "PriorityClass", "PersistentVolume"].includes(kind);
    const metadata = { ...(isOfCluster ? {} : { namespace: "default" }), ...(object["metadata"] as JsonObject) };
    return (await this.objects.create({ apiVersion, ...object, metadata })).object;
  }

  async get(kind: string, name: string): Promise<JsonObject> {
    return await this.objects.get(this.#ref(kind, name));
  }

  async merge(kind: string, name: string, body: JsonObject): Promise<void> {
    await this.objects.patch(this.#ref(kind, name), { type: "merge", body });
  }

  async remove(kind: string, name: string): Promise<void> {
    await this.objects.delete(this.#ref(kind, name));
  }

  #ref(kind: string, name: string) {
    const namespace = ["StorageClass", "Node", "PersistentVolume"].includes(kind) ? "" : "default";
    return { apiVersion: COLLECTIONS[kind] ?? "v1", kind, namespace, name };
  }

  async list(kind: string): Promise<JsonObject[]> {
    return await this.objects.list(COLLECTIONS[kind] ?? "v1", kind, { namespace: "default" });
  }

  async names(kind: string): Promise<string[]> {
    return (await this.list(kind)).map((one) => textAt(one, "metadata", "name")).sort();
  }

  /** `REASON: MESSAGE` of all events of one component, in their order. */
  async told(component: string): Promise<string[]> {
    const events = (await this.list("Event")).filter((one) => textAt(one, "reportingComponent") === component);
    const order = (one: JsonObject): string => textAt(one, "metadata", "name").split(".").at(-1) ?? "";
    return events
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .map((one) => `${textAt(one, "reason")}: ${textAt(one, "message")}`);
  }
}

/** `TYPE=STATUS REASON` of its conditions. */
export function conditionsOf(object: JsonObject): string[] {
  return listAt(object, "status", "conditions").map((one) =>
    `${textAt(one, "type")}=${textAt(one, "status")} ${textAt(one, "reason")}`.trim(),
  );
}

export function podSpec(more: JsonObject = {}): JsonObject {
  return { containers: [{ name: "main", image: "example.com/a:1" }], ...more };
}

export function deployment(name: string, spec: JsonObject = {}, pod: JsonObject = podSpec()): JsonObject {
  const labels = { app: name };
  return {
    kind: "Deployment",
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod }, ...spec },
  };
}

export function job(name: string, spec: JsonObject = {}, annotations: JsonObject = {}): JsonObject {
  const template = { metadata: { annotations }, spec: podSpec({ restartPolicy: "Never" }) };
  return { kind: "Job", metadata: { name }, spec: { template, ...spec } };
}
