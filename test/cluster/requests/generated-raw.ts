/**
 * Generated sequences of requests as they travel (fast-check): what is asked of lists, in which form it is answered, bodies with fields that are unknown, doubled or of
 * another type, in JSON and YAML, deletions with what holds them, several managers that apply.
 */
import * as fc from "fast-check";
import type { RawRequest, RawSequence } from "./wire.ts";

const CORE = "/api/v1/namespaces/$NS";
const APPS = "/apis/apps/v1/namespaces/$NS";
const TYPES = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;
const META = "g=meta.k8s.io;v=v1";

type Query = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

const query = (...parts: readonly Query[]): string => {
  const words = new URLSearchParams(Object.assign({}, ...parts) as Record<string, string>).toString();
  return words === "" ? "" : `?${words.replaceAll("%24NS", "$NS")}`;
};

const sometimes = (key: string, values: readonly string[], weight = 3): fc.Arbitrary<Query> =>
  fc.oneof(
    { arbitrary: fc.constant<Query>({}), weight },
    fc.constantFrom(...values).map((value) => ({ [key]: value })),
  );

const merged = (...parts: readonly fc.Arbitrary<Query>[]): fc.Arbitrary<Query> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Query);

// --- reading

const LABELS = [
  ...[
    "l=1",
    "l==1",
    "l!=1",
    "l in (1,2)",
    "l notin (1)",
    "l",
    "!l",
    "l=1,m=2",
    "l in (1),!m",
    "l in (1",
    "l=",
    "=1",
    "l>0",
    "l<2",
    "l>x",
  ],
  ...[
    "l=1,l=2",
    "l in ()",
    "a b",
    "l = 1 , m",
    "l in (,1)",
    ",",
    "l=1,",
    "x/y=1",
    "l=a b",
    "l notin (1),m notin (2)",
    "l gt 1",
    "!l=1",
  ],
];
const FIELDS = [
  ...[
    "metadata.name=a",
    "metadata.name!=a",
    "metadata.namespace=$NS",
    "metadata.name=a,metadata.name=b",
    "type=Opaque",
    "type!=Opaque",
  ],
  ...[
    "metadata.name==a",
    "metadata.name",
    "spec.x=1",
    "metadata.name=a\\,b",
    "=a",
    "metadata.labels.l=1",
    ",",
    "metadata.name=a,",
    "type=x",
    "spec.size=1",
  ],
];

