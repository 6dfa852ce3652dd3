/** Upgrades of every kind, each played in a rehearsal and then for real. */
import type { JsonObject, Objects } from "../../../src/kube/index.ts";

export interface RehearseCase {
  readonly name: string;
  /** Left out for a first installation. */
  readonly before?: readonly JsonObject[];
  readonly after: readonly JsonObject[];
  /** Files of `crds/` of the new chart. */
  readonly crds?: readonly JsonObject[];
  readonly flags?: readonly string[];
  /** Of the first installation only. */
  readonly installFlags?: readonly string[];
  /** What is there before the first installation. */
  setUp?(objects: Objects, namespace: string): Promise<unknown>;
  /** What others did meanwhile. */
  drift?(objects: Objects, namespace: string): Promise<unknown>;
  /** Whether the upgrade fails, as a check that the case is what it is meant to be. */
  readonly fails?: RegExp;
}

type Field = JsonObject[string];

const object = (apiVersion: string, kind: string, name: string, rest: JsonObject = {}): JsonObject => ({
  ...{ apiVersion, kind },
  ...{ metadata: { name } },
  ...rest,
});
const config = (name: string, data: JsonObject, rest: JsonObject = {}): JsonObject =>
  object("v1", "ConfigMap", name, { data, ...rest });

const pod = (app: string, image: string, more: JsonObject = {}): JsonObject => ({
  metadata: { labels: { app, ...(more["labels"] as JsonObject | undefined) } },
  spec: { containers: [{ name: "main", image }], ...(more["spec"] as JsonObject | undefined) },
});

const deployment = (name: string, image: string, more: JsonObject = {}, template: JsonObject = {}): JsonObject => {
  const app = String(more["app"] ?? name);
  const { app: _, ...spec } = more;
  const selector = { matchLabels: { app } };
  return object("apps/v1", "Deployment", name, {
    spec: { replicas: 2, selector, ...spec, template: pod(app, image, template) },
  });
};

const statefulSet = (name: string, image: string, more: JsonObject = {}): JsonObject => {
  const spec = { replicas: 3, serviceName: name, selector: { matchLabels: { app: name } }, template: pod(name, image) };
  return object("apps/v1", "StatefulSet", name, { spec: { ...spec, ...more } });
};

const daemonSet = (name: string, image: string): JsonObject =>
  object("apps/v1", "DaemonSet", name, {
    spec: { selector: { matchLabels: { app: name } }, template: pod(name, image) },
  });

const claim = (name: string, size: string, more: JsonObject = {}): JsonObject =>
  object("v1", "PersistentVolumeClaim", name, {
    spec: {
      accessModes: ["ReadWriteOnce"],
      // Each case has a class of its own.
      storageClassName: "{{ .Release.Namespace }}",
      resources: { requests: { storage: size } },
      ...more,
    },
  });

const job = (name: string, image: string, annotations: JsonObject = {}, labels: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: "batch/v1", kind: "Job", metadata: { name, annotations } },
  spec: { backoffLimit: 0, template: pod(name, image, { labels, spec: { restartPolicy: "Never" } }) },
});

const brief = (one: JsonObject): JsonObject => ({
  ...one,
  spec: { ...(one["spec"] as JsonObject), ttlSecondsAfterFinished: 0 },
});

const hook = (event: string, policy = "before-hook-creation"): JsonObject => ({
  "helm.sh/hook": event,
  "helm.sh/hook-delete-policy": policy,
});

const service = (name: string, spec: JsonObject): JsonObject => object("v1", "Service", name, { spec });
const ports = (port: number): Field => [{ name: "web", port, targetPort: port, protocol: "TCP" }];

const quota = (hard: JsonObject) => async (objects: Objects, namespace: string) => {
  const ref = { apiVersion: "v1", kind: "ResourceQuota", namespace, name: "full" };
  await objects.create({
    ...object("v1", "ResourceQuota", "full", { spec: { hard } }),
    metadata: { name: "full", namespace },
  });
  // The server counts with a delay.
  for (let tries = 0; tries < 100; tries++) {
    const status = (await objects.get(ref))["status"] as JsonObject | undefined;
    if (status?.["used"] !== undefined) return;
    await Bun.sleep(100);
  }
};

