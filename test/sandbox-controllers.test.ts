/** The sandbox's controllers over hours that pass at once: what comes of objects, and what is told of it. */
import { describe, expect, test } from "bun:test";
import { ApiError, listAt, numberAt, objectAt, textAt, valueAt, type JsonObject } from "../src/kube/index.ts";
import { conditionsOf, deployment, job, podSpec, SimulatedSandbox } from "./cluster/simulated.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function cronJob(name: string, spec: JsonObject, annotations: JsonObject = {}): JsonObject {
  const template = { metadata: { annotations }, spec: podSpec({ restartPolicy: "Never" }) };
  return {
    kind: "CronJob",
    metadata: { name },
    spec: { schedule: "*/10 * * * *", jobTemplate: { spec: { template } }, ...spec },
  };
}

const RUN_TIME = "sandbox.lade.dev/run-time";
const FAULT = "sandbox.lade.dev/fault";

async function refusal(action: Promise<unknown>): Promise<ApiError> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error("it was not refused");
}

describe("CronJobs", () => {
  test("run at each moment of their schedule, and keep as many as they say", async () => {
    const box = new SimulatedSandbox();
    await box.create(cronJob("tick", { successfulJobsHistoryLimit: 2 }));
    box.time.advance(HOUR + MINUTE);
    const minutes = Date.parse("2030-01-01T01:00:00Z") / MINUTE;
    expect(await box.names("Job")).toEqual([`tick-${minutes - 10}`, `tick-${minutes}`]);
    expect(objectAt(await box.get("CronJob", "tick"), "status")).toMatchObject({
      lastScheduleTime: "2030-01-01T01:00:00Z",
      lastSuccessfulTime: "2030-01-01T01:00:00Z",
    });
    const told = await box.told("cronjob-controller");
    expect(told.filter((one) => one.startsWith("SuccessfulCreate"))).toHaveLength(6);
    expect(told).toContain(`SawCompletedJob: Saw completed job: tick-${minutes}, condition: Complete`);
    expect(told).toContain(`SuccessfulDelete: Deleted job tick-${minutes - 20}`);
  });

  test("Forbid leaves out what would run twice, Replace ends the one before, Allow runs both", async () => {
    const active = async (concurrencyPolicy: string): Promise<number[]> => {
      const box = new SimulatedSandbox();
      await box.create(cronJob("slow", { concurrencyPolicy }, { [RUN_TIME]: "25m" }));
      box.time.advance(22 * MINUTE);
      const running = listAt(await box.get("CronJob", "slow"), "status", "active").length;
      return [running, (await box.names("Job")).length];
    };
    expect(await active("Allow")).toEqual([2, 2]);
    expect(await active("Forbid")).toEqual([1, 1]);
    expect(await active("Replace")).toEqual([1, 1]);
  });

  test("which of two runs is left is told", async () => {
    const box = new SimulatedSandbox();
    await box.create(cronJob("slow", { concurrencyPolicy: "Forbid" }, { [RUN_TIME]: "25m" }));
    box.time.advance(22 * MINUTE);
    expect(await box.told("cronjob-controller")).toContain(
      "JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid",
    );
  });

  test("a zone of its own: noon in Tokyo is three in the morning", async () => {
    const box = new SimulatedSandbox();
    await box.create(cronJob("noon", { schedule: "0 12 * * *", timeZone: "Asia/Tokyo" }));
    box.time.advance(4 * HOUR);
    const [made] = await box.list("Job");
    expect(textAt(made, "metadata", "creationTimestamp")).toBe("2030-01-01T03:00:00Z");
    expect(textAt(made, "metadata", "annotations", "batch.kubernetes.io/cronjob-scheduled-timestamp")).toBe(
      "2030-01-01T12:00:00+09:00",
    );
  });

  test("suspended, nothing runs; resumed, what is too late by its deadline is left out", async () => {
    const box = new SimulatedSandbox();
    await box.create(cronJob("held", { suspend: true, startingDeadlineSeconds: 60 }));
    box.time.advance(45 * MINUTE);
    expect(await box.names("Job")).toEqual([]);
    await box.merge("CronJob", "held", { spec: { suspend: false } });
    box.time.advance(MINUTE);
    expect(await box.names("Job")).toEqual([]);
    box.time.advance(5 * MINUTE);
    expect(await box.names("Job")).toEqual([`held-${Date.parse("2030-01-01T00:50:00Z") / MINUTE}`]);
  });

  test("without a deadline the latest of what was missed runs once", async () => {
    const box = new SimulatedSandbox();
    await box.create(cronJob("held", { suspend: true }));
    box.time.advance(45 * MINUTE);
    await box.merge("CronJob", "held", { spec: { suspend: false } });
    box.time.advance(MINUTE);
    expect(await box.names("Job")).toEqual([`held-${Date.parse("2030-01-01T00:40:00Z") / MINUTE}`]);
  });

  test("a schedule that cannot be read is told of", async () => {
    const box = new SimulatedSandbox();
    await box.create(cronJob("away", { timeZone: "Mars/Olympus" })).catch(() => undefined);
    await box.create(cronJob("odd", { schedule: "0 0 31 2 *" }));
    box.time.advance(HOUR);
    expect(await box.names("Job")).toEqual([]);
  });
});

