/** Webhooks of every behaviour, and the requests that ask them. A real API server and the sandbox must answer alike. */
import {
  isObject,
  objectAt,
  textAt,
  type ApiRequest,
  type JsonObject,
  type JsonValue,
} from "../../../src/kube/index.ts";
import { merge, post } from "./asking.ts";
import type { Sequence } from "./sequences.ts";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

/** What a webhook answers to a review; a response where it is none that a webhook should give. */
export type Behaviour = (request: JsonObject, review: JsonObject) => JsonValue | Response | Promise<Response>;

const encoded = (patch: JsonValue): string => btoa(JSON.stringify(patch));
const patching =
  (...patch: readonly JsonObject[]): Behaviour =>
  () => ({
    allowed: true,
    patchType: "JSONPatch",
    patch: encoded([...patch]),
  });
const denying =
  (status: JsonObject): Behaviour =>
  () => ({ allowed: false, status });
const SLOW_MS = 3000;

export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  allow: () => ({ allowed: true }),
  deny: () => ({ allowed: false }),
  "deny-message": denying({ message: "not on a Sunday" }),
  "deny-reason": denying({ reason: "NotAcceptable" }),
  "deny-code": denying({ message: "gone away", code: 410, reason: "Gone" }),
  "deny-details": denying({ message: "no", code: 422, details: { causes: [{ message: "a", field: "b" }] } }),
  "deny-low": denying({ message: "low", code: 200 }),
  warn: () => ({ allowed: true, warnings: ["first warning", "second warning"] }),
  "warn-deny": () => ({ allowed: false, warnings: ["a warning with it"], status: { message: "denied" } }),
  slow: async () => {
    await Bun.sleep(SLOW_MS);
    return Response.json({});
  },
  "status-500": () => new Response("it broke", { status: 500 }),
  "status-404": () => new Response("nothing here", { status: 404 }),
  "status-403": () => new Response("not you", { status: 403 }),
  "status-503": () => new Response("", { status: 503 }),
  "status-of-kube": () =>
    Response.json(
      { kind: "Status", apiVersion: "v1", status: "Failure", message: "said so", reason: "Conflict", code: 409 },
      { status: 409 },
    ),
  empty: () => new Response(""),
  garbage: () => new Response("no json at all"),
  "other-object": () => Response.json({ kind: "ConfigMap", apiVersion: "v1" }),
  "no-kind": () => Response.json({ response: { allowed: true } }),
  "no-response": (_, review) => Response.json({ kind: review["kind"], apiVersion: review["apiVersion"] }),
  "wrong-uid": (_, review) =>
    Response.json({ kind: review["kind"], apiVersion: review["apiVersion"], response: { uid: "x", allowed: true } }),
  "wrong-version": (request) =>
    Response.json({
      kind: "AdmissionReview",
      apiVersion: "admission.k8s.io/v1beta1",
      response: { uid: request["uid"], allowed: true },
    }),
  patch: patching({ op: "add", path: "/data/patched", value: "yes" }),
  "patch-label": patching({ op: "add", path: "/metadata/labels/patched", value: "yes" }),
  "patch-missing": patching({ op: "remove", path: "/data/nothing" }),
  "patch-test": patching({ op: "test", path: "/data/a", value: "other" }),
  "patch-wrong-type": patching({ op: "replace", path: "/data", value: "text" }),
  "patch-unknown": patching({ op: "add", path: "/unknown", value: "text" }),
  "patch-name": patching({ op: "replace", path: "/metadata/name", value: "Not A Name" }),
  "patch-no-type": () => ({ allowed: true, patch: encoded([{ op: "add", path: "/data/patched", value: "yes" }]) }),
  "patch-wrong-kind": () => ({ allowed: true, patchType: "Other", patch: encoded([]) }),
  "patch-garbage": () => ({ allowed: true, patchType: "JSONPatch", patch: btoa("{ not json") }),
  "patch-empty": () => ({ allowed: true, patchType: "JSONPatch", patch: "" }),
  "patch-type-alone": () => ({ allowed: true, patchType: "JSONPatch" }),
  tell: (request) => ({
    allowed: true,
    patchType: "JSONPatch",
    patch: encoded([{ op: "add", path: "/data/told", value: told(request) }]),
  }),
  "tell-denied": (request) => ({ allowed: false, status: { message: told(request) } }),
  count: (request) => ({
    allowed: true,
    patchType: "JSONPatch",
    patch: encoded([{ op: "add", path: "/data/count", value: `${textAt(request, "object", "data", "count")}x` }]),
  }),
  "after-count": patching({ op: "add", path: "/data/after", value: "yes" }),
};

