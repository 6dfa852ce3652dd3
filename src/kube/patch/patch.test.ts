import { describe, expect, test } from "bun:test";
import type { JsonObject, JsonValue } from "../json.ts";
import { patchSchema } from "../schema/patch-schema.ts";
import { threeWayMergePatch } from "./json-merge.ts";
import { managedFieldsPatch } from "./managed-fields.ts";
import { strategicPatch } from "./strategic.ts";

function podSpec(spec: JsonObject): JsonObject {
  return { spec: { template: { spec } } };
}

describe("strategic merge patches", () => {
  const check = (name: string, states: readonly JsonObject[], patch: JsonObject): void => {
    test(name, () => {
      const [original = {}, modified = {}, current = {}] = states;
      const schema = patchSchema("apps/v1", "Deployment");
      expect(schema && strategicPatch({ original, modified, current }, schema)).toEqual(patch);
    });
  };
  const web = (image: string, more: JsonObject = {}) => ({ name: "web", image, ...more });
  check(
    "nothing to do",
    [
      podSpec({ containers: [web("a")] }),
      podSpec({ containers: [web("a")] }),
      podSpec({ containers: [web("a", { tty: true })] }),
    ],
    {},
  );
  check(
    "an element is found by its key; what others added stays",
    [
      podSpec({ containers: [web("a")] }),
      podSpec({ containers: [web("b")] }),
      podSpec({ containers: [web("a"), { name: "sidecar" }] }),
    ],
    podSpec({ containers: [{ name: "web", image: "b" }], "$setElementOrder/containers": [{ name: "web" }] }),
  );
  check(
    "only what was applied before is deleted",
    [
      podSpec({ containers: [web("a"), { name: "old" }] }),
      podSpec({ containers: [web("a")] }),
      podSpec({ containers: [web("a"), { name: "old" }, { name: "sidecar" }] }),
    ],
    podSpec({
      containers: [{ $patch: "delete", name: "old" }],
      "$setElementOrder/containers": [{ name: "web" }],
    }),
  );
  check(
    "elements stand in the order that is wanted, deletions behind them",
    [
      podSpec({ containers: [{ name: "old" }, web("a"), { name: "log" }] }),
      podSpec({ containers: [{ name: "log", tty: true }, web("b")] }),
      podSpec({ containers: [{ name: "old" }, web("a"), { name: "log" }] }),
    ],
    podSpec({
      containers: [
        { name: "log", tty: true },
        { name: "web", image: "b" },
        { $patch: "delete", name: "old" },
      ],
      "$setElementOrder/containers": [{ name: "log" }, { name: "web" }],
    }),
  );
  check(
    "keys of a union that are not wanted are dropped",
    [
      { spec: { strategy: { type: "RollingUpdate" } } },
      { spec: { strategy: { type: "Recreate" } } },
      { spec: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } } },
    ],
    { spec: { strategy: { type: "Recreate", $retainKeys: ["type"] } } },
  );
});

test("a JSON merge in three ways leaves what others set", () => {
  expect(threeWayMergePatch({ a: 1, b: 1 }, { a: 2 }, { a: 1, b: 1, c: 1 })).toEqual({ a: 2, b: null });
});

test("fields of updates go over to applies", () => {
  const entry = (operation: string, fieldsV1: JsonValue) => ({
    manager: "helm",
    operation,
    apiVersion: "v1",
    fieldsV1,
  });
  const object = {
    metadata: {
      resourceVersion: "5",
      managedFields: [entry("Update", { "f:a": {} }), { manager: "other", operation: "Update" }],
    },
  };
  expect(managedFieldsPatch(object, "helm")).toEqual([
    {
      op: "replace",
      path: "/metadata/managedFields",
      value: [entry("Apply", { "f:a": {} }), { manager: "other", operation: "Update" }],
    },
    { op: "replace", path: "/metadata/resourceVersion", value: "5" },
  ]);
  expect(managedFieldsPatch({ metadata: { managedFields: [entry("Apply", {})] } }, "helm")).toBeUndefined();
});