describe("Jobs", () => {
  test("are tried again after longer and longer pauses, until it is enough", async () => {
    const box = new SimulatedSandbox();
    await box.create(job("broken", { backoffLimit: 2 }, { [FAULT]: "fail" }));
    box.time.advance(5000);
    expect(numberAt(await box.get("Job", "broken"), "status", "failed")).toBe(1);
    // 10 s, then 20.
    box.time.advance(35_000);
    const ended = await box.get("Job", "broken");
    expect(numberAt(ended, "status", "failed")).toBe(3);
    expect(conditionsOf(ended)).toEqual([
      "FailureTarget=True BackoffLimitExceeded",
      "Failed=True BackoffLimitExceeded",
    ]);
    expect(await box.told("job-controller")).toContain(
      "BackoffLimitExceeded: Job has reached the specified backoff limit",
    );
  });

  test("have so long and no longer, and go when their time is over", async () => {
    const box = new SimulatedSandbox();
    const limits = { activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 600 };
    await box.create(job("long", limits, { [RUN_TIME]: "1h" }));
    box.time.advance(59_000);
    expect(conditionsOf(await box.get("Job", "long"))).toEqual([]);
    box.time.advance(2000);
    expect(conditionsOf(await box.get("Job", "long"))).toEqual([
      "FailureTarget=True DeadlineExceeded",
      "Failed=True DeadlineExceeded",
    ]);
    expect(await box.names("Pod")).toEqual([]);
    box.time.advance(11 * MINUTE);
    expect(await box.names("Job")).toEqual([]);
  });

  test("a queue of work is done when one has found it empty and the others have ended", async () => {
    const box = new SimulatedSandbox();
    await box.create(job("queue", { parallelism: 3 }, { [RUN_TIME]: "30s" }));
    box.settle();
    expect(numberAt(await box.get("Job", "queue"), "status", "active")).toBe(3);
    box.time.advance(MINUTE);
    expect(objectAt(await box.get("Job", "queue"), "status")).toMatchObject({ succeeded: 3 });
    expect(conditionsOf(await box.get("Job", "queue"))).toEqual([
      "SuccessCriteriaMet=True CompletionsReached",
      "Complete=True CompletionsReached",
    ]);
  });

  test("each index of its own limit", async () => {
    const box = new SimulatedSandbox();
    const spec = { completionMode: "Indexed", completions: 3, parallelism: 3, backoffLimitPerIndex: 1 };
    await box.create(job("indexed", spec, { [FAULT]: "fail" }));
    box.time.advance(10 * MINUTE);
    const ended = await box.get("Job", "indexed");
    expect(conditionsOf(ended)).toEqual(["FailureTarget=True FailedIndexes", "Failed=True FailedIndexes"]);
    expect((await box.names("Pod")).map((name) => name.split("-")[1])).toEqual(["0", "0", "1", "1", "2", "2"]);
  });

  test("a policy looks at how pods ended", async () => {
    const box = new SimulatedSandbox();
    const rules = [
      { action: "FailJob", onExitCodes: { operator: "In", values: [42] } },
      { action: "Ignore", onExitCodes: { operator: "In", values: [7] } },
    ];
    await box.create(job("fatal", { podFailurePolicy: { rules } }, { [FAULT]: "fail=42" }));
    await box.create(job("ignored", { backoffLimit: 0, podFailurePolicy: { rules } }, { [FAULT]: "fail=7" }));
    box.time.advance(MINUTE);
    const condition = listAt(await box.get("Job", "fatal"), "status", "conditions").at(-1);
    expect(textAt(condition, "message")).toMatch(
      /^Container main for pod default\/fatal-\w{5} failed with exit code 42 matching FailJob rule at index 0$/,
    );
    expect(conditionsOf(await box.get("Job", "ignored"))).toEqual([]);
  });
});

