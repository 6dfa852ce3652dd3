/** What generated sequences were answered otherwise at first, shrunk. */
import type { ApiRequest, JsonObject, JsonValue } from "../../../src/kube/index.ts";
import { APPS, CORE, type Sequence } from "./sequences.ts";

const PATCH = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

const query = { fieldManager: "one" };
const post = (path: string, body: JsonObject, more: Readonly<Record<string, string>> = {}): ApiRequest => ({
  ...{ method: "POST", path, body },
  query: { ...query, ...more },
});
const put = (path: string, body: JsonObject, more: Readonly<Record<string, string>> = {}): ApiRequest => ({
  ...{ method: "PUT", path, body },
  query: { ...query, ...more },
});
const patch = (path: string, type: keyof typeof PATCH, body: JsonValue, by = "one"): ApiRequest => ({
  ...{ method: "PATCH", path, body, contentType: PATCH[type] },
  query: { fieldManager: by },
});

const metadata = { name: "a", labels: { l: "1" } };
const template = {
  metadata: { labels: { app: "w" } },
  spec: { containers: [{ name: "main", image: "example.com/a:1" }] },
};
const workload = (kind: string, spec: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: "apps/v1", kind, metadata },
  spec: { selector: { matchLabels: { app: "w" } }, template, ...spec },
});
const service = (spec: JsonObject): JsonObject => ({
  ...{ apiVersion: "v1", kind: "Service", metadata },
  spec: { selector: { app: "s" }, ports: [{ port: 80 }], ...spec },
});
const secret: JsonObject = { apiVersion: "v1", kind: "Secret", metadata, data: { a: "YQ==" } };
const map: JsonObject = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { a: "1" } };
const lease: JsonObject = {
  apiVersion: "coordination.k8s.io/v1",
  kind: "Lease",
  metadata,
  spec: { leaseTransitions: 1 },
};
const LEASES = "/apis/coordination.k8s.io/v1/namespaces/$NS/leases";
const INGRESSES = "/apis/networking.k8s.io/v1/namespaces/$NS/ingresses";
const SCALERS = "/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers";
const JOBS = "/apis/batch/v1/namespaces/$NS/jobs";

