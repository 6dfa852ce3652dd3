/** Requests that a real API server and the sandbox are both sent, in order; `$NS` is the namespace. What is answered must be the same. */
import type { ApiRequest, JsonObject, JsonValue } from "../../../src/kube/index.ts";

export interface Sequence {
  readonly name: string;
  readonly requests: readonly ApiRequest[];
}

const PATCH = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

type Query = Readonly<Record<string, string>>;

export const CORE = "/api/v1/namespaces/$NS";
export const APPS = "/apis/apps/v1/namespaces/$NS";

const post = (path: string, body: JsonObject, query: Query = {}): ApiRequest => ({
  method: "POST",
  path,
  body,
  query: { fieldManager: "tester", ...query },
});
const put = (path: string, body: JsonObject): ApiRequest => ({
  method: "PUT",
  path,
  body,
  query: { fieldManager: "tester" },
});
const get = (path: string, query: Query = {}): ApiRequest => ({ method: "GET", path, query });
const remove = (path: string, body?: JsonObject): ApiRequest => ({
  method: "DELETE",
  path,
  ...(body === undefined ? {} : { body }),
});
const patch = (type: keyof typeof PATCH, path: string, body: JsonValue, query: Query = {}): ApiRequest => ({
  method: "PATCH",
  path,
  body,
  contentType: PATCH[type],
  query: { fieldManager: "tester", ...query },
});

const object = (apiVersion: string, kind: string, name: string, rest: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});
const configMap = (name: string, data: JsonObject, more: JsonObject = {}): JsonObject =>
  object("v1", "ConfigMap", name, { data, ...more });

const template = (name: string, spec: JsonObject = {}, container: JsonObject = {}): JsonObject => ({
  metadata: { labels: { app: name } },
  spec: { containers: [{ name: "main", image: "example.com/a:1", ...container }], ...spec },
});
const workload = (kind: string, name: string, spec: JsonObject = {}, of: JsonObject = template(name)): JsonObject =>
  object("apps/v1", kind, name, { spec: { selector: { matchLabels: { app: name } }, template: of, ...spec } });

const RICH_CONTAINER: JsonObject = {
  ports: [{ containerPort: 80 }, { name: "metrics", containerPort: 9090, protocol: "TCP" }],
  env: [
    { name: "A", value: "1" },
    { name: "B", value: "" },
    { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
  ],
  resources: { limits: { cpu: "0.5", memory: "1024Mi" }, requests: { cpu: 0.1 } },
  livenessProbe: { httpGet: { port: 80 } },
  readinessProbe: { tcpSocket: { port: "metrics" }, periodSeconds: 3 },
  volumeMounts: [
    { name: "data", mountPath: "/data" },
    { name: "config", mountPath: "/etc/config", readOnly: true },
  ],
  securityContext: { runAsNonRoot: true },
  lifecycle: { preStop: { exec: { command: ["sleep", "1"] } } },
};
const RICH_POD: JsonObject = {
  serviceAccountName: "default",
  volumes: [
    { name: "data" },
    { name: "config", configMap: { name: "x" } },
    { name: "token", projected: { sources: [{ secret: { name: "s" } }] } },
  ],
  initContainers: [{ name: "init", image: "example.com/init" }],
  tolerations: [{ key: "a", operator: "Exists" }],
  affinity: {},
};

const service = (name: string, spec: JsonObject): JsonObject =>
  object("v1", "Service", name, { spec: { selector: { app: name }, ...spec } });

const apply = (manager: string, path: string, body: JsonObject, query: Query = {}): ApiRequest =>
  patch("apply", path, body, { fieldManager: manager, ...query });
const STOPPED: JsonObject = { replicas: 0 };
/** What another manager wants of the container. */
const partOf = (name: string, container: JsonObject): JsonObject =>
  object("apps/v1", "Deployment", name, {
    spec: { template: { spec: { containers: [{ name: "main", ...container }] } } },
  });

const GROUP = "$NS.example.com";
const GADGETS = `/apis/${GROUP}/v1/namespaces/$NS/gadgets`;
const gadget = (name: string, spec: JsonObject): JsonObject => object(`${GROUP}/v1`, "Gadget", name, { spec });
const GADGET_SPEC: JsonObject = {
  type: "object",
  required: ["size"],
  properties: {
    size: { type: "integer", maximum: 10 },
    color: { type: "string", enum: ["red", "blue"], default: "red" },
    parts: {
      type: "array",
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name"],
      items: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, count: { type: "integer", default: 1 } },
      },
    },
  },
};
const DEFINITION: JsonObject = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", `gadgets.${GROUP}`, {
  spec: {
    group: GROUP,
    scope: "Namespaced",
    names: { plural: "gadgets", kind: "Gadget" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { spec: GADGET_SPEC, status: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        },
      },
    ],
  },
});

