/** Raw requests for what an object has beside itself: scales by every kind of patch, bindings, evictions, tokens. */
import type { RawRequest, RawSequence } from "./wire.ts";

const CORE = "/api/v1/namespaces/$NS";
const DEPLOYMENTS = "/apis/apps/v1/namespaces/$NS/deployments";
const SCALE = `${DEPLOYMENTS}/d/scale?dryRun=All`;

const send = (method: string, path: string, body: unknown, type = "json"): RawRequest => ({
  ...{ method, path, headers: { "Content-Type": `application/${type}` } },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const post = (path: string, body: unknown): RawRequest => send("POST", path, body);
const get = (path: string): RawRequest => ({ method: "GET", path });

const template = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "a", image: "b" }] } };
const deployment = {
  ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "d" } },
  spec: { replicas: 0, selector: { matchLabels: { a: "b" } }, template },
};
/** No scheduler takes it. */
const pod = (name: string): object => ({
  ...{ apiVersion: "v1", kind: "Pod", metadata: { name, labels: { app: name } } },
  spec: { schedulerName: "none", containers: [{ name: "a", image: "b" }] },
});

const scale = (more: object): object => ({
  apiVersion: "autoscaling/v1",
  kind: "Scale",
  metadata: { name: "d" },
  ...more,
});
const SPECS = [{ replicas: 2 }, { replicas: -1 }, { replicas: "x" }, { replicas: 2_147_483_648 }, { odd: 1 }, {}];
const OPERATIONS = [
  [{ op: "test", path: "/spec/replicas", value: 1 }],
  [{ op: "remove", path: "/spec/none" }],
  [{ op: "replace", path: "/metadata/name", value: "x" }],
  [{ op: "replace", path: "/kind", value: "X" }],
  {},
];

const binding = (more: object): object => ({ apiVersion: "v1", kind: "Binding", metadata: { name: "p1" }, ...more });
const eviction = (more: object): object => ({
  apiVersion: "policy/v1",
  kind: "Eviction",
  metadata: { name: "p3" },
  ...more,
});
const token = (more: object): object => ({ apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", ...more });
const boundTo = (kind: string): object => token({ spec: { boundObjectRef: { kind, name: "none", apiVersion: "v1" } } });

const WATCH = `${CORE}/configmaps?watch=true&timeoutSeconds=1`;
const accepting = (path: string, accept: string): RawRequest => ({ method: "GET", path, headers: { Accept: accept } });

export const SUBRESOURCES: readonly RawSequence[] = [
  {
    name: "watches that are none, or refused",
    requests: [
      post(`${CORE}/configmaps`, {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "watched", labels: { w: "x" } },
      }),
      get(`${CORE}/configmaps/watched?watch=true`),
      get(`${CORE}/configmaps/none?watch=true`),
      get(`${WATCH}&continue=x`),
      get(`${WATCH}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=99999999`),
      accepting(WATCH, "application/yaml"),
      accepting(WATCH, "text/plain"),
      get("/api/v1/watch/namespaces/$NS/nothing?timeoutSeconds=1"),
      get(`${CORE}/configmaps?limit=1&continue=e30`),
    ],
  },
  {
    name: "a scale, written in every way",
    requests: [
      post(DEPLOYMENTS, deployment),
      ...SPECS.flatMap((spec) => [
        send("PUT", SCALE, scale({ spec })),
        send("PATCH", SCALE, { spec }, "merge-patch+json"),
        send("PATCH", SCALE, { spec }, "strategic-merge-patch+json"),
        send("PATCH", `${SCALE}&fieldManager=x`, scale({ spec }), "apply-patch+yaml"),
        send("PATCH", `${SCALE}&fieldManager=x&force=true`, scale({ spec }), "apply-patch+yaml"),
      ]),
      ...OPERATIONS.map((operations) => send("PATCH", SCALE, operations, "json-patch+json")),
      ...["null", "{", "[]", scale({ metadata: { name: "other" } }), scale({ metadata: { name: "d", uid: "x" } })].map(
        (body) => send("PUT", SCALE, body),
      ),
      send("PUT", `${DEPLOYMENTS}/none/scale`, scale({ metadata: { name: "none" }, spec: { replicas: "x" } })),
      send("PUT", `${DEPLOYMENTS}/none/scale`, scale({ metadata: { name: "none" } })),
      { method: "DELETE", path: `${DEPLOYMENTS}/d` },
    ],
  },
  {
    name: "bindings",
    requests: [
      post(`${CORE}/pods`, pod("p1")),
      post(`${CORE}/pods`, pod("p2")),
      ...[
        binding({}),
        binding({ target: { kind: "Pod", name: "n" } }),
        binding({ target: { name: 5 } }),
        binding({ target: { name: "n" }, metadata: { name: "other" } }),
        binding({ target: { name: "n" }, odd: 1, metadata: { name: "p1", uid: "x" } }),
        { apiVersion: "v1", kind: "Pod" },
        "{",
      ].map((body) => post(`${CORE}/pods/p1/binding`, body)),
      post(`${CORE}/pods/p1/binding?dryRun=All`, binding({ target: { name: "n" } })),
      post(`${CORE}/pods/none/binding`, binding({ target: { name: "n" }, metadata: { name: "none" } })),
      post(`${CORE}/pods/p1/binding`, binding({ target: { kind: "Node", name: "n" } })),
      post(`${CORE}/pods/p1/binding`, binding({ target: { kind: "Node", name: "m" } })),
      post(`${CORE}/bindings`, binding({ target: { name: "n" }, metadata: { name: "p2", uid: "x" } })),
      post(`${CORE}/bindings`, binding({ target: { name: "n" }, metadata: { name: "none" } })),
      get(`${CORE}/bindings`),
      get(`${CORE}/bindings/p2`),
      get(`${CORE}/pods/none/exec`),
    ],
  },
  {
    name: "evictions",
    requests: [
      post(`${CORE}/pods`, pod("p3")),
      ...[
        eviction({ metadata: {} }),
        eviction({ metadata: { name: "other" } }),
        eviction({ deleteOptions: { gracePeriodSeconds: "x" } }),
        eviction({ deleteOptions: { dryRun: ["X"] } }),
        eviction({ apiVersion: "v1" }),
        eviction({ apiVersion: "policy/v1beta1" }),
        eviction({ odd: 1 }),
      ].map((body) => post(`${CORE}/pods/p3/eviction?dryRun=All`, body)),
      post(`${CORE}/pods/none/eviction`, eviction({ metadata: { name: "none" } })),
      post(`${CORE}/pods/p3/eviction`, eviction({})),
      get(`${CORE}/pods/p3`),
    ],
  },
  {
    name: "requests for tokens that are refused",
    requests: [
      ...[
        token({ spec: { expirationSeconds: 1 } }),
        token({ spec: { expirationSeconds: "x" } }),
        token({ spec: { boundObjectRef: {} } }),
        boundTo("Pod"),
        boundTo("ConfigMap"),
        token({ metadata: { name: "other" } }),
        token({ metadata: { namespace: "other" } }),
        { apiVersion: "v1", kind: "Pod" },
      ].map((body) => post(`${CORE}/serviceaccounts/default/token`, body)),
      post(`${CORE}/serviceaccounts/none/token`, token({})),
    ],
  },
];
