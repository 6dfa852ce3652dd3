/** A custom kind whose schema has everything that a schema can have, and values for each field that are right, nearly right, or not at all. */
import type { ApiRequest, JsonObject, JsonValue } from "../../../src/kube/index.ts";
import type { Sequence } from "./sequences.ts";

const text = (more: JsonObject): JsonObject => ({ type: "string", ...more });
const FORMATS = [
  ...[
    "date-time",
    "date",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "cidr",
    "uri",
    "uuid",
    "uuid4",
    "mac",
    "byte",
  ],
  ...["password", "isbn", "creditcard", "hexcolor", "rgbcolor", "bsonobjectid", "k8s-short-name", "nonsense"],
];

const SPEC: JsonObject = {
  ...Object.fromEntries(FORMATS.map((format) => [`format-${format}`, text({ format })])),
  i32: { type: "integer", format: "int32" },
  i64: { type: "integer", format: "int64", minimum: -5, maximum: 100, exclusiveMaximum: true },
  step: { type: "integer", multipleOf: 3 },
  ratio: { type: "number", minimum: 0.5, maximum: 2, exclusiveMinimum: true },
  flag: { type: "boolean", default: true },
  short: text({ minLength: 2, maxLength: 4 }),
  pattern: text({ pattern: "^[a-z]+$" }),
  choice: text({ enum: ["a", "b"], default: "a" }),
  nothing: text({ nullable: true }),
  port: { "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] },
  list: { type: "array", minItems: 1, maxItems: 2, items: { type: "integer" } },
  set: { type: "array", "x-kubernetes-list-type": "set", items: { type: "string" } },
  keyed: {
    type: "array",
    "x-kubernetes-list-type": "map",
    "x-kubernetes-list-map-keys": ["name", "kind"],
    items: {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, kind: text({ default: "x" }), n: { type: "integer", default: 1 } },
    },
  },
  map: { type: "object", minProperties: 1, maxProperties: 2, additionalProperties: { type: "integer" } },
  open: { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: { a: { type: "integer" } } },
  closed: {
    type: "object",
    properties: { a: { type: "integer" }, b: { type: "object", properties: { c: text({ default: "d" }) } } },
  },
  deep: {
    type: "object",
    default: {},
    properties: {
      a: { type: "object", default: { b: 1 }, properties: { b: { type: "integer" }, c: text({ default: "z" }) } },
    },
  },
  any: {
    type: "object",
    properties: { a: { type: "integer" }, b: { type: "integer" } },
    anyOf: [{ required: ["a"] }, { required: ["b"] }],
  },
  one: {
    type: "object",
    properties: { a: { type: "integer" }, b: { type: "integer" } },
    oneOf: [{ required: ["a"] }, { required: ["b"] }],
  },
  all: { type: "integer", allOf: [{ minimum: 2 }, { maximum: 4 }] },
  none: { type: "object", properties: { a: { type: "integer" } }, not: { required: ["a"] } },
  ruled: { type: "integer", "x-kubernetes-validations": [{ rule: "self > 1", message: "too small" }] },
  embedded: { type: "object", "x-kubernetes-embedded-resource": true, "x-kubernetes-preserve-unknown-fields": true },
  atomic: { type: "object", "x-kubernetes-map-type": "atomic", additionalProperties: { type: "string" } },
};

const TEXTS: readonly JsonValue[] = [
  ...[
    "",
    "x",
    "2020-01-01T00:00:00Z",
    "2020-01-01",
    "1h",
    "5 days",
    "a@b.c",
    "a.b",
    "A_b",
    "10.0.0.1",
    "::1",
    "10.0.0.0/8",
    "http://a.b/c",
    "/a",
  ],
  ...[
    "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "00:11:22:33:44:55",
    "YQ==",
    "not base64!",
    "978-3-16-148410-0",
    "4111111111111111",
    "#fff",
    "rgb(1,2,3)",
  ],
  "507f1f77bcf86cd799439011",
  5,
  null,
];
const NUMBERS: readonly JsonValue[] = [-6, -1, 0, 0.5, 0.7, 1, 2, 2.5, 3, 5, 99, 100, 2_147_483_648, "3", null, true];

