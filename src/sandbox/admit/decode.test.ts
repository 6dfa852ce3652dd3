import { expect, test } from "bun:test";
import type { JsonObject } from "../../kube/index.ts";
import { builtinSchema } from "../schema/types.ts";
import { decodeObject, emptyToNull } from "./decode.ts";

/** What is left of `spec`; structs that are no pointers and empty are passed over. */
function check(kind: string, spec: JsonObject, expected: JsonObject): void {
  const [apiVersion = "", name = ""] = kind.split(" ");
  const schema = builtinSchema(apiVersion, name);
  if (schema === undefined) throw new Error(`there is no ${kind}`);
  expect(decodeObject({ spec }, schema).object["spec"]).toEqual(expected);
}

test("fields that are false or 0 and no pointers are left out", () => {
  const headless = { publishNotReadyAddresses: false, healthCheckNodePort: 0, allocateLoadBalancerNodePorts: false };
  check("v1 Service", headless, { allocateLoadBalancerNodePorts: false });
});

test("pointers to what is empty stay", () => {
  const claim = { storageClassName: "", volumeName: "", accessModes: [] };
  check("v1 PersistentVolumeClaim", claim, { storageClassName: "", resources: {} });
});

test("what has no omitempty is written: null for lists, structs that are empty", () => {
  check("v1 Pod", {}, { containers: null });
  check("v1 Pod", { containers: [] }, { containers: [] });
  check(
    "batch/v1 CronJob",
    {},
    {
      schedule: "",
      jobTemplate: { metadata: {}, spec: { template: { metadata: {}, spec: { containers: null } } } },
    },
  );
});

test("a list that is empty comes back from the storage as null", () => {
  const schema = builtinSchema("rbac.authorization.k8s.io/v1", "Role");
  const role = { kind: "Role", rules: [], metadata: { name: "r" } };
  if (schema !== undefined) emptyToNull(role, schema);
  expect<unknown>(role).toEqual({ kind: "Role", rules: null, metadata: { name: "r" } });
});