/** A review without what differs from one time to the next. */
function told(request: JsonObject): string {
  const hidden = (key: string, value: unknown): unknown =>
    ["uid", "creationTimestamp", "managedFields", "resourceVersion", "userInfo"].includes(key) ? undefined : value;
  const sorted = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(sorted);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sorted(value[key] ?? null)]),
    );
  };
  return JSON.stringify(sorted(JSON.parse(JSON.stringify(request, hidden)) as JsonValue));
}

/** Answers as the webhook of the path. */
export async function behave(request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.slice(1);
  const behaviour = BEHAVIOURS[name];
  if (behaviour === undefined) return new Response("no such webhook", { status: 404 });
  const review = (await request.json()) as JsonObject;
  const asked = objectAt(review, "request");
  const answered = await behaviour(asked, review);
  if (answered instanceof Response) return answered;
  const response = { uid: asked["uid"] ?? "", ...(answered as JsonObject) };
  return Response.json({ kind: "AdmissionReview", apiVersion: review["apiVersion"] ?? "", response });
}

export interface Place {
  readonly url: string;
  /** PEM in base64. */
  readonly caBundle: string;
}

const RULES: JsonObject = {
  operations: ["CREATE", "UPDATE"],
  apiGroups: [""],
  apiVersions: ["v1"],
  resources: ["configmaps"],
};

/** Asked for objects with the label `hook: <label>`. */
function webhook({ url, caBundle }: Place, label: string, more: JsonObject = {}): JsonObject {
  return {
    name: `${label}.hooks.example.com`,
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    timeoutSeconds: 5,
    rules: [RULES],
    clientConfig: { url: `${url}/${label}`, caBundle },
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "$NS" } },
    objectSelector: { matchLabels: { hook: label } },
    ...more,
  };
}

const config = (kind: string, name: string, webhooks: readonly JsonObject[]): JsonObject => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind,
  metadata: { name: `$NS-${name}` },
  webhooks: [...webhooks],
});

const SERVICE = (name: string, more: JsonObject = {}): JsonObject => ({ service: { namespace: "$NS", name, ...more } });
const condition = (...expressions: readonly string[]): JsonValue =>
  expressions.map((expression, i) => ({ name: `c${i}`, expression }));