const VALUES_OF: Readonly<Record<string, readonly JsonValue[]>> = {
  ...Object.fromEntries(FORMATS.map((format) => [`format-${format}`, TEXTS])),
  ...Object.fromEntries(["i32", "i64", "step", "ratio", "all", "ruled", "port"].map((key) => [key, NUMBERS])),
  flag: [false, null, "true", 0],
  short: ["", "a", "ab", "abcd", "abcde", "ää", null],
  pattern: ["", "a", "A", "a1", null],
  choice: ["a", "b", "c", "", null, 1],
  nothing: [null, "", 1],
  list: [[], [1], [1, 2], [1, 2, 3], ["1"], [null], {}, null, "x"],
  set: [[], ["a"], ["a", "a"], ["a", "b", "a", "b"], [null], [1]],
  keyed: [
    [],
    [{}],
    [{ name: "a" }],
    [{ name: "a" }, { name: "a" }],
    [{ name: "a" }, { name: "a", kind: "y" }],
    [{ name: "a", kind: "x" }, { name: "a" }],
    [{ kind: "x" }],
    [{ name: null }],
    [null],
    ["a"],
    [{ name: "a", n: null, more: 1 }],
  ],
  map: [{}, { a: 1 }, { a: 1, b: 2, c: 3 }, { a: "1" }, { a: null }, [], null],
  open: [{}, { a: 1, b: { c: 1 } }, { a: "1" }, [], null],
  closed: [{}, { a: 1, z: 1 }, { b: {} }, { b: { y: 1 } }, { b: null }, { a: null }],
  deep: [{}, null, { a: {} }, { a: null }, { a: { c: "q" } }, { a: { x: 1 } }],
  any: [{}, { a: 1 }, { a: 1, b: 1 }, { a: "1" }],
  one: [{}, { a: 1 }, { a: 1, b: 1 }],
  none: [{}, { a: 1 }],
  embedded: [
    {},
    { apiVersion: "v1", kind: "Pod" },
    { apiVersion: "", kind: "" },
    { apiVersion: "v1", kind: "Pod", metadata: { labels: { "a b": "c" } } },
  ],
  atomic: [{}, { a: "b" }, { a: 1 }],
  unknown: [1, null, {}],
};

const GROUP = "$NS.example.com";
const PATH = `/apis/${GROUP}/v1/namespaces/$NS/widgets`;
const QUERY = { fieldManager: "tester", dryRun: "All" };

const DEFINITION: JsonObject = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `widgets.${GROUP}` },
  spec: {
    ...{ group: GROUP, scope: "Namespaced", names: { plural: "widgets", kind: "Widget" } },
    versions: [
      {
        ...{ name: "v1", served: true, storage: true },
        schema: { openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties: SPEC } } } },
      },
    ],
  },
};

function requestsOf(key: string, value: JsonValue): ApiRequest[] {
  const body: JsonObject = {
    apiVersion: `${GROUP}/v1`,
    kind: "Widget",
    metadata: { name: "w" },
    spec: { [key]: value },
  };
  return [
    { method: "POST", path: PATH, body, query: QUERY },
    { method: "PATCH", path: `${PATH}/w`, body, query: QUERY, contentType: "application/apply-patch+yaml" },
  ];
}

/** Made and applied, each value by itself. */
export const WIDGETS: readonly Sequence[] = [
  {
    name: "schemas of custom resources",
    requests: [
      { method: "POST", path: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", body: DEFINITION },
      ...Object.entries(VALUES_OF).flatMap(([key, values]) => values.flatMap((value) => requestsOf(key, value))),
    ],
  },
];