const listQuery = merged(
  sometimes("labelSelector", LABELS, 2),
  sometimes("fieldSelector", FIELDS, 3),
  sometimes("limit", ["1", "2", "0", "-1", "x", "500", "1.5"]),
  sometimes("continue", ["x", "", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhIn0"], 8),
  sometimes("resourceVersion", ["0", "1", "999999999", "x", "", "-1"], 4),
  sometimes("resourceVersionMatch", ["Exact", "NotOlderThan", "x", ""], 5),
  sometimes("sendInitialEvents", ["true", "false"], 20),
  sometimes("allowWatchBookmarks", ["true"], 20),
  sometimes("timeoutSeconds", ["5", "x", "-1"], 10),
  sometimes("pretty", ["true", "0"], 20),
  sometimes("includeObject", ["None", "Metadata", "Object", "x"], 8),
);

const ACCEPTS = [
  ...["application/json", "*/*", "", "application/yaml", "application/json;q=0.5", "text/plain", "application/cbor"],
  ...["Table", "PartialObjectMetadata", "PartialObjectMetadataList", "Other"].flatMap((as) => [
    `application/json;as=${as};${META}`,
    `application/json;as=${as};${META},application/json`,
    `application/json;as=${as};g=meta.k8s.io;v=v1beta1`,
    `application/yaml;as=${as};${META}`,
  ]),
  ...[
    "application/json;as=Table",
    "application/json;as=Table;g=x;v=v1",
    "application/json;as=Table;g=meta.k8s.io;v=v2",
    "application/json;stream=watch",
  ],
  "application/json; charset=utf-8",
  "application/vnd.kubernetes.protobuf;q=0.1,application/json",
];

const accept = fc.oneof({ arbitrary: fc.constant("application/json"), weight: 2 }, fc.constantFrom(...ACCEPTS));

const name = fc.constantFrom("a", "b", "c");

function reading(path: string): fc.Arbitrary<RawRequest> {
  return fc.oneof(
    { arbitrary: fc.tuple(listQuery, accept).map(([asked, as]) => get(path + query(asked), as)), weight: 4 },
    fc
      .tuple(
        name,
        merged(
          sometimes("resourceVersion", ["0", "1", "999999999", "x"]),
          sometimes("includeObject", ["None", "Object", "x"], 5),
          sometimes("pretty", ["true"], 9),
        ),
        accept,
      )
      .map(([of, asked, as]) => get(`${path}/${of}${query(asked)}`, as)),
  );
}

const get = (path: string, as: string): RawRequest => ({ method: "GET", path, headers: { Accept: as } });

// --- writing

const KINDS: readonly { readonly path: string; readonly head: Json; readonly parts: readonly Json[] }[] = [
  {
    path: `${CORE}/secrets`,
    head: { apiVersion: "v1", kind: "Secret" },
    parts: [
      { data: { a: "YQ==" } },
      { stringData: { a: "x" } },
      { type: "example.com/x" },
      { immutable: true },
      { data: { a: 1 } },
      { data: null },
      { unknown: 1 },
      { Data: { a: "YQ==" } },
    ],
  },
  {
    path: `${CORE}/services`,
    head: { apiVersion: "v1", kind: "Service" },
    parts: [
      { spec: { ports: [{ port: 80 }] } },
      {
        spec: {
          ports: [
            { port: 80, name: "a" },
            { port: 81, name: "b" },
          ],
          selector: { a: "b" },
        },
      },
      { spec: { ports: [{ port: 80, targetPort: "x", protocl: "TCP" }] } },
      { spec: { ports: [{ port: "80" }] } },
      { spec: { type: "ExternalName", externalName: "a.b" } },
      { spec: { type: "NodePort", ports: [{ port: 80 }] } },
      { spec: { clusterIP: "None", ports: [{ port: 80 }], selector: { a: "b", c: null } } },
      { spec: { type: "ClusterIP", externalName: null, ports: [{ port: 80 }] } },
      { spec: { type: "LoadBalancer", ports: [{ port: 80 }], loadBalancerClass: "x.y/z" } },
    ],
  },
  {
    path: "/apis/$NS.example.com/v1/namespaces/$NS/gadgets",
    head: { apiVersion: "$NS.example.com/v1", kind: "Gadget" },
    parts: [
      { spec: { size: 1 } },
      { spec: { size: 2, color: "blue", parts: [{ name: "a", count: 1 }] } },
      { spec: { size: 2, parts: [{ name: "b" }, { name: "a" }], tags: ["x"] } },
      { spec: { size: 2, tags: ["x", "y"], any: { q: 1 } } },
      { spec: { size: "2" } },
      { spec: { size: 2, unknown: { a: 1 } } },
      { spec: { size: 2, any: { u: { v: 1 } } }, status: { ready: true } },
      { spec: {}, more: 1 },
    ],
  },
  {
    path: `${APPS}/deployments`,
    head: { apiVersion: "apps/v1", kind: "Deployment" },
    parts: [
      {},
      { paused: true },
      { replicas: 0 },
      { minReadySeconds: 1 },
      { nope: 1 },
      { strategy: { type: "Recreate" } },
      { strategy: { rollingUpdate: { maxSurge: 1 } } },
    ].map((more) => ({
      spec: {
        replicas: 0,
        selector: { matchLabels: { a: "b" } },
        template: { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i" }] } },
        ...more,
      },
    })),
  },
];

const managerQuery = merged(
  fc.constantFrom("one", "two", "three").map((fieldManager) => ({ fieldManager })),
  sometimes("dryRun", ["All", "", "x"], 6),
  sometimes("fieldValidation", ["Strict", "Warn", "Ignore", "x", ""], 1),
  sometimes("pretty", ["true"], 15),
);

const metadata = (of: string): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.option(fc.dictionary(fc.constantFrom("l", "m", "n"), fc.constantFrom("1", "2", "Not Good!"), { maxKeys: 2 }), {
        nil: undefined,
        freq: 2,
      }),
      fc.option(fc.constantFrom(["x.y/z"], ["x"], ["foregroundDeletion"], ["x.y/z", "x.y/z"]), {
        nil: undefined,
        freq: 4,
      }),
      fc.option(
        fc.constantFrom(
          { generateName: "g-" },
          { namespace: "other" },
          { uid: "x" },
          { resourceVersion: "1" },
          { name: "" },
          { odd: 1 },
          { generation: 7 },
          { managedFields: [] },
          { creationTimestamp: null },
          { annotations: { a: "b" } },
        ),
        {
          nil: undefined,
          freq: 4,
        },
      ),
    )
    .map(([labels, finalizers, odd]) => ({
      name: of,
      ...(labels === undefined ? {} : { labels }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ...odd,
    }));

type Kind = (typeof KINDS)[number];

const bodyOf = (kind: Kind, of: string): fc.Arbitrary<Json> =>
  fc
    .tuple(metadata(of), fc.constantFrom(...kind.parts))
    .map(([meta, part]) => ({ ...kind.head, metadata: meta, ...part }));

/** The text of a body: as it is, with a field twice, cut off, as YAML. */
const FORMS = ["json", "json", "json", "yaml", "twice", "twice-below", "cut", "yaml-twice"] as const;

function textOf(body: unknown, form: (typeof FORMS)[number]): { readonly text: string; readonly type: string } {
  const json = JSON.stringify(body);
  switch (form) {
    case "json":
      return { text: json, type: "application/json" };
    case "twice":
      return { text: json.replace(/^\{("[^"]*"):/, `{$1:"x",$1:`), type: "application/json" };
    case "twice-below":
      return {
        text: json.replace(/("spec"|"data"|"metadata"):\{("[^"]*"):/, `$1:{$2:1,$2:`),
        type: "application/json",
      };
    case "cut":
      return { text: json.slice(0, -1), type: "application/json" };
    case "yaml":
      return { text: yaml(body), type: "application/yaml" };
    case "yaml-twice":
      return { text: `${yaml(body)}metadata: {}\n`, type: "application/yaml" };
  }
}

/** A block of flows: enough to be no JSON. */
function yaml(body: unknown): string {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return `${JSON.stringify(body)}\n`;
  return Object.entries(body)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");
}

const form = fc.constantFrom(...FORMS);

function writing(kind: Kind): fc.Arbitrary<RawRequest> {
  const body = name.chain((of) => fc.tuple(fc.constant(of), bodyOf(kind, of)));
  const send = (method: string, path: string, [text, type]: readonly [string, string], asked: Query): RawRequest => ({
    ...{ method, path: path + query(asked), headers: { "Content-Type": type } },
    body: text,
  });
  const written = (method: string, at: (of: string) => string): fc.Arbitrary<RawRequest> =>
    fc.tuple(body, form, managerQuery).map(([[of, one], as, asked]) => {
      const { text, type } = textOf(one, as);
      return send(method, at(of), [text, type], asked);
    });
  const one = (of: string): string => `${kind.path}/${of}`;
  const patchOf = (type: keyof typeof TYPES, at: (of: string) => string = one): fc.Arbitrary<RawRequest> =>
    fc
      .tuple(
        body,
        fc.constantFrom("json", "json", "twice-below", "yaml", "cut"),
        managerQuery,
        sometimes("force", ["true", "false", "x"], 2),
      )
      .map(([[of, whole], as, asked, force]) => {
        const { text } = textOf(type === "json" ? operations(whole) : whole, as as (typeof FORMS)[number]);
        return send("PATCH", at(of), [text, TYPES[type]], { ...asked, ...force });
      });
  return fc.oneof(
    { weight: 3, arbitrary: written("POST", () => kind.path) },
    { weight: 2, arbitrary: written("PUT", one) },
    { weight: 4, arbitrary: patchOf("apply") },
    { weight: 2, arbitrary: patchOf("merge") },
    { weight: 2, arbitrary: patchOf("strategic") },
    { weight: 1, arbitrary: patchOf("json") },
    { weight: 1, arbitrary: patchOf("apply", (of) => `${one(of)}/status`) },
    { weight: 1, arbitrary: patchOf("merge", (of) => `${one(of)}/status`) },
    { weight: 1, arbitrary: written("PUT", (of) => `${one(of)}/status`) },
    { weight: 2, arbitrary: deleting(one) },
    { weight: 1, arbitrary: collection(kind.path) },
    { weight: 2, arbitrary: reading(kind.path) },
  );
}

function operations(body: Json): unknown {
  return Object.entries(body)
    .filter(([key]) => !["apiVersion", "kind"].includes(key))
    .map(([key, value]) => ({ op: "add", path: `/${key}`, value }));
}

// --- deleting

const options = fc.constantFrom<unknown>(
  undefined,
  {},
  { propagationPolicy: "Background" },
  { propagationPolicy: "Foreground" },
  { propagationPolicy: "Orphan" },
  { propagationPolicy: "x" },
  { orphanDependents: true },
  { orphanDependents: true, propagationPolicy: "Orphan" },
  { gracePeriodSeconds: 0 },
  { gracePeriodSeconds: -1 },
  { gracePeriodSeconds: "x" },
  { preconditions: { uid: "x" } },
  { preconditions: { resourceVersion: "1" } },
  { dryRun: ["All"] },
  { dryRun: ["x"] },
  { dryRun: ["All", "All"] },
  { unknown: 1 },
  { kind: "DeleteOptions", apiVersion: "v1" },
  { kind: "DeleteOptions", apiVersion: "apps/v1" },
  { kind: "Other", apiVersion: "v1" },
  { ignoreStoreReadErrorWithClusterBreakingPotential: true },
);

const deleteQuery = merged(
  sometimes("propagationPolicy", ["Background", "Foreground", "Orphan", "x"], 5),
  sometimes("dryRun", ["All", "x"], 6),
  sometimes("gracePeriodSeconds", ["0", "-1", "x"], 9),
  sometimes("orphanDependents", ["true", "x"], 9),
);

function deleting(at: (of: string) => string): fc.Arbitrary<RawRequest> {
  return fc.tuple(name, options, deleteQuery).map(([of, body, asked]) => removal(at(of) + query(asked), body));
}

function collection(path: string): fc.Arbitrary<RawRequest> {
  const chosen = merged(
    deleteQuery,
    sometimes("labelSelector", ["l=1", "l", "x in ("], 1),
    sometimes("fieldSelector", ["metadata.name=a", "spec.x=1"], 3),
    sometimes("limit", ["1"], 6),
  );
  return fc.tuple(chosen, options).map(([asked, body]) => removal(path + query(asked), body));
}

function removal(path: string, body: unknown): RawRequest {
  const sent =
    body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return { method: "DELETE", path, ...sent };
}

const REQUESTS_MAX = 14;

/** What is there at the beginning. */
function first(kind: Kind): RawRequest[] {
  const [part] = kind.parts;
  return ["a", "b"].map((of, i) => ({
    ...{ method: "POST", path: `${kind.path}?fieldManager=one`, headers: { "Content-Type": "application/json" } },
    body: JSON.stringify({ ...kind.head, metadata: { name: of, labels: { l: String(i + 1) } }, ...part }),
  }));
}

export const rawWriting: fc.Arbitrary<RawSequence> = fc
  .constantFrom(...KINDS)
  .chain((kind) =>
    fc
      .array(writing(kind), { minLength: 3, maxLength: REQUESTS_MAX })
      .map((requests) => ({ name: String(kind.head["kind"]), requests: [...first(kind), ...requests] })),
  );

export const rawReading: fc.Arbitrary<RawSequence> = fc
  .constantFrom(...KINDS)
  .chain((kind) =>
    fc
      .array(reading(kind.path), { minLength: 6, maxLength: REQUESTS_MAX })
      .map((requests) => ({ name: `reading ${kind.head["kind"] as string}`, requests: [...first(kind), ...requests] })),
  );