/** What is put into place before anything is asked. */
export function hooks(place: Place): [path: string, body: JsonObject][] {
  const of = (label: string, more?: JsonObject): JsonObject => webhook(place, label, more);
  const at = (label: string, behaviour: string, more: JsonObject = {}): JsonObject =>
    of(label, { clientConfig: { url: `${place.url}/${behaviour}`, caBundle: place.caBundle }, ...more });
  const isMutating = (name: string): boolean => /^(patch|tell$)/.test(name);
  const names = Object.keys(BEHAVIOURS).filter((name) => !/count/.test(name));
  const validating = [
    ...names.filter((name) => !isMutating(name) && name !== "slow").map((name) => of(name)),
    of("slow", { timeoutSeconds: 1 }),
    at("slow-ignored", "slow", { timeoutSeconds: 1, failurePolicy: "Ignore" }),
    at("ignored", "status-500", { failurePolicy: "Ignore" }),
    at("ignored-denial", "deny-message", { failurePolicy: "Ignore" }),
    of("refused", { clientConfig: { url: "https://127.0.0.1:1/x" } }),
    of("unknown-host", { clientConfig: { url: "https://nowhere.invalid/x" } }),
    at("untrusted", "allow", { clientConfig: { url: `${place.url}/allow` } }),
    at("side-effects", "allow", { sideEffects: "NoneOnDryRun" }),
    of("service-missing", { clientConfig: SERVICE("missing") }),
    of("service-other-port", { clientConfig: SERVICE("empty", { port: 9 }) }),
    of("service-ignored", { clientConfig: SERVICE("missing"), failurePolicy: "Ignore" }),
    at("conditions", "deny-message", { matchConditions: condition("has(object.data) && object.data.deny == 'yes'") }),
    at("conditions-failing", "deny-message", { matchConditions: condition("object.data.nothing == 'x'") }),
    at("conditions-failing-ignored", "deny-message", {
      matchConditions: condition("object.data.nothing == 'x'"),
      failurePolicy: "Ignore",
    }),
    at("conditions-two", "deny-message", {
      matchConditions: condition("object.data.nothing == 'x'", "object.data.deny == 'yes'"),
    }),
    at("conditions-both", "deny-message", {
      matchConditions: condition("object.data.nothing == 'x'", "object.data.other == 'x'"),
    }),
    at("conditions-request", "deny-message", {
      matchConditions: condition("request.operation == 'UPDATE' && oldObject.data.a == '1'"),
    }),
    at("conditions-authorizer", "deny-message", {
      matchConditions: condition("authorizer.group('').resource('configmaps').namespace('x').check('get').allowed()"),
    }),
    at("equal", "tell-denied", {
      rules: [{ ...RULES, apiGroups: ["apps"], resources: ["deployments"] }],
      matchPolicy: "Equivalent",
    }),
    at("deleted", "tell-denied", { rules: [{ ...RULES, operations: ["DELETE"] }] }),
    at("connected", "tell-denied", {
      rules: [{ ...RULES, operations: ["CREATE"], resources: ["pods/eviction"] }],
      objectSelector: {},
    }),
    at("status", "tell-denied", { rules: [{ ...RULES, operations: ["UPDATE"], resources: ["services/status"] }] }),
    at("scaled", "tell-denied", {
      rules: [{ ...RULES, operations: ["UPDATE"], apiGroups: ["apps"], resources: ["deployments/scale"] }],
      objectSelector: {},
    }),
    at("any", "tell-denied", { rules: [{ ...RULES, apiGroups: ["*"], apiVersions: ["*"], resources: ["*/*"] }] }),
  ];
  const mutating = [
    ...names.filter(isMutating).map((name) => of(name)),
    at("mutating-deny", "deny-message"),
    at("mutating-deny-reason", "deny-reason"),
    at("mutating-warn", "warn"),
    at("mutating-down", "status-500"),
    at("mutating-ignored", "status-500", { failurePolicy: "Ignore" }),
    at("mutating-side-effects", "allow", { sideEffects: "None" }),
  ];
  const again = (name: string, behaviour: string, more: JsonObject = {}): JsonObject =>
    at(name, behaviour, { objectSelector: { matchLabels: { again: "yes" } }, ...more });
  return [
    [`${ADMISSION}/validatingwebhookconfigurations`, config("ValidatingWebhookConfiguration", "v", validating)],
    [`${ADMISSION}/mutatingwebhookconfigurations`, config("MutatingWebhookConfiguration", "m", mutating)],
    [
      `${ADMISSION}/mutatingwebhookconfigurations`,
      config("MutatingWebhookConfiguration", "again", [
        again("counts", "count", { reinvocationPolicy: "IfNeeded" }),
        again("counts-once", "count"),
        again("after", "after-count"),
      ]),
    ],
    [
      `${ADMISSION}/validatingwebhookconfigurations`,
      config("ValidatingWebhookConfiguration", "last", [at("last", "deny-message")]),
    ],
    [
      "/api/v1/namespaces/$NS/services",
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "empty" },
        spec: { selector: { app: "nobody" }, ports: [{ port: 8443 }] },
      },
    ],
  ];
}