/** A class without a provisioner, and as many volumes of it. */
const volumes = (count: number) => async (objects: Objects, namespace: string) => {
  const storageClassName = namespace;
  const more = { provisioner: "kubernetes.io/no-provisioner", volumeBindingMode: "Immediate" };
  await objects.create(object("storage.k8s.io/v1", "StorageClass", storageClassName, more));
  for (let i = 0; i < count; i++) {
    const [accessModes, capacity] = [["ReadWriteOnce"], { storage: "1Gi" }];
    const spec = { accessModes, capacity, storageClassName, hostPath: { path: `/tmp/${namespace}-${i}` } };
    await objects.create(object("v1", "PersistentVolume", `${namespace}-${i}`, { spec }));
  }
};

/** Until the autoscaler of `web` has made as many. */
const autoscaled = (minReplicas: number) => async (objects: Objects, namespace: string) => {
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
  const scaler = object("autoscaling/v2", "HorizontalPodAutoscaler", "web", {
    spec: { scaleTargetRef, minReplicas, maxReplicas: 5 },
  });
  await apply(scaler)(objects, namespace);
  const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" };
  for (let tries = 0; tries < 200; tries++) {
    const spec = (await objects.get(ref))["spec"] as JsonObject;
    if (spec["replicas"] === minReplicas) return;
    await Bun.sleep(100);
  }
};

/** For ConfigMaps of one namespace; until the server goes by it. */
const policy = (expression: string, message: string) => async (objects: Objects, namespace: string) => {
  const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["configmaps"] };
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": namespace } };
  const matches = { resourceRules: [rule], namespaceSelector };
  const group = "admissionregistration.k8s.io/v1";
  const validations = [{ expression, message }];
  await objects.create(
    object(group, "ValidatingAdmissionPolicy", namespace, { spec: { matchConstraints: matches, validations } }),
  );
  const binding = { policyName: namespace, validationActions: ["Deny"] };
  await objects.create(object(group, "ValidatingAdmissionPolicyBinding", namespace, { spec: binding }));
  const probe = { ...config("probe", { color: "blue" }), metadata: { name: "probe", namespace } };
  for (let tries = 0; tries < 200; tries++) {
    try {
      await objects.create(probe, { dryRun: true });
    } catch {
      return;
    }
    await Bun.sleep(100);
  }
};

const apply = (wanted: JsonObject) => async (objects: Objects, namespace: string) => {
  const metadata = { ...(wanted["metadata"] as JsonObject), namespace };
  await objects.apply({ ...wanted, metadata }, { fieldManager: "someone", force: true });
};

const crd = (group: string, properties: JsonObject, more: JsonObject = {}): JsonObject =>
  object("apiextensions.k8s.io/v1", "CustomResourceDefinition", `things.${group}`, {
    spec: {
      ...{
        group,
        scope: "Namespaced",
        names: { kind: "Thing", plural: "things", singular: "thing", listKind: "ThingList" },
      },
      versions: [
        {
          ...{ name: "v1", served: true, storage: true },
          schema: {
            openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties, ...more } } },
          },
        },
      ],
    },
  });
const thing = (group: string, spec: JsonObject): JsonObject => object(`${group}/v1`, "Thing", "one", { spec });

const TEXT = { type: "string" };