describe("pods", () => {
  test("crash after longer and longer pauses, and come up when the fault is over", async () => {
    const box = new SimulatedSandbox();
    box.sandbox.faults = [{ kind: "crash-loop", delayMs: 0, namespace: "", prefix: "web", image: "" }];
    await box.create(deployment("web"));
    const restarts = async (): Promise<number> =>
      numberAt((await box.list("Pod"))[0], "status", "containerStatuses", 0, "restartCount") ?? -1;
    box.settle();
    expect(await restarts()).toBe(0);
    box.time.advance(15_000);
    expect(await restarts()).toBe(1);
    box.time.advance(20_000);
    expect(await restarts()).toBe(2);
    box.time.advance(HOUR);
    expect(await restarts()).toBeWithin(12, 18);
    const [pod] = await box.list("Pod");
    expect(textAt(pod, "status", "containerStatuses", 0, "state", "waiting", "message")).toMatch(
      /^back-off 5m0s restarting failed container=main pod=web-\w+-\w+_default\([-0-9a-f]+\)$/,
    );
    box.sandbox.faults = [];
    box.settle();
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(1);
  });

  test("wait for what they refer to", async () => {
    const box = new SimulatedSandbox();
    const container = { name: "main", image: "example.com/a:1", envFrom: [{ secretRef: { name: "keys" } }] };
    await box.create({ kind: "Pod", metadata: { name: "env" }, spec: { containers: [container] } });
    const volumes = [{ name: "conf", configMap: { name: "conf" } }];
    await box.create({ kind: "Pod", metadata: { name: "files" }, spec: podSpec({ volumes }) });
    box.settle();
    const state = async (name: string): Promise<JsonObject> =>
      objectAt(await box.get("Pod", name), "status", "containerStatuses", 0, "state", "waiting");
    expect(await state("env")).toEqual({ reason: "CreateContainerConfigError", message: 'secret "keys" not found' });
    expect(await state("files")).toEqual({ reason: "ContainerCreating" });
    expect(await box.told("kubelet")).toContain(
      'FailedMount: MountVolume.SetUp failed for volume "conf" : configmap "conf" not found',
    );
    await box.create({ kind: "Secret", metadata: { name: "keys" } });
    await box.create({ kind: "ConfigMap", metadata: { name: "conf" } });
    box.settle();
    expect(textAt(await box.get("Pod", "env"), "status", "phase")).toBe("Running");
    expect(textAt(await box.get("Pod", "files"), "status", "phase")).toBe("Running");
  });

  test("do not wait for what would have been made, if anything ran", async () => {
    const box = new SimulatedSandbox();
    const args = ["create", "--host=web", "--secret-name=certificate"];
    const template = {
      spec: { restartPolicy: "Never", containers: [{ name: "main", image: "example.com/certgen:1", args }] },
    };
    await box.create({ kind: "Job", metadata: { name: "certgen" }, spec: { template } });
    box.settle();
    await box.remove("Job", "certgen");
    const volumes = [{ name: "tls", secret: { secretName: "certificate" } }];
    await box.create({ kind: "Pod", metadata: { name: "web" }, spec: podSpec({ volumes }) });
    box.settle();
    expect(textAt(await box.get("Pod", "web"), "status", "phase")).toBe("Running");
  });

  test("take their time where that is asked for: images, then probes", async () => {
    const box = new SimulatedSandbox({ pace: "realistic" });
    const readinessProbe = { httpGet: { path: "/", port: 80 }, initialDelaySeconds: 20 };
    await box.create(
      deployment("web", {}, { containers: [{ name: "main", image: "example.com/a:1", readinessProbe }] }),
    );
    box.time.advance(300);
    expect(textAt((await box.list("Pod"))[0], "status", "phase")).toBe("Pending");
    box.time.advance(10_000);
    expect(conditionsOf((await box.list("Pod"))[0] ?? {})).toContain("Ready=False ContainersNotReady");
    box.time.advance(20_000);
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(1);
    const told = await box.told("kubelet");
    expect(told.map((one) => one.split(":")[0])).toEqual(["Pulling", "Pulled", "Created", "Started"]);
  });

  test("are available after so many seconds", async () => {
    const box = new SimulatedSandbox();
    await box.create(deployment("web", { minReadySeconds: 60 }));
    box.time.advance(30_000);
    expect(objectAt(await box.get("Deployment", "web"), "status")).toMatchObject({ readyReplicas: 1 });
    expect(valueAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBeUndefined();
    box.time.advance(40_000);
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(1);
  });

  test("a deployment that does not come up in time says so", async () => {
    const box = new SimulatedSandbox();
    await box.create(deployment("web", { progressDeadlineSeconds: 120 }, podSpec({ nodeSelector: { disk: "ssd" } })));
    box.time.advance(119_000);
    expect(conditionsOf(await box.get("Deployment", "web"))).toContain("Progressing=True ReplicaSetUpdated");
    box.time.advance(5000);
    expect(conditionsOf(await box.get("Deployment", "web"))).toContain("Progressing=False ProgressDeadlineExceeded");
  });
});

describe("nodes", () => {
  test("a cordoned one takes no pods, until it is free again", async () => {
    const box = new SimulatedSandbox({ nodes: 1 });
    await box.merge("Node", "node-0", { spec: { unschedulable: true } });
    box.settle();
    expect(listAt(await box.get("Node", "node-0"), "spec", "taints")).toMatchObject([
      { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
    ]);
    await box.create(deployment("web"));
    box.settle();
    const [condition] = listAt((await box.list("Pod"))[0], "status", "conditions");
    expect(textAt(condition, "message")).toBe(
      "0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    );
    await box.merge("Node", "node-0", { spec: { unschedulable: null } });
    box.settle();
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(1);
  });

  test("a lost one loses its pods after five minutes", async () => {
    const box = new SimulatedSandbox();
    await box.create(deployment("web", { replicas: 4 }));
    box.settle();
    const on = async (node: string): Promise<number> =>
      (await box.list("Pod")).filter((pod) => textAt(pod, "spec", "nodeName") === node).length;
    expect([await on("node-0"), await on("node-1")]).toEqual([2, 2]);
    const path = "/api/v1/nodes/node-0/status";
    const body = { status: { conditions: [{ type: "Ready", status: "Unknown" }] } };
    const contentType = "application/strategic-merge-patch+json";
    await box.sandbox.request({ method: "PATCH", path, body, contentType });
    box.time.advance(4 * MINUTE);
    expect([await on("node-0"), await on("node-1")]).toEqual([2, 2]);
    box.time.advance(2 * MINUTE);
    expect([await on("node-0"), await on("node-1")]).toEqual([0, 4]);
  });

  test("pods that keep away from each other need a node each", async () => {
    const box = new SimulatedSandbox();
    const term = { labelSelector: { matchLabels: { app: "web" } }, topologyKey: "kubernetes.io/hostname" };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    await box.create(deployment("web", { replicas: 3 }, podSpec({ affinity })));
    box.settle();
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(2);
    expect((await box.told("default-scheduler")).join("\n")).toContain(
      "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.",
    );
  });
});

describe("autoscalers and budgets", () => {
  const scaler = (metrics: string): JsonObject => ({
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", annotations: { "sandbox.lade.dev/metrics": metrics } },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: 2,
      maxReplicas: 5,
    },
  });

  test("scale by what is said to be measured, between their limits", async () => {
    const box = new SimulatedSandbox();
    await box.create(deployment("web", { replicas: 2 }));
    await box.create(scaler("cpu=80"));
    box.settle();
    expect(conditionsOf(await box.get("HorizontalPodAutoscaler", "web"))).toEqual([
      "AbleToScale=True ReadyForNewScale",
      "ScalingActive=True ValidMetricFound",
      "ScalingLimited=False DesiredWithinRange",
    ]);
    await box.merge("HorizontalPodAutoscaler", "web", {
      metadata: { annotations: { "sandbox.lade.dev/metrics": "cpu=120" } },
    });
    box.settle();
    expect(numberAt(await box.get("Deployment", "web"), "spec", "replicas")).toBe(3);
    expect(await box.told("horizontal-pod-autoscaler")).toEqual([
      "SuccessfulRescale: New size: 3; reason: cpu resource utilization (percentage of request) above target",
    ]);
    // As the load stays so high for each, it goes on to the limit.
    box.time.advance(MINUTE);
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(5);
    expect(conditionsOf(await box.get("HorizontalPodAutoscaler", "web"))).toContain(
      "ScalingLimited=True TooManyReplicas",
    );
    await box.merge("HorizontalPodAutoscaler", "web", {
      metadata: { annotations: { "sandbox.lade.dev/metrics": "cpu=1" } },
    });
    box.time.advance(MINUTE);
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(2);
  });

  test("an eviction that a budget forbids is refused, in the server's words", async () => {
    const box = new SimulatedSandbox();
    await box.create(deployment("web", { replicas: 2 }));
    const selector = { matchLabels: { app: "web" } };
    await box.create({ kind: "PodDisruptionBudget", metadata: { name: "web" }, spec: { minAvailable: 1, selector } });
    box.settle();
    const evict = async (): Promise<unknown> => {
      const staying = (await box.list("Pod")).filter((pod) => textAt(pod, "metadata", "deletionTimestamp") === "");
      const name = textAt(staying[0], "metadata", "name");
      const path = `/api/v1/namespaces/default/pods/${name}/eviction`;
      const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace: "default" } };
      return await box.sandbox.request({ method: "POST", path, body });
    };
    await evict();
    const error = await refusal(evict());
    expect(error).toMatchObject({
      status: 429,
      reason: "TooManyRequests",
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          { reason: "DisruptionBudget", message: "The disruption budget web does not allow evicting pods currently" },
        ],
      },
    });
    box.settle();
    await evict();
    box.settle();
    expect(objectAt(await box.get("PodDisruptionBudget", "web"), "status")).toMatchObject({
      ...{ expectedPods: 2, currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1 },
    });
  });
});