const MAPS = "/api/v1/namespaces/$NS/configmaps";

const map = (name: string, labels: JsonObject, data: JsonObject = { a: "1" }): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, labels },
  data,
});

/** Refused as soon as the webhooks are in force. */
export const LAST_HOOK: ApiRequest = post(MAPS, map("last", { hook: "last" }), { dryRun: "All" });

const pod: JsonObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "evicted", labels: { app: "evicted" } },
  spec: { containers: [{ name: "main", image: "nginx" }] },
};

const deployment: JsonObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "equal", labels: { hook: "equal" } },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "main", image: "nginx" }] } },
  },
};
const DEPLOYMENTS = "/apis/apps/v1/namespaces/$NS/deployments";

const RULE = { operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["configmaps"] };
const about = (rule: JsonObject): JsonObject => ({ rules: [{ ...RULE, ...rule }] });
const resources = (...names: readonly string[]): JsonObject => about({ resources: [...names] });
const atService = (service: JsonObject): JsonObject => ({
  clientConfig: { service: { namespace: "a", name: "b", ...service } },
});

/** What a configuration says otherwise than it should, mostly. */
const FORMS: readonly JsonObject[] = [
  {},
  ...["x", "", "A.b.c", "a.b"].map((name) => ({ name })),
  ...["Some", null, "None"].map((sideEffects) => ({ sideEffects })),
  ...[[], ["v2"], ["v1", "v1"], ["V1"], ["v1beta1"]].map((versions) => ({ admissionReviewVersions: versions })),
  ...[0, 31, 30].map((timeoutSeconds) => ({ timeoutSeconds })),
  ...["http://x", "https://u:p@x/a#f", "https://x/?a=b", "x", ""].map((url) => ({ clientConfig: { url } })),
  { clientConfig: {} },
  { clientConfig: { url: "https://x", service: { namespace: "a", name: "b" } } },
  { clientConfig: { url: "https://x", caBundle: btoa("no certificate") } },
  ...[{ name: "" }, { port: 0 }, { path: "x" }, { path: "/" }, { path: "/a//b" }, { path: "/a b" }].map(atService),
  { failurePolicy: "Maybe" },
  { matchPolicy: "Some" },
  { reinvocationPolicy: "Some" },
  about({ operations: [], apiGroups: [], apiVersions: [], resources: [] }),
  about({ operations: ["*", "CREATE"], apiGroups: ["*", "a"], apiVersions: ["*", "v1"], resources: ["*", "a"] }),
  about({ operations: ["X"], apiGroups: [""], apiVersions: [""] }),
  about({ scope: "X" }),
  resources("", "a/b", "*/*", "a/*", "a/a"),
  resources("*/x", "a/x"),
  resources("*/*", "b/*", "c/d", "*/x"),
  resources("a", "*"),
  resources("*", "a"),
  resources("a/b", "a/*", "a/c", "/x", "*/"),
  { namespaceSelector: { matchLabels: { "a b": "c" } } },
  { objectSelector: { matchExpressions: [{ key: "a", operator: "In" }] } },
  { matchConditions: [{ name: "", expression: "" }] },
  { matchConditions: [{ name: "a b", expression: "object.x" }] },
  {
    matchConditions: [
      { name: "a", expression: "1" },
      { name: "a", expression: "true" },
    ],
  },
  { matchConditions: [{ name: "a", expression: "params.x && variables.y" }] },
  { matchConditions: Array.from({ length: 65 }, (_, i) => ({ name: `c${i}`, expression: "true" })) },
];