export const CASES: readonly RehearseCase[] = [
  {
    name: "another image of a Deployment, a StatefulSet and a DaemonSet",
    before: [deployment("web", "nginx:1"), statefulSet("db", "db:1"), daemonSet("agent", "agent:1")],
    after: [deployment("web", "nginx:2"), statefulSet("db", "db:2"), daemonSet("agent", "agent:2")],
  },
  {
    name: "objects that come, change, go and stay",
    before: [
      config("changes", { a: "1", b: "2" }),
      config("goes", {}),
      { ...config("stays", {}), metadata: { name: "stays", annotations: { "helm.sh/resource-policy": "keep" } } },
      object("v1", "Secret", "secret", { stringData: { password: "hunter2" } }),
      service("web", { selector: { app: "web" }, ports: ports(80) }),
    ],
    after: [
      config("changes", { a: "2", c: "3" }),
      config("comes", { x: "y" }),
      object("v1", "Secret", "secret", { stringData: { password: "changed" } }),
      service("web", { selector: { app: "web" }, ports: ports(8080), type: "NodePort" }),
    ],
  },
  {
    name: "more replicas, and fewer",
    before: [deployment("more", "nginx:1", { replicas: 1 }), deployment("fewer", "nginx:1", { replicas: 3 })],
    after: [deployment("more", "nginx:1", { replicas: 4 }), deployment("fewer", "nginx:1", { replicas: 1 })],
  },
  {
    name: "replicas that an autoscaler has taken",
    before: [deployment("web", "nginx:1", { replicas: 1 })],
    after: [deployment("web", "nginx:1", { replicas: 2 })],
    drift: autoscaled(3),
    fails: /conflict with "kube-controller-manager" with subresource "scale"/,
  },
  {
    name: "a Deployment that is recreated, not rolled",
    before: [deployment("web", "nginx:1", { strategy: { type: "Recreate" } })],
    after: [deployment("web", "nginx:2", { strategy: { type: "Recreate" } })],
  },
  {
    name: "a selector that cannot change",
    before: [config("first", { a: "1" }), deployment("web", "nginx:1", { app: "a" })],
    after: [config("first", { a: "2" }), deployment("web", "nginx:1", { app: "b" })],
    fails: /spec\.selector: Invalid value.*field is immutable/,
  },
  {
    name: "a field that somebody else has taken",
    before: [config("conf", { color: "red" })],
    after: [config("conf", { color: "blue" })],
    drift: apply(config("conf", { color: "mine" })),
    fails: /conflict with "someone"/,
  },
  {
    name: "a field that is taken back",
    before: [config("conf", { color: "red" })],
    after: [config("conf", { color: "blue" })],
    flags: ["--force-conflicts"],
    drift: apply(config("conf", { color: "mine" })),
  },
  {
    name: "a quota of objects",
    before: [config("one", {})],
    after: [config("one", { a: "1" }), config("two", {}), config("three", {})],
    drift: quota({ "count/configmaps": "3" }),
    fails: /exceeded quota: full/,
  },
  {
    name: "a quota of pods",
    before: [deployment("web", "nginx:1", { replicas: 1 })],
    after: [deployment("web", "nginx:1", { replicas: 3 })],
    drift: quota({ pods: "2" }),
    flags: ["--timeout", "4s"],
    fails: /context deadline exceeded/,
  },
  {
    name: "hooks that succeed",
    before: [config("conf", { a: "1" })],
    after: [
      config("conf", { a: "2" }),
      job("before", "migrate:1", hook("pre-upgrade")),
      job("after", "notify:1", hook("post-upgrade", "hook-succeeded")),
    ],
  },
  {
    name: "a hook that is gone as soon as it has ended",
    before: [config("conf", { a: "1" })],
    after: [config("conf", { a: "2" }), brief(job("brief", "migrate:1", hook("pre-upgrade,post-upgrade")))],
    flags: ["--timeout", "20s"],
  },
  {
    name: "a hook that fails",
    before: [config("conf", { a: "1" })],
    after: [config("conf", { a: "2" }), job("migrate", "migrate:1", hook("pre-upgrade"), { sim: "fail" })],
    fails: /pre-upgrade hooks failed/,
  },
  {
    name: "pods that hang",
    before: [deployment("web", "nginx:1")],
    after: [deployment("web", "nginx:2", {}, { labels: { sim: "hang" } })],
    flags: ["--timeout", "4s"],
    fails: /Deployment\/.*not ready/,
  },
  {
    name: "pods that hang, and a rollback of its own",
    before: [deployment("web", "nginx:1"), config("conf", { a: "1" })],
    after: [deployment("web", "nginx:2", {}, { labels: { sim: "hang" } }), config("conf", { a: "2" })],
    flags: ["--timeout", "4s", "--rollback-on-failure"],
    fails: /has been rolled back due to rollback-on-failure/,
  },
  {
    name: "an object that belongs to nobody",
    before: [config("own", {})],
    after: [config("own", {}), config("foreign", { a: "1" })],
    drift: apply(config("foreign", { b: "2" })),
    fails: /invalid ownership metadata/,
  },
  {
    name: "an object that is taken over",
    before: [config("own", {})],
    after: [config("own", {}), config("foreign", { a: "1" })],
    flags: ["--take-ownership"],
    drift: apply(config("foreign", { b: "2" })),
  },
  {
    name: "an API that was removed",
    before: [config("conf", { a: "1" })],
    after: [config("conf", { a: "2" }), object("policy/v1beta1", "PodSecurityPolicy", "old", { spec: {} })],
    fails: /no matches for kind "PodSecurityPolicy"/,
  },
  {
    name: "a claim whose access cannot change",
    setUp: volumes(1),
    before: [claim("data", "1Gi")],
    after: [claim("data", "1Gi", { accessModes: ["ReadOnlyMany"] })],
    fails: /spec is immutable after creation/,
  },
  {
    name: "a claim that wants more than its class allows",
    setUp: volumes(1),
    before: [claim("data", "1Gi")],
    after: [claim("data", "2Gi")],
    fails: /only dynamically provisioned pvc can be resized/,
  },
  {
    name: "a StatefulSet with claims and a partition",
    setUp: volumes(3),
    before: [statefulSet("db", "db:1", { volumeClaimTemplates: [claim("data", "1Gi")] })],
    after: [
      statefulSet("db", "db:2", {
        volumeClaimTemplates: [claim("data", "1Gi")],
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 2 } },
      }),
    ],
    flags: ["--wait=hookOnly"],
  },
  {
    name: "fields of a StatefulSet that cannot change",
    before: [statefulSet("db", "db:1")],
    after: [statefulSet("db", "db:1", { serviceName: "other" })],
    fails: /updates to statefulset spec for fields other than/,
  },
  {
    name: "a Job that cannot change",
    before: [job("once", "job:1")],
    after: [job("once", "job:2")],
    fails: /Job\.batch "once" is.*field is immutable/s,
  },
  {
    name: "a ConfigMap that is frozen",
    before: [config("frozen", { a: "1" }, { immutable: true })],
    after: [config("frozen", { a: "2" }, { immutable: true })],
    fails: /field is immutable when `immutable` is set/,
  },
  {
    name: "a field that is in no schema",
    before: [deployment("web", "nginx:1")],
    after: [deployment("web", "nginx:1", { replica: 3 })],
    fails: /field not declared in schema/,
  },
  {
    name: "a number that is none",
    before: [deployment("web", "nginx:1")],
    after: [deployment("web", "nginx:1", { replicas: -1 })],
    fails: /must be greater than or equal to 0/,
  },
  {
    name: "merged on the client, with what others did meanwhile",
    before: [deployment("web", "nginx:1"), config("conf", { a: "1", b: "1" })],
    after: [deployment("web", "nginx:2"), config("conf", { a: "2" })],
    flags: ["--server-side=false"],
    installFlags: ["--server-side=false"],
    drift: async (objects, namespace) => {
      const ref = { apiVersion: "v1", kind: "ConfigMap", namespace, name: "conf" };
      await objects.patch(ref, { type: "merge", body: { data: { others: "x", b: "2" } } }, { fieldManager: "someone" });
    },
  },
  {
    name: "a definition with a new field, and an object of its kind",
    before: [crd("grows.example.com", { color: TEXT })],
    after: [
      crd("grows.example.com", { color: TEXT, size: { type: "integer" } }),
      thing("grows.example.com", { color: "red" }),
    ],
  },
  {
    name: "a custom resource that its definition refuses",
    before: [crd("strict.example.com", { color: TEXT }), config("conf", { a: "1" })],
    after: [
      crd("strict.example.com", { color: TEXT }),
      config("conf", { a: "2" }),
      thing("strict.example.com", { color: 5 }),
    ],
    fails: /\.spec\.color: expected string/,
  },
  {
    name: "a definition that stored objects no longer fit",
    before: [crd("tightens.example.com", { color: TEXT })],
    after: [crd("tightens.example.com", { color: { ...TEXT, enum: ["blue"] } })],
    drift: apply(thing("tightens.example.com", { color: "red" })),
  },
  {
    name: "what an admission policy denies",
    before: [config("conf", { color: "red" })],
    after: [config("conf", { color: "blue" })],
    drift: policy("object.data.color != 'blue'", "blue is taken"),
    fails: /denied request: blue is taken/,
  },
  {
    name: "a first installation, with definitions",
    after: [config("conf", { a: "1" }), deployment("web", "nginx:1")],
    crds: [crd("first.example.com", { color: TEXT })],
  },
  {
    name: "a first installation whose pods hang",
    after: [config("conf", { a: "1" }), deployment("web", "nginx:1", {}, { labels: { sim: "hang" } })],
    flags: ["--timeout", "4s"],
    fails: /not ready/,
  },
];

/** Before, after, and after with pods that hang. */
export const FAULTY: readonly (readonly JsonObject[])[] = [
  [deployment("web", "nginx:1"), deployment("other", "nginx:1")],
  [deployment("web", "nginx:2"), deployment("other", "nginx:2")],
  [deployment("web", "nginx:2", {}, { labels: { sim: "hang" } }), deployment("other", "nginx:2")],
];
