/** Custom kinds of several versions: what is served, stored and told of each, and what becomes of a kind whose definition changes or goes. */
import type { ApiRequest, JsonObject, JsonValue } from "../../../src/kube/index.ts";
import type { Sequence } from "./sequences.ts";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const QUERY = { fieldManager: "tester" };
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

const get = (path: string, query: Readonly<Record<string, string>> = {}, accept?: string): ApiRequest => ({
  ...{ method: "GET", path, query },
  ...(accept === undefined ? {} : { accept }),
});
const post = (path: string, body: JsonObject): ApiRequest => ({ method: "POST", path, body, query: QUERY });
const remove = (path: string, body?: JsonObject): ApiRequest => ({
  ...{ method: "DELETE", path },
  ...(body === undefined ? {} : { body }),
});
const merge = (path: string, body: JsonValue): ApiRequest => ({
  ...{ method: "PATCH", path, body, query: QUERY },
  contentType: "application/merge-patch+json",
});
const patch = (path: string, ...body: JsonValue[]): ApiRequest => ({
  ...{ method: "PATCH", path, body, query: QUERY },
  contentType: "application/json-patch+json",
});
const apply = (path: string, body: JsonObject, manager = "applier", force = "false"): ApiRequest => ({
  ...{ method: "PATCH", path, body, query: { fieldManager: manager, force } },
  contentType: "application/apply-patch+yaml",
});

const text: JsonObject = { type: "string" };

function version(name: string, properties: JsonObject, more: JsonObject = {}): JsonObject {
  const spec = { type: "object", properties };
  const status = { type: "object", properties: { ready: { type: "boolean" }, replicas: { type: "integer" } } };
  return {
    ...{ name, served: true, storage: name === "v1", subresources: { status: {} } },
    schema: { openAPIV3Schema: { type: "object", properties: { spec, status } } },
    ...more,
  };
}

interface Named {
  readonly plural?: string;
  readonly names?: JsonObject;
  readonly group: string;
}

function definition({ group, plural = "things", names = {} }: Named, ...versions: readonly JsonObject[]): JsonObject {
  return {
    ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
    metadata: { name: `${plural}.${group}` },
    spec: { group, scope: "Namespaced", names: { plural, kind: "Thing", ...names }, versions: [...versions] },
  };
}

interface Kind {
  readonly group: string;
  at(version: string, name?: string): string;
  thing(version: string, name: string, spec: JsonObject, more?: JsonObject): JsonObject;
}

function kindOf(word: string, plural = "things", kind = "Thing"): Kind {
  const group = `${word}.$NS.example.com`;
  return {
    group,
    at: (of, name = "") => `/apis/${group}/${of}/namespaces/$NS/${plural}${name === "" ? "" : `/${name}`}`,
    thing: (of, name, spec, more = {}) => ({ apiVersion: `${group}/${of}`, kind, metadata: { name, ...more }, spec }),
  };
}