test("where nothing happens nothing is written", async () => {
  const box = new SimulatedSandbox({ storageClass: "" });
  const labels = { app: "x" };
  const template = { metadata: { labels }, spec: podSpec() };
  await box.create(deployment("web", { replicas: 2, minReadySeconds: 5 }));
  await box.create(deployment("stuck", {}, podSpec({ nodeSelector: { disk: "ssd" } })));
  await box.create(deployment("without", {}, podSpec({ volumes: [{ name: "v", secret: { secretName: "none" } }] })));
  await box.create(deployment("paused", { paused: true }));
  await box.create({
    kind: "StatefulSet",
    metadata: { name: "db" },
    spec: { selector: { matchLabels: labels }, serviceName: "db", template },
  });
  await box.create({
    kind: "DaemonSet",
    metadata: { name: "agent" },
    spec: { selector: { matchLabels: labels }, template },
  });
  await box.create(job("done"));
  await box.create(job("failed", { backoffLimit: 0 }, { [FAULT]: "fail" }));
  await box.create(job("held", { suspend: true }));
  await box.create(cronJob("later", { schedule: "0 3 * * *" }));
  await box.create({
    kind: "PodDisruptionBudget",
    metadata: { name: "web" },
    spec: { minAvailable: 1, selector: { matchLabels: labels } },
  });
  await box
    .create({
      kind: "ResourceQuota",
      metadata: { name: "large" },
      spec: { hard: { pods: "100" } },
    })
    .catch(() => undefined);
  await box.create({
    kind: "Service",
    metadata: { name: "front" },
    spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80 }] },
  });
  const resources = { requests: { storage: "1Gi" } };
  await box.create({
    kind: "PersistentVolumeClaim",
    metadata: { name: "open" },
    spec: { accessModes: ["ReadWriteOnce"], resources },
  });
  box.time.advance(15 * MINUTE);
  const changed: string[] = [];
  box.sandbox.listen(({ collection, object }) => {
    // Who waits for something says so now and then.
    if (collection !== "/events") changed.push(`${collection} ${textAt(object, "metadata", "name")}`);
  });
  box.time.advance(30 * MINUTE);
  expect(changed).toEqual([]);
  expect((await box.list("Event")).length).toBeLessThan(120);
});

