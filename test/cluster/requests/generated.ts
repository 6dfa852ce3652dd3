/**
 * Generated sequences of requests (fast-check): objects of the kinds that charts use are made, changed in every way, read and deleted, with values that are valid and values
 * that are not (those of kinds/), by several managers, as dry runs and for good. What the controllers of a real control plane touch meanwhile is left alone.
 */
import * as fc from "fast-check";
import { isObject, textAt, type ApiRequest, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";
import { builtinSchema } from "../../../src/sandbox/schema/types.ts";
import { changed, operations, type Change, type KindCases } from "./kinds/cases.ts";
import { NETWORK } from "./kinds/network.ts";
import { OBJECTS } from "./kinds/objects.ts";
import { WORKLOADS } from "./kinds/workloads.ts";
import { GADGETS } from "./gadgets.ts";
import { mergePatch, partOf, strategicPatch } from "./patches.ts";
import type { Sequence } from "./sequences.ts";

/** Of these something is left to controllers: names that others need, claims that bind, what is deleted a moment later. */
const LEFT_OUT = new Set([
  "PersistentVolumeClaim",
  "Namespace",
  "PersistentVolume",
  "Endpoints",
  "EndpointSlice",
  "LimitRange",
  "ResourceQuota",
]);
/** Held back by a finalizer that a controller takes away. */
const HELD = new Set(["Job"]);
/** Whose status no controller writes. */
const WITH_STATUS = new Set(["Ingress", "Gadget"]);
const SCALED = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

const KINDS: readonly KindCases[] = [...WORKLOADS, ...NETWORK, ...OBJECTS, GADGETS]
  .filter(({ base, path }) => !LEFT_OUT.has(textAt(base, "kind")) && path.includes("$NS"))
  .map((kind) => ({ ...kind, create: kind.create.filter(isHarmless) }));

/** Names and finalizers stay: what is made is found again, and goes with its namespace. */
function isHarmless(change: Change): boolean {
  return Object.keys(change).every((place) => !/^(metadata\/(?!labels|annotations)|metadata$)/.test(place));
}

const PATCHES = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

type Query = Readonly<Record<string, string>>;

const name = fc.constantFrom("a", "b");
const manager = fc.constantFrom("one", "two", "three");
const sometimes = (key: string, values: readonly string[]): fc.Arbitrary<Query> =>
  fc.oneof(
    { arbitrary: fc.constant({}), weight: 4 },
    fc.constantFrom(...values).map((value) => ({ [key]: value })),
  );

const writeQuery: fc.Arbitrary<Query> = fc
  .tuple(manager, sometimes("dryRun", ["All"]), sometimes("fieldValidation", ["Strict", "Ignore"]))
  .map(([fieldManager, ...more]) => Object.assign({ fieldManager }, ...more) as Query);

/** The base, or what some changes make of it. */
function bodyOf(kind: KindCases): fc.Arbitrary<JsonObject> {
  const change = kind.create.length === 0 ? fc.constant<Change>({}) : fc.constantFrom(...kind.create);
  return fc
    .tuple(
      name,
      fc.array(change, { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("l", "m"), fc.constantFrom("1", "2")),
    )
    .map(([of, changes, labels]) => {
      const body = changes.reduce<JsonObject>((at, one) => changed(at, one), kind.base);
      const given = isObject(body["metadata"]) ? body["metadata"] : {};
      return { ...body, metadata: { ...given, name: of, ...(Object.keys(labels).length === 0 ? {} : { labels }) } };
    });
}

const nameIn = (body: JsonObject): string => textAt(body, "metadata", "name");

function requestOf(kind: KindCases): fc.Arbitrary<ApiRequest> {
  const kindName = textAt(kind.base, "kind");
  const body = bodyOf(kind);
  const change = kind.create.length === 0 ? fc.constant<Change>({}) : fc.constantFrom(...kind.create);
  const at = (of: string): string => `${kind.path}/${of}`;
  const schema = builtinSchema(textAt(kind.base, "apiVersion"), kindName);
  const written = fc.tuple(body, writeQuery);
  const arbitraries: fc.WeightedArbitrary<ApiRequest>[] = [
    { weight: 3, arbitrary: written.map(([one, query]) => ({ method: "POST", path: kind.path, body: one, query })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(written, staleness)
        .map(([[one, query], version]) => put(at(nameIn(one)), one, { query, version })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(name, change, writeQuery)
        .map(([of, one, query]) => patch(at(of), operations(kind.base, one), { type: "json", query })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(name, oddOperations, writeQuery)
        .map(([of, one, query]) => patch(at(of), one, { type: "json", query })),
    },
    {
      weight: 3,
      arbitrary: written.map(([one, query]) =>
        patch(at(nameIn(one)), mergePatch(kind.base, withoutName(one)), { type: "merge", query }),
      ),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(body, fc.nat(), fc.boolean(), writeQuery)
        .map(([one, seed, force, query]) => apply(at(nameIn(one)), partOf(one, seed), { force, query })),
    },
    { weight: 2, arbitrary: name.map((of) => ({ method: "GET", path: at(of) })) },
    { weight: 1, arbitrary: listing.map((query) => ({ method: "GET", path: kind.path, query })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(name, deletion(HELD.has(kindName)))
        .map(([of, options]) => ({ method: "DELETE", path: at(of), body: options })),
    },
  ];
  if (schema !== undefined) {
    const strategic = fc.tuple(body, fc.nat(), writeQuery).map(([one, seed, query]) =>
      patch(at(nameIn(one)), strategicPatch(kind.base, withoutName(one), { schema, seed }), {
        type: "strategic",
        query,
      }),
    );
    arbitraries.push({ weight: 3, arbitrary: strategic });
  }
  if (SCALED.has(kindName)) arbitraries.push({ weight: 2, arbitrary: scaling(at) });
  if (WITH_STATUS.has(kindName)) arbitraries.push({ weight: 2, arbitrary: statusChange(at) });
  return fc.oneof(...arbitraries);
}

function withoutName(body: JsonObject): JsonObject {
  const { name: _, ...metadata } = body["metadata"] as JsonObject;
  return { ...body, metadata };
}

interface Written {
  readonly query: Query;
}

const staleness = fc.oneof({ arbitrary: fc.constant(""), weight: 4 }, fc.constantFrom("1", "x"));

function put(path: string, body: JsonObject, { query, version }: Written & { readonly version: string }): ApiRequest {
  if (version === "") return { method: "PUT", path, body, query };
  const metadata = { ...(body["metadata"] as JsonObject), resourceVersion: version };
  return { method: "PUT", path, body: { ...body, metadata }, query };
}

function patch(
  path: string,
  body: JsonValue,
  { type, query }: Written & { readonly type: keyof typeof PATCHES },
): ApiRequest {
  return { method: "PATCH", path, body, query, contentType: PATCHES[type] };
}

function apply(path: string, body: JsonObject, { force, query }: Written & { readonly force: boolean }): ApiRequest {
  return patch(path, body, { type: "apply", query: { ...query, ...(force ? { force: "true" } : {}) } });
}

const pointer = fc.constantFrom(
  "/metadata/labels/l",
  "/metadata/labels",
  "/spec",
  "/data/a",
  "/spec/none/x",
  "/metadata/name",
  "",
  "/a~1b",
  "/spec/rules/0",
  "/spec/ports/-",
);
const oddOperation: fc.Arbitrary<JsonValue> = fc.oneof(
  fc
    .tuple(fc.constantFrom("add", "replace", "test"), pointer, fc.constantFrom<JsonValue>("1", null, {}, []))
    .map(([op, path, value]) => ({ op, path, value })),
  pointer.map((path) => ({ op: "remove", path })),
  fc.tuple(fc.constantFrom("move", "copy"), pointer, pointer).map(([op, from, path]) => ({ op, from, path })),
);
const oddOperations: fc.Arbitrary<JsonValue> = fc.array(oddOperation, { minLength: 1, maxLength: 2 });

const listing: fc.Arbitrary<Query> = fc.oneof(
  fc.constantFrom("l=1", "l!=1", "l in (1,2),m", "!m", "l=1,l=2").map((labelSelector) => ({ labelSelector })),
  fc
    .constantFrom("metadata.name=a", "metadata.name!=a", "metadata.namespace=$NS", "spec.none=x")
    .map((fieldSelector) => ({ fieldSelector })),
  fc.constant({ limit: "1" }),
);

/** What waits for a controller is only tried. */
function deletion(isHeld: boolean): fc.Arbitrary<JsonObject> {
  const dry = { dryRun: ["All"] };
  if (isHeld) return fc.constant(dry);
  return fc.constantFrom<JsonObject>(
    {},
    dry,
    { propagationPolicy: "Background" },
    { propagationPolicy: "Foreground", ...dry },
    { preconditions: { uid: "x" } },
    { preconditions: { resourceVersion: "1" } },
    { propagationPolicy: "Sideways" },
  );
}

function scaling(at: (of: string) => string): fc.Arbitrary<ApiRequest> {
  const scale = (of: string, replicas: JsonValue): JsonObject => ({
    ...{ apiVersion: "autoscaling/v1", kind: "Scale" },
    ...{ metadata: { name: of, namespace: "$NS" }, spec: { replicas } },
  });
  // Who owns replicas after a scale is written is another matter: docs/compat/sandbox.md.
  const count = fc.constantFrom<JsonValue>(0, 2, -1, "x");
  const query = { fieldManager: "one", dryRun: "All" };
  return fc.oneof(
    name.map((of): ApiRequest => ({ method: "GET", path: `${at(of)}/scale` })),
    fc.tuple(name, count).map(([of, n]): ApiRequest => ({
      method: "PUT",
      path: `${at(of)}/scale`,
      body: scale(of, n),
      query,
    })),
    fc
      .tuple(name, count)
      .map(([of, n]) => patch(`${at(of)}/scale`, { spec: { replicas: n } }, { type: "merge", query })),
  );
}

const status = fc.constantFrom<JsonValue>(
  { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } },
  { loadBalancer: {} },
  { ready: true },
  null,
  { loadBalancer: { ingress: [{ ip: "x" }] } },
);

function statusChange(at: (of: string) => string): fc.Arbitrary<ApiRequest> {
  return fc
    .tuple(name, status, manager)
    .map(([of, value, fieldManager]) =>
      patch(
        `${at(of)}/status`,
        { status: value, metadata: { labels: { s: "t" } } },
        { type: "merge", query: { fieldManager } },
      ),
    );
}

const REQUESTS_MAX = 12;

/** Begins with an object that is there. */
export const sequence: fc.Arbitrary<Sequence> = fc.constantFrom(...KINDS).chain((kind) => {
  const kindName = textAt(kind.base, "kind");
  const first: ApiRequest = {
    ...{ method: "POST", path: kind.path, query: { fieldManager: "one" } },
    body: { ...kind.base, metadata: { name: "a", labels: { l: "1" } } },
  };
  const before = kind === GADGETS ? GADGETS.before : [];
  return fc
    .array(requestOf(kind), { minLength: 2, maxLength: REQUESTS_MAX })
    .map((requests) => ({ name: kindName, requests: [...before, first, ...requests] }));
});

/** The same sequences for the same seed. */
export function generated(seed: number, count: number): Sequence[] {
  return fc.sample(sequence, { seed, numRuns: count }).map((one, i) => ({ ...one, name: `${seed}/${i} ${one.name}` }));
}
