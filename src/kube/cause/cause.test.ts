import { describe, expect, test } from "bun:test";
import type { JsonObject } from "../json.ts";
import type { CauseKind } from "./cause.ts";
import { objectNode } from "./controller.ts";
import { Family } from "./family.ts";
import { readRefusal } from "./refusal.ts";
import { rootCause, type RootCause } from "./root-cause.ts";

function owned(kind: string, name: string, owner: string, more: JsonObject): JsonObject {
  const ownerReferences = [{ uid: owner, controller: true }];
  return { kind, apiVersion: "v1", metadata: { name, namespace: "ns", uid: name, ownerReferences }, ...more };
}

function waiting(reason: string, message = "", more: JsonObject = {}): JsonObject {
  return { name: "web", ready: false, restartCount: 0, state: { waiting: { reason, message } }, ...more };
}

function pod(name: string, status: JsonObject, spec: JsonObject = {}): JsonObject {
  return owned("Pod", name, "set", { spec, status: { phase: "Pending", ...status } });
}

const SET: JsonObject = {
  apiVersion: "apps/v1",
  kind: "ReplicaSet",
  metadata: { name: "web", namespace: "ns", uid: "set" },
  spec: { replicas: 1 },
};

function event(uid: string, reason: string, message: string, fieldPath = ""): JsonObject {
  return {
    type: "Warning",
    involvedObject: { uid, fieldPath },
    reason,
    message,
    lastTimestamp: "2026-01-01T00:00:00Z",
  };
}

interface Seen {
  readonly objects?: readonly JsonObject[];
  readonly events?: readonly JsonObject[];
  readonly root?: JsonObject;
}

function find({ objects = [], events = [], root = SET }: Seen): RootCause | undefined {
  const options = { toCompletion: root["kind"] === "Job", toRemoval: false };
  return rootCause(objectNode(root, new Family({ objects, events, logs: new Map(), nowMs: 0 }), options));
}

describe("the cause", () => {
  const check = (name: string, seen: Seen, expected: [CauseKind, string, boolean] | undefined): void => {
    test(name, () => {
      const found = find(seen);
      const [kind, reason, recoverable] = expected ?? [];
      if (expected === undefined) expect(found).toBeUndefined();
      else expect(found?.cause).toMatchObject({ kind, reason, recoverable });
    });
  };
  const one = (container: JsonObject, ...events: readonly JsonObject[]): Seen => ({
    objects: [pod("p", { containerStatuses: [container] })],
    events,
  });

  check("of a start that takes its time: none", one(waiting("ContainerCreating")), undefined);
  check(
    "of a running container that nobody probes: none",
    one({ name: "web", ready: false, state: { running: {} } }),
    undefined,
  );
  check(
    "of a pull that goes on: none",
    one(waiting("ContainerCreating"), event("p", "Pulling", "Pulling image")),
    undefined,
  );
  check(
    "a registry that is away may come back",
    one(waiting("ImagePullBackOff", 'Back-off pulling image "a": ErrImagePull: dial tcp: i/o timeout')),
    ["image", "ImagePullBackOff", true],
  );
  check(
    "an image that is not there stays away",
    one(waiting("ErrImagePull", "rpc error: code = NotFound desc = a: not found")),
    ["image", "ErrImagePull", false],
  );
  check(
    "a kubelet that says no more than back-off: the event does",
    one(
      waiting("ImagePullBackOff", 'Back-off pulling image "a"'),
      event("p", "Failed", 'Failed to pull image "a": manifest unknown', "spec.containers{web}"),
    ),
    ["image", "ImagePullBackOff", false],
  );
  check(
    "the event of another container says nothing",
    one(
      waiting("ImagePullBackOff", 'Back-off pulling image "a"'),
      event("p", "Failed", 'Failed to pull image "b": manifest unknown', "spec.containers{side}"),
    ),
    ["image", "ImagePullBackOff", true],
  );
  const crashed = (restartCount: number) =>
    waiting("CrashLoopBackOff", "", { restartCount, lastState: { terminated: { exitCode: 1, reason: "Error" } } });
  check("a first crash may have been the last", one(crashed(1)), ["crash", "CrashLoopBackOff", true]);
  check("the third is not", one(crashed(3)), ["crash", "CrashLoopBackOff", false]);
  check("a secret that is missing", one(waiting("CreateContainerConfigError", 'secret "x" not found')), [
    "missing-config",
    "CreateContainerConfigError",
    false,
  ]);
  check(
    "a user that may not be root",
    one(waiting("CreateContainerConfigError", "container has runAsNonRoot and image will run as root")),
    ["start", "CreateContainerConfigError", false],
  );
  check(
    "an evicted pod",
    { objects: [pod("p", { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." })] },
    ["evicted", "Evicted", true],
  );
  const unscheduled = (message: string): Seen => ({
    objects: [pod("p", { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }] })],
  });
  check("no room", unscheduled("0/2 nodes are available: 2 Insufficient cpu."), [
    "unschedulable",
    "Unschedulable",
    true,
  ]);
  check("no volume", unscheduled("0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."), [
    "volume",
    "Unschedulable",
    true,
  ]);
  check(
    "what cannot pass goes before what can",
    {
      objects: [
        pod("a", { containerStatuses: [crashed(1)] }),
        pod("b", { containerStatuses: [waiting("InvalidImageName")] }),
      ],
    },
    ["image", "InvalidImageName", false],
  );
  check(
    "a deadline only where nothing else is known",
    {
      root: {
        ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", uid: "d" }, spec: { replicas: 1 } },
        status: { conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }] },
      },
      objects: [
        { ...SET, metadata: { name: "web-1", namespace: "ns", uid: "set", ownerReferences: [{ uid: "d" }] } },
        pod("p", { containerStatuses: [crashed(1)] }),
      ],
    },
    ["crash", "CrashLoopBackOff", true],
  );
  const ended = { name: "main", ready: false, state: { terminated: { exitCode: 1, reason: "Error" } } };
  const job = (...conditions: JsonObject[]): Seen => ({
    root: { apiVersion: "batch/v1", kind: "Job", metadata: { name: "j", uid: "set" }, status: { conditions } },
    objects: [pod("p", { phase: "Failed", containerStatuses: [ended] }, { restartPolicy: "Never" })],
  });
  check("a pod of a job that has tries left", job(), ["crash", "Error", true]);
  check("the last of them", job({ type: "Failed", status: "True", reason: "BackoffLimitExceeded" }), [
    "crash",
    "Error",
    false,
  ]);
  check(
    "an operator's own word",
    {
      root: {
        ...{ apiVersion: "x.example/v1", kind: "Database", metadata: { name: "db", uid: "db", generation: 1 } },
        status: { conditions: [{ type: "Ready", status: "False", reason: "NoBackup", message: "bucket is missing" }] },
      },
    },
    ["stalled", "NoBackup", true],
  );
});