const ingress = (labels: JsonObject): JsonObject => ({
  ...{ apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
  metadata: { name: "a", labels, annotations: { "kubernetes.io/ingress.class": "x" } },
  spec: { defaultBackend: { service: { name: "s", port: { number: 1 } } } },
});

export const FOUND: readonly Sequence[] = [
  {
    name: "found: a service's own address and ports",
    requests: [
      post(`${CORE}/services`, service({ type: "NodePort", ports: [{ port: 80, nodePort: 80 }] })),
      post(`${CORE}/services`, service({ type: "NodePort", ports: [{ port: 80, nodePort: 80 }] }), { dryRun: "All" }),
      post(`${CORE}/services`, service({})),
      put(`${CORE}/services/a`, service({ clusterIP: "1.2.3.4" })),
      put(`${CORE}/services/a`, service({ clusterIP: "fd00::1", ports: [{ port: 0 }] })),
      put(`${CORE}/services/a`, service({ type: "ExternalName", externalName: "A B", clusterIP: "1.2.3.4" })),
      put(`${CORE}/services/a`, service({ externalIPs: ["1.2.3.4"] })),
      put(`${CORE}/services/a`, service({ type: "LoadBalancer", loadBalancerClass: "a.b/c" })),
      patch(`${CORE}/services/a`, "merge", { spec: { loadBalancerClass: "a.b/d" } }),
    ],
  },
  {
    name: "found: addresses and their families",
    requests: [
      post(`${CORE}/services`, service({})),
      put(`${CORE}/services/a`, service({ ipFamilies: ["IPv5"] })),
      put(`${CORE}/services/a`, service({ ipFamilies: ["IPv6"] })),
      ...[
        ["None", "None"],
        ["None", "1.2.3.4"],
        ["1.2.3.4", "1.2.3.5"],
        ["1.2.3.4", "fd00::1", "1.2.3.5"],
        ["1.2.3.4", "x", "fd00::1"],
      ].map((ips) =>
        post(`${CORE}/services`, service({ clusterIP: ips[0] ?? "", clusterIPs: ips, ipFamilies: ["IPv6"] })),
      ),
      post(`${CORE}/services`, service({ type: "NodePort", clusterIP: "None" }), { dryRun: "All" }),
      put(`${CORE}/services/a`, service({ type: "NodePort", clusterIP: "None" })),
      post(`${CORE}/services`, service({ type: "ExternalName", externalName: "b", ipFamilyPolicy: "SingleStack" })),
      { method: "GET", path: `${CORE}/configmaps`, query: { labelSelector: "!m" } },
    ],
  },
  {
    name: "found: problems of a patch, in order",
    requests: [
      post(`${CORE}/configmaps`, map),
      ...(["merge", "strategic"] as const).flatMap((type) =>
        [[], { a: { b: "c" } }].map((data) =>
          patch(`${CORE}/configmaps/a`, type, { data, binaryData: { b: "not base64!" } }),
        ),
      ),
      ...[[], {}, [1]].map((value) => patch(`${CORE}/configmaps/a`, "json", [{ op: "replace", path: "", value }])),
    ],
  },
  {
    name: "found: a selector of expressions, in a scale",
    requests: [
      post(`${APPS}/replicasets`, {
        ...{ apiVersion: "apps/v1", kind: "ReplicaSet", metadata },
        spec: {
          replicas: 0,
          selector: {
            matchLabels: { app: "w" },
            matchExpressions: [
              { key: "app", operator: "Exists" },
              { key: "app", operator: "In", values: ["w", "v"] },
              { key: "none", operator: "NotIn", values: ["a"] },
              { key: "no", operator: "DoesNotExist" },
            ],
          },
          template,
        },
      }),
      { method: "GET", path: `${APPS}/replicasets/a/scale` },
    ],
  },
  {
    name: "found: what nobody tracks is not tracked until it is applied",
    requests: [
      ...[[], [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }]].map((rules) =>
        patch(
          "/apis/rbac.authorization.k8s.io/v1/namespaces/$NS/roles/a",
          "apply",
          {
            ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "a" } },
            ...(rules.length === 0 ? {} : { rules }),
          },
          "one",
        ),
      ),
      patch(`${CORE}/configmaps/a`, "apply", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }, "one"),
      patch(`${CORE}/configmaps/a`, "merge", { metadata: { labels: { l: "1" } } }),
      put(`${CORE}/configmaps/a`, map),
      patch(`${CORE}/configmaps/a`, "apply", map, "two"),
      patch(`${CORE}/configmaps/a`, "merge", { metadata: { managedFields: [{}] } }),
      patch(`${CORE}/configmaps/a`, "merge", { data: { b: "1" } }),
      { method: "GET", path: `${CORE}/configmaps/a` },
    ],
  },
  {
    name: "found: a put of what is not there",
    requests: [
      put(`${CORE}/services/a`, { ...service({}), metadata: { ...metadata, resourceVersion: "1" } }, { dryRun: "All" }),
      put(`${CORE}/services/a`, { ...service({}), metadata: { ...metadata, resourceVersion: "x" } }),
      put(`${CORE}/configmaps/a`, { ...map, data: 1 }),
      put(`${CORE}/configmaps/a`, map),
    ],
  },
  {
    name: "found: patches that do not fit",
    requests: [
      post(`${CORE}/secrets`, secret),
      patch(`${CORE}/secrets/a`, "strategic", { data: { a: "not base64!" } }),
      patch(`${CORE}/secrets/a`, "strategic", { data: { a: 1 } }),
      patch(`${CORE}/secrets/a`, "apply", { ...secret, data: { a: "not base64!" } }),
      patch(`${CORE}/secrets/a`, "json", [{ op: "copy", from: "/metadata/name", path: "/data" }]),
      patch(`${CORE}/secrets/a`, "json", [{ op: "move", from: "", path: "/metadata" }]),
      patch(`${CORE}/secrets/a`, "json", [{ op: "replace", path: "", value: null }]),
      patch(`${CORE}/secrets/a`, "json", [{ op: "test", path: "/data/b", value: null }]),
      patch(`${CORE}/secrets/a`, "json", [{ op: "remove", path: "/a~1b" }]),
    ],
  },
  {
    name: "found: owners of a daemon set",
    requests: [
      patch(`${APPS}/daemonsets/a`, "apply", workload("DaemonSet"), "three"),
      put(`${APPS}/daemonsets/a`, workload("DaemonSet")),
      patch(
        `${APPS}/daemonsets/a`,
        "json",
        [{ op: "add", path: "/spec/template/spec/terminationGracePeriodSeconds", value: 1 }],
        "two",
      ),
    ],
  },
  {
    name: "found: what is no count is none",
    requests: [
      post(
        `${APPS}/deployments`,
        workload("Deployment", { strategy: { rollingUpdate: { maxSurge: "1.5%", maxUnavailable: "0%" } } }),
      ),
      post(JOBS, {
        ...{ apiVersion: "batch/v1", kind: "Job", metadata },
        spec: {
          ...{ completionMode: "Indexed", completions: -1 },
          template: { spec: { ...template.spec, restartPolicy: "Never" } },
        },
      }),
      post(SCALERS, {
        ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata },
        spec: {
          ...{
            minReplicas: 0,
            maxReplicas: 1,
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "d" },
          },
          metrics: [
            {
              type: "External",
              external: { metric: { name: "m" }, target: { type: "Value", value: "1" } },
            },
          ],
        },
      }),
    ],
  },
  {
    name: "found: no policy of scaling is not the usual one",
    requests: [[], undefined].map((policies) =>
      post(SCALERS, {
        ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata },
        spec: {
          ...{ maxReplicas: 1, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "d" } },
          behavior: { scaleUp: policies === undefined ? {} : { policies } },
        },
      }),
    ),
  },
  {
    name: "found: warned of when it is made",
    requests: [
      post(INGRESSES, ingress({ l: "1" })),
      put(`${INGRESSES}/a`, ingress({ l: "2" })),
      post(`${CORE}/services`, service({ clusterIP: "None", sessionAffinity: "ClientIP", externalIPs: ["1.2.3.4"] })),
    ],
  },
  {
    name: "found: leases are replaced knowingly",
    requests: [
      post(LEASES, lease),
      put(`${LEASES}/a`, lease),
      put(`${LEASES}/a`, { ...lease, metadata: { ...metadata, resourceVersion: "x" } }),
      patch(`${LEASES}/a`, "apply", lease, "two"),
      { method: "GET", path: `${APPS}/replicasets`, query: { fieldSelector: "spec.none=x" } },
    ],
  },
  {
    name: "found: a service of another name keeps what it does not show",
    requests: [
      post(`${CORE}/services`, service({ ports: [{ port: 80 }], internalTrafficPolicy: "Local" })),
      patch(`${CORE}/services/a`, "merge", { spec: { type: "ExternalName", externalName: "a.example.com" } }, "two"),
      { method: "GET", path: `${CORE}/services/a` },
      { method: "GET", path: `${CORE}/services`, query: { labelSelector: "l" } },
      patch(`${CORE}/services/a`, "merge", { spec: { clusterIP: "None" } }, "two"),
      patch(`${CORE}/services/a`, "merge", { spec: { type: "ClusterIP", externalName: null } }, "two"),
    ],
  },
];
