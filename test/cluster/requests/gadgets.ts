/** A custom kind, with what breaks its objects. */
import type { ApiRequest, JsonObject } from "../../../src/kube/index.ts";
import { each, type KindCases } from "./kinds/cases.ts";

const GROUP = "$NS.example.com";

const SPEC: JsonObject = {
  type: "object",
  required: ["size"],
  properties: {
    size: { type: "integer", maximum: 10 },
    color: { type: "string", enum: ["red", "blue"], default: "red" },
    note: { type: "string", maxLength: 5, pattern: "^[a-z]*$" },
    any: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    parts: {
      type: "array",
      maxItems: 3,
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name"],
      items: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, count: { type: "integer", default: 1, minimum: 0 } },
      },
    },
    tags: { type: "array", "x-kubernetes-list-type": "set", items: { type: "string" } },
  },
};

const definition: JsonObject = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `gadgets.${GROUP}` },
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
            properties: { spec: SPEC, status: { type: "object", properties: { ready: { type: "boolean" } } } },
          },
        },
      },
    ],
  },
};

export const GADGETS: KindCases & { readonly before: readonly ApiRequest[] } = {
  path: `/apis/${GROUP}/v1/namespaces/$NS/gadgets`,
  before: [{ method: "POST", path: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", body: definition }],
  base: {
    apiVersion: `${GROUP}/v1`,
    kind: "Gadget",
    metadata: { name: "g" },
    spec: { size: 3, parts: [{ name: "a", count: 2 }, { name: "b" }], tags: ["x", "y"], any: { free: { a: 1 } } },
  },
  create: [
    ...each("spec/size", [undefined, "3", 11, 0, 1.5, null]),
    ...each("spec/color", ["blue", "pink", null]),
    ...each("spec/note", ["abc", "toolong", "UP", ""]),
    ...each("spec/parts", [
      undefined,
      [],
      [{ count: 1 }],
      [{ name: "a" }, { name: "a" }],
      [{ name: "c", count: -1 }],
      [{ name: "c" }, { name: "a", count: 9 }],
      "x",
    ]),
    ...each("spec/tags", [[], ["z"], ["x", "x"], ["y", "x", "z"]]),
    ...each("spec/any", [{ other: true }, {}, []]),
    ...each("spec/unknown", [1]),
    ...each("spec", [undefined, {}]),
  ],
};