const A = kindOf("a");
const TWO = [
  version(
    "v1",
    { a: text, both: text, filled: { type: "string", default: "one" } },
    { additionalPrinterColumns: [{ name: "A", type: "string", jsonPath: ".spec.a" }] },
  ),
  version(
    "v2",
    { b: text, both: text, filled: { type: "string", default: "two" }, only: { type: "string", default: "x" } },
    {
      additionalPrinterColumns: [
        { name: "B", type: "string", jsonPath: ".spec.b" },
        { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
      ],
    },
  ),
];

const B = kindOf("b");
const C = kindOf("c");
const D = kindOf("d");
const E = kindOf("e");
const F = kindOf("f");

export const VERSIONED: readonly Sequence[] = [
  {
    name: "two versions of a kind",
    requests: [
      post(DEFINITIONS, definition(A, ...TWO)),
      get(`${DEFINITIONS}/things.${A.group}`),
      get(`/apis/${A.group}`),
      post(A.at("v1"), A.thing("v1", "one", { a: "1", both: "2" })),
      get(A.at("v1", "one")),
      get(A.at("v2", "one")),
      get(A.at("v2")),
      get(A.at("v1", "one"), {}, TABLE),
      get(A.at("v2", "one"), {}, TABLE),
      post(A.at("v2"), A.thing("v2", "two", { a: "1", b: "2", both: "3" })),
      get(A.at("v1", "two")),
      get(A.at("v2", "two")),
      post(A.at("v2"), A.thing("v1", "three", { a: "1" })),
      post(A.at("v1"), A.thing("v3", "three", { a: "1" })),
      merge(A.at("v2", "one"), { spec: { b: "4", both: "5" } }),
      patch(A.at("v2", "two"), { op: "replace", path: "/kind", value: "Other" }),
      get(A.at("v1", "one")),
      merge(A.at("v2", "one"), { spec: { both: "6", only: null } }),
      merge(A.at("v1", "one"), { spec: { a: "7" } }),
      merge(A.at("v2", "one/status"), { status: { ready: true } }),
      get(A.at("v1", "one/status")),
      patch(A.at("v2", "one"), { op: "test", path: "/apiVersion", value: `${A.group}/v2` }),
      patch(A.at("v2", "one"), { op: "replace", path: "/apiVersion", value: `${A.group}/v1` }),
      get(A.at("v3", "one")),
      remove(A.at("v2", "two")),
      get(A.at("v1", "two")),
    ],
  },
  {
    name: "applied in two versions",
    requests: [
      post(DEFINITIONS, definition(B, ...TWO)),
      apply(B.at("v1", "one"), B.thing("v1", "one", { a: "1", both: "2" })),
      apply(B.at("v2", "one"), B.thing("v2", "one", { both: "2" }), "other"),
      apply(B.at("v2", "one"), B.thing("v2", "one", { both: "3" }), "other"),
      apply(B.at("v2", "one"), B.thing("v2", "one", { both: "3" }), "other", "true"),
      apply(B.at("v1", "one"), B.thing("v1", "one", { a: "2" })),
      apply(B.at("v2", "one"), B.thing("v2", "one", {})),
      get(B.at("v2", "one")),
    ],
  },
  {
    name: "deprecated versions, and one that is not served",
    requests: [
      post(
        DEFINITIONS,
        definition(
          C,
          version("v1", { a: text }),
          version("v1beta1", { a: text }, { deprecated: true }),
          version("v1alpha1", { a: text }, { deprecated: true, deprecationWarning: 'use "v1", please' }),
          version("v2", { a: text }, { served: false }),
        ),
      ),
      get(`/apis/${C.group}`),
      post(C.at("v1beta1"), C.thing("v1beta1", "one", { a: "1", odd: 1 })),
      get(C.at("v1beta1", "one")),
      get(C.at("v1alpha1")),
      get(C.at("v1alpha1", "none")),
      get(C.at("v1alpha1", "one"), {}, TABLE),
      post(C.at("v1alpha1"), C.thing("v1alpha1", "one", {})),
      merge(C.at("v1beta1", "one"), { spec: { a: "2" } }),
      remove(C.at("v1beta1", "one")),
      get(C.at("v2")),
      get(C.at("v2", "one")),
    ],
  },
  {
    name: "another version is stored",
    requests: [
      post(DEFINITIONS, definition(D, version("v1", { a: text }), version("v2", { a: text, b: text }))),
      post(D.at("v1"), D.thing("v1", "old", { a: "1" })),
      post(D.at("v2"), D.thing("v2", "lost", { a: "1", b: "2" })),
      patch(
        `${DEFINITIONS}/things.${D.group}`,
        { op: "replace", path: "/spec/versions/0/storage", value: false },
        { op: "replace", path: "/spec/versions/1/storage", value: true },
      ),
      get(`${DEFINITIONS}/things.${D.group}`),
      post(D.at("v2"), D.thing("v2", "kept", { a: "1", b: "2" })),
      get(D.at("v1", "kept")),
      get(D.at("v2")),
      merge(D.at("v1", "kept"), { spec: { a: "3" } }),
      get(D.at("v2", "kept")),
      patch(`${DEFINITIONS}/things.${D.group}`, { op: "remove", path: "/spec/versions/0" }),
      merge(`${DEFINITIONS}/things.${D.group}/status`, { status: { storedVersions: ["v2"] } }),
      merge(`${DEFINITIONS}/things.${D.group}/status`, { status: { storedVersions: ["v9"] } }),
      patch(`${DEFINITIONS}/things.${D.group}`, { op: "remove", path: "/spec/versions/0" }),
      get(D.at("v1", "kept")),
      get(D.at("v2", "old")),
      get(`${DEFINITIONS}/things.${D.group}`),
    ],
  },
  {
    name: "names that another kind of the group has",
    requests: [
      post(
        DEFINITIONS,
        definition({ ...E, names: { shortNames: ["th"], categories: ["all"] } }, version("v1", { a: text })),
      ),
      post(DEFINITIONS, definition({ ...E, plural: "others", names: { kind: "Thing" } }, version("v1", { a: text }))),
      get(`${DEFINITIONS}/others.${E.group}`),
      post(
        DEFINITIONS,
        definition(
          { ...E, plural: "more", names: { kind: "More", shortNames: ["th", "mo"], singular: "thing" } },
          version("v1", { a: text }),
        ),
      ),
      get(`${DEFINITIONS}/more.${E.group}`),
      merge(`${DEFINITIONS}/more.${E.group}`, { spec: { names: { shortNames: ["mo"], singular: "one" } } }),
      get(`${DEFINITIONS}/more.${E.group}`),
      merge(`${DEFINITIONS}/more.${E.group}`, { spec: { names: { shortNames: ["th"] } } }),
      get(`${DEFINITIONS}/more.${E.group}`),
      remove(`${DEFINITIONS}/things.${E.group}`),
      get(`${DEFINITIONS}/more.${E.group}`),
      get(`${DEFINITIONS}/others.${E.group}`),
      remove(`${DEFINITIONS}/more.${E.group}`),
      remove(`${DEFINITIONS}/others.${E.group}`),
    ],
  },
  {
    name: "a definition that goes, and a schema that changes",
    requests: [
      post(DEFINITIONS, definition(F, version("v1", { a: text, b: text }))),
      post(F.at("v1"), F.thing("v1", "one", { a: "1", b: "2" })),
      post(F.at("v1"), F.thing("v1", "held", { a: "1" }, { finalizers: ["example.com/held"] })),
      patch(
        `${DEFINITIONS}/things.${F.group}`,
        { op: "remove", path: "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/b" },
        {
          op: "add",
          path: "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/c",
          value: { type: "string", default: "new" },
        },
      ),
      get(F.at("v1", "one")),
      merge(F.at("v1", "one"), { metadata: { labels: { x: "y" } } }),
      get(F.at("v1")),
      remove(`${DEFINITIONS}/things.${F.group}`),
      get(`${DEFINITIONS}/things.${F.group}`),
      get(F.at("v1")),
      post(F.at("v1"), F.thing("v1", "two", { a: "1" })),
      merge(F.at("v1", "held"), { spec: { a: "2" } }),
      merge(`${DEFINITIONS}/things.${F.group}`, { metadata: { labels: { x: "y" } } }),
      remove(`${DEFINITIONS}/things.${F.group}`),
      merge(F.at("v1", "held"), { metadata: { finalizers: null } }),
      get(F.at("v1")),
    ],
  },
];