const formSequences = (["Validating", "Mutating"] as const).map((kind): Sequence => {
  const path = `${ADMISSION}/${kind.toLowerCase()}webhookconfigurations`;
  const made = (webhooks: JsonObject[]): ApiRequest =>
    post(path, config(`${kind}WebhookConfiguration`, "form", webhooks), { dryRun: "All" });
  const right: JsonObject = {
    name: "a.b.example.com",
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    clientConfig: { url: "https://127.0.0.1:1/w" },
    rules: [RULE],
  };
  return {
    name: `forms of ${kind}WebhookConfigurations`,
    requests: [...FORMS.map((form) => made([{ ...right, ...form }])), made([right, right]), made([])],
  };
});

export function hookSequences(place: Place): readonly Sequence[] {
  const all = hooks(place).flatMap(([, body]) => (Array.isArray(body["webhooks"]) ? body["webhooks"] : []));
  const labels = all.map((one) => textAt(one, "objectSelector", "matchLabels", "hook")).filter((one) => one !== "");
  const special = ["equal", "deleted", "status", "any"];
  return [
    ...formSequences,
    {
      name: "every webhook",
      requests: labels
        .filter((label) => !special.includes(label))
        .flatMap((label) => [
          post(MAPS, map(label, { hook: label })),
          post(MAPS, map(`${label}-dry`, { hook: label }), { dryRun: "All" }),
        ]),
    },
    {
      name: "conditions",
      requests: [
        post(MAPS, map("c1", { hook: "conditions" }, { deny: "yes" })),
        post(MAPS, map("c2", { hook: "conditions-failing" }, { deny: "yes", nothing: "x" })),
        post(MAPS, map("c3", { hook: "conditions-two" }, { deny: "no" })),
        post(MAPS, map("c4", { hook: "conditions-two" }, { deny: "yes" })),
        merge(`${MAPS}/conditions-request`, { data: { a: "2" } }),
        merge(`${MAPS}/conditions-request`, { data: { a: "3" } }, { dryRun: "All" }),
      ],
    },
    {
      name: "updates",
      requests: [
        merge(`${MAPS}/tell`, { data: { b: "2" } }),
        merge(`${MAPS}/patch`, { data: { b: "2" } }),
        merge(`${MAPS}/allow`, { data: { b: "2" } }),
        merge(`${MAPS}/allow`, { metadata: { labels: { hook: "deny-message" } } }),
        {
          method: "PATCH",
          path: `${MAPS}/applied`,
          body: map("applied", { hook: "patch" }),
          contentType: "application/apply-patch+yaml",
          query: { fieldManager: "applier" },
        },
        {
          method: "PATCH",
          path: `${MAPS}/applied`,
          body: map("applied", { hook: "patch" }, { a: "2" }),
          contentType: "application/apply-patch+yaml",
          query: { fieldManager: "applier" },
        },
      ],
    },
    { name: "again", requests: [post(MAPS, map("again", { again: "yes" }, { a: "1" }))] },
    {
      name: "other kinds and verbs",
      requests: [
        post(DEPLOYMENTS, deployment),
        post(MAPS, map("deleted", { hook: "deleted" })),
        { method: "DELETE", path: `${MAPS}/deleted` },
        { method: "DELETE", path: `${MAPS}/deleted`, query: { dryRun: "All" } },
        post("/api/v1/namespaces/$NS/secrets", { ...map("any", { hook: "any" }), kind: "Secret", data: { a: "MQ==" } }),
        post("/api/v1/namespaces/$NS/services", {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "status", labels: { hook: "status" } },
          spec: { type: "ExternalName", externalName: "example.com" },
        }),
        merge("/api/v1/namespaces/$NS/services/status/status", { status: { loadBalancer: {} } }),
        post(DEPLOYMENTS, { ...deployment, metadata: { name: "scaled" } }),
        merge(`${DEPLOYMENTS}/scaled/scale`, { spec: { replicas: 0 } }),
        post("/api/v1/namespaces/$NS/pods", pod),
        post("/api/v1/namespaces/$NS/pods/evicted/eviction", {
          apiVersion: "policy/v1",
          kind: "Eviction",
          metadata: { name: "evicted" },
        }),
      ],
    },
  ];
}