const CPU = ["0.5", "1000m", "1e3", "1.5", "2k", "100u", "1E", ".5", "5.0", "0"];
const MEMORY = ["1024Mi", "1.5Gi", "1e9", "2000Ki", "1000000", "0.5Gi", "129e6", "1.25Ki", "12e5", "0Gi"];
const QUANTITIES: JsonObject[] = CPU.map((cpu, i) => ({
  name: `c${i}`,
  image: "a",
  resources: { limits: { cpu, memory: MEMORY[i] ?? "1" } },
}));

export const SEQUENCES: readonly Sequence[] = [
  {
    name: "config maps: every verb",
    requests: [
      post(`${CORE}/configmaps`, configMap("a", { a: "1" })),
      // With other content: the client takes an object that is what it sent for its own.
      post(`${CORE}/configmaps`, configMap("a", { a: "other" })),
      get(`${CORE}/configmaps/a`),
      put(`${CORE}/configmaps/a`, configMap("a", { a: "2", b: "3" })),
      put(`${CORE}/configmaps/a`, { ...configMap("a", { old: "x" }), metadata: { name: "a", resourceVersion: "1" } }),
      put(`${CORE}/configmaps/a`, {
        ...configMap("a", {}),
        metadata: { name: "a", uid: "00000000-0000-0000-0000-000000000000" },
      }),
      put(`${CORE}/configmaps/a`, configMap("b", {})),
      put(`${CORE}/configmaps/nothing`, configMap("nothing", {})),
      patch("merge", `${CORE}/configmaps/a`, { data: { a: null, c: "4" }, metadata: { labels: { l: "1" } } }),
      patch("merge", `${CORE}/configmaps/a`, { data: { c: "4" } }),
      patch("json", `${CORE}/configmaps/a`, [
        { op: "replace", path: "/data/c", value: "5" },
        { op: "add", path: "/data/d", value: "6" },
      ]),
      patch("json", `${CORE}/configmaps/a`, [{ op: "remove", path: "/data/none" }]),
      patch("json", `${CORE}/configmaps/a`, [{ op: "test", path: "/data/c", value: "9" }]),
      patch("strategic", `${CORE}/configmaps/a`, { data: { $patch: "replace", z: "1" } }),
      patch("strategic", `${CORE}/configmaps/a`, {
        metadata: { finalizers: ["example.com/x"] },
      }),
      patch("merge", `${CORE}/configmaps/a`, { metadata: { finalizers: null } }),
      patch("merge", `${CORE}/configmaps/a`, { immutable: true }),
      patch("merge", `${CORE}/configmaps/a`, { data: { z: "2" } }),
      patch("merge", `${CORE}/configmaps/a`, { immutable: false }),
      remove(`${CORE}/configmaps/a`, { preconditions: { uid: "00000000-0000-0000-0000-000000000000" } }),
      remove(`${CORE}/configmaps/a`, { dryRun: ["All"] }),
      remove(`${CORE}/configmaps/a`),
      remove(`${CORE}/configmaps/a`),
      get(`${CORE}/configmaps/a`),
    ],
  },
  {
    name: "server-side apply of a config map by two managers",
    requests: [
      patch("apply", `${CORE}/configmaps/s`, configMap("s", { a: "1", b: "2" }), { fieldManager: "one" }),
      patch("apply", `${CORE}/configmaps/s`, configMap("s", { a: "1", b: "2" }), { fieldManager: "one" }),
      patch("apply", `${CORE}/configmaps/s`, configMap("s", { a: "1" }), { fieldManager: "two" }),
      patch("apply", `${CORE}/configmaps/s`, configMap("s", { a: "9", b: "9" }), { fieldManager: "two" }),
      patch("apply", `${CORE}/configmaps/s`, configMap("s", { a: "9" }), { fieldManager: "two", force: "true" }),
      patch("apply", `${CORE}/configmaps/s`, configMap("s", {}), { fieldManager: "one" }),
      patch("merge", `${CORE}/configmaps/s`, { data: { a: "7" }, metadata: { annotations: { x: "y" } } }),
      patch("apply", `${CORE}/configmaps/s`, configMap("s", { a: "9" }), { fieldManager: "two" }),
      patch(
        "apply",
        `${CORE}/configmaps/s`,
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "s", labels: { k: "v" } } },
        { fieldManager: "two" },
      ),
      patch(
        "apply",
        `${CORE}/configmaps/s`,
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "s" } },
        { fieldManager: "two" },
      ),
      patch("apply", `${CORE}/configmaps/s`, { ...configMap("s", {}), nope: 1 }, { fieldManager: "two" }),
      patch("apply", `${CORE}/configmaps/s`, configMap("other", {}), { fieldManager: "two" }),
      { method: "PATCH", path: `${CORE}/configmaps/s`, body: configMap("s", {}), contentType: PATCH.apply },
      remove(`${CORE}/configmaps/s`),
    ],
  },
  {
    name: "a deployment as it is defaulted, and owned",
    requests: [
      post(`${APPS}/deployments`, workload("Deployment", "d1")),
      post(
        `${APPS}/deployments`,
        workload("Deployment", "d2", { replicas: 0 }, template("d2", RICH_POD, RICH_CONTAINER)),
      ),
      patch(
        "apply",
        `${APPS}/deployments/d3`,
        workload("Deployment", "d3", { replicas: 0 }, template("d3", RICH_POD, RICH_CONTAINER)),
        { fieldManager: "one" },
      ),
      patch(
        "apply",
        `${APPS}/deployments/d4`,
        workload("Deployment", "d4", { paused: true, strategy: { type: "Recreate" } }),
        { fieldManager: "one" },
      ),
    ],
  },
  {
    name: "workloads as they are defaulted",
    requests: [
      post(
        `${APPS}/statefulsets`,
        workload("StatefulSet", "s1", {
          replicas: 0,
          serviceName: "s1",
          volumeClaimTemplates: [
            {
              metadata: { name: "data" },
              spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
            },
          ],
        }),
      ),
      post(`${APPS}/daemonsets`, workload("DaemonSet", "ds1", {}, template("ds1", { nodeSelector: { none: "x" } }))),
      post(`${APPS}/replicasets`, workload("ReplicaSet", "r1", { replicas: 0 })),
      post(
        "/apis/batch/v1/namespaces/$NS/jobs",
        object("batch/v1", "Job", "j1", {
          spec: { suspend: true, template: template("j1", { restartPolicy: "Never" }) },
        }),
      ),
      post(
        "/apis/batch/v1/namespaces/$NS/cronjobs",
        object("batch/v1", "CronJob", "c1", {
          spec: {
            schedule: "0 0 1 1 *",
            jobTemplate: { spec: { template: template("c1", { restartPolicy: "OnFailure" }) } },
          },
        }),
      ),
    ],
  },
  {
    name: "what is refused of workloads",
    requests: [
      post(`${APPS}/deployments`, workload("Deployment", "bad", {}, { ...template("other") })),
      post(`${APPS}/deployments`, object("apps/v1", "Deployment", "bad", { spec: { template: template("bad") } })),
      post(
        `${APPS}/deployments`,
        workload("Deployment", "bad", {}, { metadata: { labels: { app: "bad" } }, spec: { containers: [] } }),
      ),
      post(`${APPS}/deployments`, workload("Deployment", "bad", { replicas: -1 })),
      post(`${APPS}/deployments`, workload("Deployment", "bad", {}, template("bad", {}, { image: "" }))),
      post(`${APPS}/deployments`, workload("Deployment", "bad", {}, template("bad", { restartPolicy: "Never" }))),
      post(
        `${APPS}/deployments`,
        workload("Deployment", "bad", {}, template("bad", {}, { imagePullPolicy: "Sometimes" })),
      ),
      post(
        `${APPS}/deployments`,
        workload("Deployment", "bad", {}, template("bad", {}, { ports: [{ containerPort: 70_000 }] })),
      ),
      post(
        `${APPS}/deployments`,
        workload("Deployment", "bad", {}, template("bad", {}, { volumeMounts: [{ name: "none", mountPath: "/x" }] })),
      ),
      post(`${APPS}/deployments`, workload("Deployment", "bad", { replicas: "three" })),
      post(`${APPS}/deployments`, workload("Deployment", "bad", { nope: 1 }), { fieldValidation: "Strict" }),
      post(
        "/apis/batch/v1/namespaces/$NS/jobs",
        object("batch/v1", "Job", "bad", { spec: { template: template("bad") } }),
      ),
      post(`${APPS}/deployments`, { ...workload("Deployment", "bad"), apiVersion: "apps/v1beta1" }),
      post(`${APPS}/deployments`, { ...workload("Deployment", "bad"), metadata: { name: "bad", namespace: "other" } }),
      post(`${APPS}/deployments`, { ...workload("Deployment", "bad"), metadata: {} }),
      post(`${APPS}/deployments`, {
        ...workload("Deployment", "bad"),
        metadata: { name: "bad", labels: { "no good": "x y" } },
      }),
      post(`${APPS}/deployments`, workload("Deployment", "Upper_Case")),
    ],
  },
  {
    name: "what may not change",
    requests: [
      post(`${APPS}/deployments`, workload("Deployment", "fixed", { replicas: 0 })),
      patch("merge", `${APPS}/deployments/fixed`, {
        spec: { selector: { matchLabels: { app: "else" } }, template: { metadata: { labels: { app: "else" } } } },
      }),
      post(`${APPS}/statefulsets`, workload("StatefulSet", "fixed", { replicas: 0, serviceName: "x" })),
      patch("merge", `${APPS}/statefulsets/fixed`, { spec: { serviceName: "y" } }),
      post(
        "/apis/batch/v1/namespaces/$NS/jobs",
        object("batch/v1", "Job", "fixed", {
          spec: { suspend: true, template: template("fixed", { restartPolicy: "Never" }) },
        }),
      ),
      patch("merge", "/apis/batch/v1/namespaces/$NS/jobs/fixed", { spec: { completions: 7 } }),
      post(`${CORE}/secrets`, object("v1", "Secret", "fixed", { stringData: { a: "ä" } })),
      patch("merge", `${CORE}/secrets/fixed`, { type: "example.com/x" }),
      post(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/$NS/rolebindings",
        object("rbac.authorization.k8s.io/v1", "RoleBinding", "fixed", {
          roleRef: { kind: "Role", name: "a" },
          subjects: [{ kind: "User", name: "u" }],
        }),
      ),
      patch("merge", "/apis/rbac.authorization.k8s.io/v1/namespaces/$NS/rolebindings/fixed", {
        roleRef: { name: "b" },
      }),
    ],
  },
  {
    name: "services, ingresses, policies, claims",
    requests: [
      post(`${CORE}/services`, service("v1", { ports: [{ port: 80 }] })),
      post(
        `${CORE}/services`,
        service("v2", {
          ports: [
            { name: "a", port: 80, targetPort: "http" },
            { name: "b", port: 81, protocol: "UDP" },
          ],
          clusterIP: "None",
        }),
      ),
      post(`${CORE}/services`, service("v3", { type: "ExternalName", externalName: "example.com" })),
      post(`${CORE}/services`, service("bad", { ports: [] })),
      post(`${CORE}/services`, service("bad", { ports: [{ port: 80 }, { port: 81 }] })),
      post(`${CORE}/services`, service("bad", { type: "Other", ports: [{ port: 80 }] })),
      patch("merge", `${CORE}/services/v1`, { spec: { clusterIP: "10.96.77.77" } }),
      patch("strategic", `${CORE}/services/v2`, { spec: { ports: [{ port: 80, targetPort: 8080 }] } }),
      post(
        "/apis/networking.k8s.io/v1/namespaces/$NS/ingresses",
        object("networking.k8s.io/v1", "Ingress", "i1", {
          spec: {
            rules: [
              {
                host: "a.example.com",
                http: {
                  paths: [
                    { path: "/", pathType: "Prefix", backend: { service: { name: "v1", port: { number: 80 } } } },
                  ],
                },
              },
            ],
          },
        }),
      ),
      post(
        "/apis/networking.k8s.io/v1/namespaces/$NS/ingresses",
        object("networking.k8s.io/v1", "Ingress", "bad", { spec: {} }),
      ),
      post(
        "/apis/networking.k8s.io/v1/namespaces/$NS/networkpolicies",
        object("networking.k8s.io/v1", "NetworkPolicy", "n1", {
          spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] },
        }),
      ),
      post(
        "/apis/policy/v1/namespaces/$NS/poddisruptionbudgets",
        object("policy/v1", "PodDisruptionBudget", "p1", {
          spec: { minAvailable: 1, selector: { matchLabels: { app: "x" } } },
        }),
      ),
      post(
        "/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers",
        object("autoscaling/v2", "HorizontalPodAutoscaler", "h1", {
          spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" } },
        }),
      ),
      post(
        `${CORE}/persistentvolumeclaims`,
        object("v1", "PersistentVolumeClaim", "p1", {
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1024Mi" } } },
        }),
      ),
      post(`${CORE}/persistentvolumeclaims`, object("v1", "PersistentVolumeClaim", "bad", { spec: {} })),
      post(`${CORE}/serviceaccounts`, object("v1", "ServiceAccount", "sa", { automountServiceAccountToken: false })),
      post(`${CORE}/secrets`, object("v1", "Secret", "sec", { data: { a: "aGVsbG8=" }, stringData: { b: "x" } })),
      post(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/$NS/roles",
        object("rbac.authorization.k8s.io/v1", "Role", "r", {
          rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
        }),
      ),
      post(
        "/apis/coordination.k8s.io/v1/namespaces/$NS/leases",
        object("coordination.k8s.io/v1", "Lease", "l", { spec: { holderIdentity: "me", leaseDurationSeconds: 15 } }),
      ),
    ],
  },
  {
    name: "lists and selectors",
    requests: [
      post(`${CORE}/configmaps`, { ...configMap("l1", {}), metadata: { name: "l1", labels: { set: "x", n: "1" } } }),
      post(`${CORE}/configmaps`, { ...configMap("l2", {}), metadata: { name: "l2", labels: { set: "x", n: "2" } } }),
      post(`${CORE}/configmaps`, { ...configMap("l3", {}), metadata: { name: "l3", labels: { set: "x" } } }),
      get(`${CORE}/configmaps`, { labelSelector: "set=x,n!=1" }),
      get(`${CORE}/configmaps`, { labelSelector: "set in (x),!n" }),
      get(`${CORE}/configmaps`, { labelSelector: "n>1" }),
      get(`${CORE}/configmaps`, { labelSelector: "a in (" }),
      get(`${CORE}/configmaps`, { fieldSelector: "metadata.name=l2" }),
      get(`${CORE}/configmaps`, { fieldSelector: "metadata.name!=l2", labelSelector: "set=x" }),
      get(`${CORE}/configmaps`, { fieldSelector: "data.a=x" }),
      get(`${CORE}/secrets`, { fieldSelector: "type=example.com/none" }),
      get(`${CORE}/nothing`),
      get("/apis/apps/v1/nothing"),
      { method: "DELETE", path: `${CORE}/configmaps`, query: { labelSelector: "set=x" } },
      get(`${CORE}/configmaps`, { labelSelector: "set=x" }),
    ],
  },
  {
    name: "dry runs, scale and status",
    requests: [
      post(`${CORE}/configmaps`, configMap("dry", { a: "1" }), { dryRun: "All" }),
      get(`${CORE}/configmaps/dry`),
      post(`${CORE}/configmaps`, configMap("dry", {}), { dryRun: "Some" }),
      post(`${APPS}/deployments`, workload("Deployment", "scaled", { replicas: 0, paused: true })),
      get(`${APPS}/deployments/scaled/scale`),
      patch("merge", `${APPS}/deployments/scaled/nothing`, {}),
      post(
        `${CORE}/pods`,
        object("v1", "Pod", "p", { ...template("p", { nodeSelector: { none: "x" } }), metadata: { name: "p" } }),
      ),
    ],
  },
  {
    name: "server-side apply of a deployment: lists by their keys",
    requests: [
      apply(
        "one",
        `${APPS}/deployments/k`,
        workload(
          "Deployment",
          "k",
          STOPPED,
          template(
            "k",
            {},
            {
              env: [
                { name: "A", value: "1" },
                { name: "B", value: "2" },
              ],
              ports: [{ containerPort: 80 }],
            },
          ),
        ),
      ),
      apply("two", `${APPS}/deployments/k`, partOf("k", { env: [{ name: "C", value: "3" }] })),
      apply(
        "two",
        `${APPS}/deployments/k`,
        partOf("k", { env: [{ name: "A", value: "x" }], image: "example.com/b:1" }),
      ),
      apply(
        "two",
        `${APPS}/deployments/k`,
        partOf("k", { env: [{ name: "A", value: "x" }], image: "example.com/b:1" }),
        { force: "true" },
      ),
      apply(
        "one",
        `${APPS}/deployments/k`,
        workload("Deployment", "k", STOPPED, template("k", {}, { env: [{ name: "B", value: "2" }] })),
      ),
      patch("strategic", `${APPS}/deployments/k`, {
        spec: {
          template: {
            spec: {
              containers: [
                { name: "side", image: "example.com/c:1" },
                { name: "main", env: [{ name: "B", $patch: "delete" }] },
              ],
            },
          },
        },
      }),
      apply(
        "one",
        `${APPS}/deployments/k`,
        workload("Deployment", "k", STOPPED, template("k", {}, { env: [{ name: "B", value: "2" }] })),
      ),
      apply("two", `${APPS}/deployments/k`, { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "k" } }),
      put(`${APPS}/deployments/k`, workload("Deployment", "k", { ...STOPPED, replicas: 0 })),
      apply(
        "one",
        `${APPS}/deployments/k`,
        workload(
          "Deployment",
          "k",
          STOPPED,
          template(
            "k",
            {},
            {
              env: [
                { name: "A", value: "1" },
                { name: "A", value: "2" },
              ],
            },
          ),
        ),
      ),
      apply("one", `${APPS}/deployments/k`, workload("Deployment", "k", { ...STOPPED, replicas: "x" })),
      patch("json", `${APPS}/deployments/k`, [
        { op: "replace", path: "/spec/replicas", value: 0 },
        { op: "add", path: "/spec/template/spec/containers/-", value: { name: "last", image: "x" } },
      ]),
      patch("merge", `${APPS}/deployments/k`, { spec: { nope: 1 } }, { fieldValidation: "Strict" }),
      patch("merge", `${APPS}/deployments/k`, { spec: { nope: 1 } }, { fieldValidation: "Warn" }),
      patch("merge", `${APPS}/deployments/k`, { spec: { replicas: "many" } }),
      patch("strategic", `${APPS}/deployments/k`, { spec: { strategy: { $retainKeys: ["type"], type: "Recreate" } } }),
      remove(`${APPS}/deployments/k`, { propagationPolicy: "Orphan", dryRun: ["All"] }),
      remove(`${APPS}/deployments/k`, { propagationPolicy: "Sideways" }),
    ],
  },
  {
    name: "namespaces",
    requests: [
      post("/api/v1/namespaces", object("v1", "Namespace", "$NS-x", {})),
      get("/api/v1/namespaces/$NS-x", {}),
      post("/api/v1/namespaces/$NS-none/configmaps", configMap("a", {})),
      post("/api/v1/namespaces", object("v1", "Namespace", "Not_Good", {})),
      patch("apply", "/api/v1/namespaces/$NS-x", object("v1", "Namespace", "$NS-x", {}), { fieldManager: "one" }),
      { method: "DELETE", path: "/api/v1/namespaces/default" },
      { method: "PATCH", path: "/api/v1/namespaces", body: {}, contentType: PATCH.merge },
      { method: "GET", path: "/apis/none.example.com/v1/things" },
    ],
  },
  {
    name: "custom resources",
    requests: [
      post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", DEFINITION),
      post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
        ...DEFINITION,
        metadata: { name: "wrong.$NS.example.com" },
      }),
      post(GADGETS, gadget("g1", { size: 3 })),
      post(GADGETS, gadget("g2", { size: "big" })),
      post(GADGETS, gadget("g2", { size: 11 })),
      post(GADGETS, gadget("g2", { size: 1, color: "pink" })),
      post(GADGETS, gadget("g2", {})),
      post(GADGETS, gadget("g3", { size: 1, nope: true, parts: [{ name: "a" }] })),
      post(GADGETS, gadget("g4", { size: 1, nope: true }), { fieldValidation: "Strict" }),
      apply("one", `${GADGETS}/g3`, gadget("g3", { size: 1, parts: [{ name: "b", count: 2 }] })),
      apply("one", `${GADGETS}/g3`, gadget("g3", { size: 1, parts: [{ name: "c" }] })),
      apply("two", `${GADGETS}/g3`, gadget("g3", { size: 2 })),
      apply("one", `${GADGETS}/g3`, gadget("g3", { size: "x" })),
      patch("merge", `${GADGETS}/g3`, { spec: { parts: null } }),
      patch("strategic", `${GADGETS}/g3`, { spec: { size: 4 } }),
      patch("merge", `${GADGETS}/g3/status`, { status: { ready: true }, spec: { size: 9 } }),
      put(`${GADGETS}/g3`, gadget("g3", { size: 5 })),
      get(`${GADGETS}/g3`),
      remove(`${GADGETS}/g3`),
    ],
  },
  {
    name: "quantities in their canonical form",
    requests: [
      post(
        `${APPS}/deployments`,
        workload("Deployment", "q", STOPPED, { metadata: { labels: { app: "q" } }, spec: { containers: QUANTITIES } }),
      ),
    ],
  },
];