test("of hundreds of pods the one that fails is found", () => {
  const ready = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
  const pods = Array.from({ length: 300 }, (_, i) => pod(`p${i}`, i % 2 === 0 ? ready : {}));
  const failing = pod("failing", { containerStatuses: [waiting("InvalidImageName")] });
  const found = find({ objects: [...pods, failing] });
  expect(found?.cause.reason).toBe("InvalidImageName");
  expect(found?.path[0]).toMatchObject({ more: 298 });
});

test("rings of owners have an end", () => {
  const ring = (name: string, owner: string) =>
    owned("Thing", name, owner, { status: { conditions: [{ type: "Ready", status: "False" }] } });
  expect(find({ root: ring("a", "b"), objects: [ring("a", "b"), ring("b", "a")] })?.path.length).toBeLessThan(10);
});

describe("a refusal", () => {
  const check = (text: string, kind: CauseKind | undefined): void => {
    test(text, () => expect(readRefusal(text)?.kind).toBe(kind as CauseKind));
  };
  check('pods "web-1" is forbidden: exceeded quota: full, requested: pods=1, used: pods=0, limited: pods=0', "quota");
  check('pods "web-1" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true', "pod-security");
  check(
    'pods "web-1" is forbidden: error looking up service account ns/robot: serviceaccount "robot" not found',
    "service-account",
  );
  check('pods "web-1" is forbidden: maximum cpu usage per Container is 500m, but limit is 1', "limit-range");
  check('pods "web-1" is forbidden: [minimum memory usage per Pod is 1Gi, but request is 64Mi]', "limit-range");
  check('admission webhook "p.x" denied the request: no', "webhook");
  check(
    'Internal error occurred: failed calling webhook "p.x": failed to call webhook: Post "https://p/": EOF',
    "webhook",
  );
  check("ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed expression: false", "admission");
  check(
    'Service "web" is invalid: spec.clusterIPs[0]: Invalid value: ["10.0.0.1"]: may not change once set',
    "immutable",
  );
  check(
    "StatefulSet.apps \"db\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden",
    "immutable",
  );
  check('Apply failed with 1 conflict: conflict with "kubectl" using v1: .data.a', "conflict");
  check('namespaces "x" not found', "missing-namespace");
  check('pods is forbidden: User "eve" cannot create resource "pods" in API group ""', "permission");
  check('ConfigMap "x" is invalid: data: Too long', "invalid");
  check("something else", undefined);
});