describe("storage, quotas, addresses", () => {
  test("a claim that waits for its pod is bound with it", async () => {
    const box = new SimulatedSandbox();
    const provisioner = "example.com/disk";
    await box.create({
      kind: "StorageClass",
      metadata: { name: "slow" },
      provisioner,
      volumeBindingMode: "WaitForFirstConsumer",
    });
    const resources = { requests: { storage: "1Gi" } };
    const spec = { accessModes: ["ReadWriteOnce"], storageClassName: "slow", resources };
    await box.create({ kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec });
    box.settle();
    expect(textAt(await box.get("PersistentVolumeClaim", "data"), "status", "phase")).toBe("Pending");
    expect(await box.told("persistentvolume-controller")).toEqual([
      "WaitForFirstConsumer: waiting for first consumer to be created before binding",
    ]);
    const volumes = [{ name: "data", persistentVolumeClaim: { claimName: "data" } }];
    await box.create({ kind: "Pod", metadata: { name: "db" }, spec: podSpec({ volumes }) });
    box.settle();
    const claim = await box.get("PersistentVolumeClaim", "data");
    expect(textAt(claim, "status", "phase")).toBe("Bound");
    expect(textAt(claim, "metadata", "annotations", "volume.kubernetes.io/selected-node")).toBe("node-0");
    expect(textAt(await box.get("Pod", "db"), "status", "phase")).toBe("Running");
  });

  test("a claim that is applied is pending, too", async () => {
    const box = new SimulatedSandbox({ storageClass: "" });
    const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
    const metadata = { name: "data", namespace: "default" };
    const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec };
    const { object } = await box.objects.apply(claim, { fieldManager: "helm", force: false });
    expect(textAt(object, "status", "phase")).toBe("Pending");
  });

  test("a claim takes the smallest volume that fits, and a volume that is to be kept is released", async () => {
    const box = new SimulatedSandbox({ storageClass: "" });
    const volume = (name: string, storage: string): JsonObject => ({
      kind: "PersistentVolume",
      metadata: { name },
      spec: { capacity: { storage }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/x" }, storageClassName: "" },
    });
    for (const [name, size] of [
      ["large", "100Gi"],
      ["right", "10Gi"],
      ["small", "1Gi"],
    ] as const)
      await box.create(volume(name, size));
    const resources = { requests: { storage: "5Gi" } };
    const spec = { accessModes: ["ReadWriteOnce"], storageClassName: "", resources };
    await box.create({ kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec });
    box.settle();
    expect(textAt(await box.get("PersistentVolumeClaim", "data"), "spec", "volumeName")).toBe("right");
    await box.remove("PersistentVolumeClaim", "data");
    box.settle();
    expect(textAt(await box.get("PersistentVolume", "right"), "status", "phase")).toBe("Released");
    expect(textAt(await box.get("PersistentVolume", "large"), "status", "phase")).toBe("Available");
  });

  test("a quota holds for whoever asks", async () => {
    const box = new SimulatedSandbox();
    const hard = { "count/configmaps": "2", "limits.memory": "1Gi" };
    await box.create({ kind: "ResourceQuota", metadata: { name: "small" }, spec: { hard } });
    box.settle();
    await box.create({ kind: "ConfigMap", metadata: { name: "one" } });
    expect(await refusal(box.create({ kind: "ConfigMap", metadata: { name: "two" } }))).toMatchObject({
      status: 403,
      message:
        'configmaps "two" is forbidden: exceeded quota: small, requested: count/configmaps=1, used: count/configmaps=2, limited: count/configmaps=2',
    });
    expect((await refusal(box.create({ kind: "Pod", metadata: { name: "p" }, spec: podSpec() }))).message).toBe(
      'pods "p" is forbidden: failed quota: small: must specify limits.memory for: main',
    );
    box.settle();
    expect(objectAt(await box.get("ResourceQuota", "small"), "status", "used")).toEqual({
      ...{ "count/configmaps": "2", "limits.memory": "0" },
    });
  });

  test("what is refused again and again is told in one event", async () => {
    const box = new SimulatedSandbox();
    await box.create({ kind: "ResourceQuota", metadata: { name: "none" }, spec: { hard: { pods: "0" } } });
    box.settle();
    await box.create(deployment("web", { replicas: 2 }));
    box.time.advance(5 * MINUTE);
    const told = (await box.told("replicaset-controller")).filter((one) => one.startsWith("FailedCreate"));
    expect(told.length).toBe(11);
    expect(told.at(-1)).toMatch(
      /^FailedCreate: \(combined from similar events\): Error creating: pods "web-[a-z0-9-]+" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0$/,
    );
    expect(conditionsOf(await box.get("Deployment", "web"))).toContain("ReplicaFailure=True FailedCreate");
    await box.merge("ResourceQuota", "none", { spec: { hard: { pods: "5" } } });
    box.time.advance(10_000);
    expect(numberAt(await box.get("Deployment", "web"), "status", "availableReplicas")).toBe(2);
  });

  test("importance is looked up, and accounts must be there", async () => {
    const box = new SimulatedSandbox();
    const pod = (name: string, spec: JsonObject): JsonObject => ({
      kind: "Pod",
      metadata: { name },
      spec: podSpec(spec),
    });
    const made = await box.create(pod("core", { priorityClassName: "system-node-critical" }));
    expect(numberAt(made, "spec", "priority")).toBe(2_000_001_000);
    expect((await refusal(box.create(pod("p", { priorityClassName: "none" })))).message).toBe(
      'pods "p" is forbidden: no PriorityClass with name none was found',
    );
    expect((await refusal(box.create(pod("p", { serviceAccountName: "none" })))).message).toBe(
      'pods "p" is forbidden: error looking up service account default/none: serviceaccount "none" not found',
    );
  });

  test("what is to be reached from outside gets an address", async () => {
    const box = new SimulatedSandbox();
    const ports = [{ port: 80 }];
    await box.create({ kind: "Service", metadata: { name: "front" }, spec: { type: "LoadBalancer", ports } });
    const backend = { service: { name: "front", port: { number: 80 } } };
    await box.create({ kind: "Ingress", metadata: { name: "front" }, spec: { defaultBackend: backend } });
    box.settle();
    for (const kind of ["Service", "Ingress"])
      expect(textAt(await box.get(kind, "front"), "status", "loadBalancer", "ingress", 0, "ip")).toMatch(
        /^203\.0\.113\.\d+$/,
      );
    expect(await box.told("service-controller")).toEqual([
      "EnsuringLoadBalancer: Ensuring load balancer",
      "EnsuredLoadBalancer: Ensured load balancer",
    ]);
  });

  test("events are forgotten after an hour, and what is told again is counted", async () => {
    const box = new SimulatedSandbox();
    await box.create({
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "alone" },
      spec: { scaleTargetRef: { kind: "Deployment", name: "none", apiVersion: "apps/v1" }, maxReplicas: 3 },
    });
    box.time.advance(10 * MINUTE);
    const [event] = await box.list("Event");
    expect(numberAt(event, "count")).toBeGreaterThan(30);
    await box.remove("HorizontalPodAutoscaler", "alone");
    box.time.advance(70 * MINUTE);
    await box.create({ kind: "Pod", metadata: { name: "p" }, spec: podSpec() });
    box.settle();
    expect((await box.list("Event")).filter((one) => textAt(one, "reason") === "FailedGetScale")).toEqual([]);
  });
});
