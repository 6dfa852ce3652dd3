/** Raw requests whose bodies the parser of the runtime would read as something else: integers of 64 bits, numbers that are written oddly, fields that are given twice. */
import type { RawRequest, RawSequence } from "./wire.ts";

const GROUP = "$NS.example.com";
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const BIGS = `/apis/${GROUP}/v1/namespaces/$NS/bigs`;
const PODS = "/api/v1/namespaces/$NS/pods?dryRun=All";
const MAPS = "/api/v1/namespaces/$NS/configmaps?dryRun=All";
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
/** A kind that was just made is served a moment later. */
const SERVED_MS = 1500;

const send = (method: string, path: string, body: string, type = "application/json"): RawRequest => ({
  ...{ method, path, body },
  headers: { "Content-Type": type },
});
const get = (path: string, accept = "application/json"): RawRequest => ({
  method: "GET",
  path,
  headers: { Accept: accept },
});
const post = (path: string, body: string): RawRequest => send("POST", path, body);
const apply = (path: string, body: string): RawRequest => send("PATCH", path, body, "application/apply-patch+yaml");
const merge = (path: string, body: string): RawRequest => send("PATCH", path, body, "application/merge-patch+json");

const PROPERTIES = {
  i: { type: "integer" },
  i32: { type: "integer", format: "int32" },
  i64: { type: "integer", format: "int64" },
  n: { type: "number" },
  s: { type: "string" },
  any: { "x-kubernetes-preserve-unknown-fields": true },
  set: { type: "array", items: { type: "integer" }, "x-kubernetes-list-type": "set" },
  few: { type: "integer", maximum: 100 },
  sevens: { type: "integer", multipleOf: 7 },
  replicas: { type: "integer" },
};

const DEFINITION = JSON.stringify({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `bigs.${GROUP}` },
  spec: {
    ...{ group: GROUP, scope: "Namespaced", names: { plural: "bigs", kind: "Big" } },
    versions: [
      {
        ...{ name: "v1", served: true, storage: true },
        subresources: { scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" } },
        additionalPrinterColumns: [
          { name: "I", type: "integer", jsonPath: ".spec.i" },
          { name: "N", type: "number", jsonPath: ".spec.n" },
          { name: "S", type: "string", jsonPath: ".spec.any" },
        ],
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                ...{ type: "object", properties: PROPERTIES },
                "x-kubernetes-validations": [
                  { rule: "!has(self.i) || self.i != 9007199254740995", message: "not this one" },
                ],
              },
            },
          },
        },
      },
    ],
  },
});

const big = (name: string, spec: string): string =>
  `{"apiVersion":"${GROUP}/v1","kind":"Big","metadata":{"name":"${name}"},"spec":{${spec}}}`;
const pod = (spec: string, container = ""): string =>
  `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{${spec}"containers":[{"name":"a","image":"b"${container}}]}}`;
const map = (rest: string): string => `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},${rest}}`;

const WRONG = [
  ...['"i":9007199254740995', '"i":9223372036854775808', '"i64":18446744073709551615', '"i32":9007199254740993'],
  ...['"few":9007199254740993', '"sevens":9007199254740993', '"s":9007199254740993', '"n":1e400', '"i":1.50'],
  ...['"replicas":9007199254740993', '"replicas":-1'],
];

export const ODD_NUMBERS: readonly RawSequence[] = [
  {
    name: "integers of 64 bits in custom resources",
    requests: [
      post(DEFINITIONS, DEFINITION),
      {
        ...post(
          BIGS,
          big(
            "b",
            '"i":9007199254740993,"i64":-9223372036854775808,"n":9007199254740993,"any":{"a":[9223372036854775807]}',
          ),
        ),
        pauseMs: SERVED_MS,
      },
      get(`${BIGS}/b`),
      get(`${BIGS}/b`, TABLE),
      merge(`${BIGS}/b`, '{"spec":{"i64":9007199254740993}}'),
      send(
        "PATCH",
        `${BIGS}/b`,
        '[{"op":"test","path":"/spec/i","value":9007199254740993},{"op":"add","path":"/spec/any","value":9007199254740997}]',
        "application/json-patch+json",
      ),
      apply(`${BIGS}/s?fieldManager=m`, big("s", '"set":[9007199254740993,9007199254740995],"i":9007199254740993.0')),
      apply(`${BIGS}/s?fieldManager=m`, big("s", '"set":[9007199254740993,9007199254740993]')),
      ...WRONG.map((spec) => post(BIGS, big("w", spec))),
      { method: "DELETE", path: `${DEFINITIONS}/bigs.${GROUP}` },
    ],
  },
  {
    name: "odd numbers in Go's types",
    requests: [
      ...["9007199254740993", "9223372036854775808", "18446744073709551615", "1.0", "1e3", "-0"].flatMap((number) => [
        post(PODS, pod(`"activeDeadlineSeconds":${number},`)),
        apply(PODS.replace("?", "/p?fieldManager=m&"), pod(`"activeDeadlineSeconds":${number},`)),
        post(PODS, pod("", `,"ports":[{"containerPort":${number}}]`)),
      ]),
      ...["1.50", "1E+2", "1e3"].map((number) => post(PODS, pod("", `,"resources":{"limits":{"cpu":${number}}}`))),
      apply(PODS.replace("?", "/p?fieldManager=m&"), pod("", ',"ports":[{"containerPort":2147483728}]')),
      apply(PODS.replace("?", "/p?fieldManager=m&"), pod("", ',"livenessProbe":{"httpGet":{"port":4294967296}}')),
      post(MAPS, map('"data":{"a":18446744073709551615}')),
    ],
  },
  {
    name: "fields that are given twice, as Go reads them",
    requests: [
      ...['"x","activeDeadlineSeconds":3', '3,"activeDeadlineSeconds":"x"', '3,"activeDeadlineSeconds":null'].map(
        (twice) => post(PODS, pod(`"activeDeadlineSeconds":${twice},`)),
      ),
      ...['{"a":"1"},"data":{"b":"2"}', '{"a":5},"data":{"a":"1"}', '{"a":5,"a":"1"}', '{"a":"1"},"data":null'].map(
        (twice) => post(MAPS, map(`"data":${twice}`)),
      ),
      post(PODS, pod("", ',"env":[{"name":"A","value":"1"},{"name":"B"}],"env":[{"name":"C"}]')),
      post(PODS, pod("", ',"resources":{"limits":{"cpu":1}},"resources":{"requests":{"cpu":1}}')),
      post(MAPS, '{"apiVersion":5,"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}'),
      post(MAPS, '{"apiVersion":"v1","apiVersion":null,"kind":"ConfigMap","metadata":{"name":"c"}}'),
      post(
        MAPS,
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"labels":{"a":"b"}},"metadata":{"name":"c","labels":{"c":"d"}}}',
      ),
    ],
  },
];
