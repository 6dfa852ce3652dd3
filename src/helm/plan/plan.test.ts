import { describe, expect, test } from "bun:test";
import { ApiError, type JsonObject } from "../../kube/index.ts";
import type { UpgradeOptions } from "../action/upgrade.ts";
import { releaseFromJson } from "../storage/index.ts";
import { differences, shown, type Difference } from "./differences.ts";
import { fieldsOf } from "./fields.ts";
import { hasChanges, isBlocked, type Plan, type PlannedObject } from "./plan.ts";
import { planFile, planJson, readPlan } from "./plan-json.ts";
import { movedText, planText, summary } from "./plan-text.ts";
import { movedOf, preconditionsOf } from "./preconditions.ts";
import { refusalOf, type RefusalKind } from "./refusal.ts";

describe("fields", () => {
  function check(object: JsonObject, expected: readonly string[]): void {
    test(expected.join(", "), () => expect([...fieldsOf(object).keys()]).toEqual([...expected]));
  }
  check({ spec: { replicas: 2, paused: false } }, ["spec.replicas", "spec.paused"]);
  check({ a: { "app.kubernetes.io/name": "x" } }, ['a["app.kubernetes.io/name"]']);
  check({ containers: [{ name: "web", image: "x" }] }, ["containers[name=web].name", "containers[name=web].image"]);
  check({ env: [{ name: "A" }, { name: "A" }] }, ["env[0].name", "env[1].name"]);
  check({ args: ["-v"], none: [], empty: {} }, ["args[0]", "none", "empty"]);
});

describe("differences", () => {
  function check(before: JsonObject, after: JsonObject, expected: readonly Difference[]): void {
    test(JSON.stringify([before, after]), () => expect(differences(before, after)).toEqual([...expected]));
  }
  check({ a: 1 }, { a: 1 }, []);
  check({ a: 1, b: 2 }, { a: 3 }, [
    { path: "a", old: 1, new: 3 },
    { path: "b", old: 2 },
  ]);
  check({}, { a: null }, [{ path: "a", new: null }]);
  check({ a: {} }, { a: { b: 1 } }, [{ path: "a.b", new: 1 }]);
  check({ a: [{ name: "x" }] }, { a: [] }, [{ path: "a[name=x].name", old: "x" }]);
  check({ metadata: { name: "x", uid: "1", managedFields: [] }, status: { a: 1 } }, { metadata: { name: "x" } }, []);
  check({ a: [{ name: "x", v: 1 }, { name: "y" }] }, { a: [{ name: "y" }, { name: "x", v: 2 }] }, [
    { path: "a[name=x].v", old: 1, new: 2 },
  ]);
});

test("data of Secrets is not shown, the rest of them is", () => {
  const found = [
    { path: "data.a", old: "eA==", new: "eQ==" },
    { path: "stringData.b", new: "x" },
    { path: "type", new: "t" },
  ];
  expect(shown("Secret", found)).toEqual([
    { path: "data.a", old: "***", new: "***" },
    { path: "stringData.b", new: "***" },
    { path: "type", new: "t" },
  ]);
  expect(shown("ConfigMap", found)).toEqual(found);
});

describe("why the server refuses", () => {
  function check(error: Error, expected: RefusalKind): void {
    test(`${expected}: ${error.message}`, () =>
      expect(refusalOf(new Error("around it", { cause: error })).kind).toBe(expected));
  }
  const conflict = { causes: [{ reason: "FieldManagerConflict", message: 'conflict with "x"', field: ".data.a" }] };
  check(new ApiError(409, "Conflict", "Apply failed with 1 conflict", conflict), "field-manager");
  check(new ApiError(409, "Conflict", "the object has been modified"), "refused");
  check(new ApiError(422, "Invalid", "spec.selector: Invalid value: {}: field is immutable"), "immutable");
  check(new ApiError(422, "Invalid", "spec.clusterIP: Invalid value: may not change once set"), "immutable");
  check(
    new ApiError(422, "Invalid", "spec: Forbidden: updates to statefulset spec for fields other than x are forbidden"),
    "immutable",
  );
  check(new ApiError(422, "Invalid", "spec.replicas: must be greater than 0"), "invalid");
  check(new ApiError(403, "Forbidden", "pods is forbidden: exceeded quota: q"), "admission");
  check(new ApiError(403, "Forbidden", "user x cannot patch resource"), "forbidden");
  check(new ApiError(400, "BadRequest", 'admission webhook "a.b" denied the request: no'), "admission");
  check(new ApiError(400, "BadRequest", ".spec.x: field not declared in schema"), "invalid");
  check(new ApiError(500, "", "failed to create typed patch object: .foo: field not declared in schema"), "invalid");
  check(new Error("socket closed"), "refused");
});

const REF = { apiVersion: "v1", kind: "Secret", namespace: "n", name: "s" };

function planned(live: JsonObject, desired: JsonObject, found: readonly Difference[] = []): PlannedObject {
  const preconditions = preconditionsOf({ live, desired, differences: found });
  return { ref: REF, action: "patch", differences: found, desired, preconditions };
}

describe("what has moved", () => {
  const live = { kind: "Secret", data: { a: "eA==", other: "eg==" } };
  const desired = { kind: "Secret", stringData: { a: "y" } };
  function check(what: string, now: JsonObject | undefined, paths: readonly string[]): void {
    const one = planned(live, desired, [{ path: "data.a", old: "eA==", new: "eQ==" }]);
    test(what, () => expect(movedOf(one, now).map(({ path }) => path)).toEqual([...paths]));
  }
  check("nothing", live, []);
  check("a field of another", { ...live, data: { a: "eA==", other: "moved" } }, []);
  check("a field that is touched", { ...live, data: { a: "moved" } }, ["data.a"]);
  check("a field that went away", { kind: "Secret" }, ["data.a"]);
  check("the object itself", undefined, [""]);

  test("an object that came", () => {
    const created: PlannedObject = {
      ...planned({}, {}),
      action: "create",
      preconditions: { exists: false, fields: [] },
    };
    expect(movedOf(created, live)).toHaveLength(1);
    expect(movedOf(created, undefined)).toEqual([]);
  });

  test("another object of that name", () => {
    const deleted: PlannedObject = { ...planned({}, {}), preconditions: { exists: true, uid: "1", fields: [] } };
    expect(movedOf(deleted, { metadata: { uid: "2" } })).toMatchObject([
      { path: "metadata.uid", expected: "1", live: "2" },
    ]);
  });

  test("is told without what is secret", () => {
    const text = movedText([
      { ref: REF, path: "data.a", expected: "eA==", live: "eQ==" },
      { ref: REF, path: "type", live: "t" },
    ]);
    expect(text).toContain("Secret/n/s: data.a: expected ***, found ***");
    expect(text).toContain('type: expected (none), found "t"');
  });
});

const OPTIONS: UpgradeOptions = {
  ...{ dryRun: true, serverSide: true, serverSideWanted: "auto", validate: true, takeOwnership: false },
  ...{
    rollbackOnFailure: false,
    cleanupOnFail: false,
    description: "",
    wait: "hookOnly" as const,
    timeoutMs: 1,
    disableHooks: false,
  },
  ...{ waitForJobs: false, forceReplace: false, forceConflicts: false },
};

function plan(objects: readonly PlannedObject[]): Plan {
  const release = releaseFromJson({
    ...{ name: "web", namespace: "n", version: 3, manifest: "kind: A\n", config: { a: { b: 1 } }, apply_method: "ssa" },
    info: { status: "pending-upgrade", first_deployed: "2026-01-02T03:04:05Z", last_deployed: "2026-01-02T03:04:05Z" },
    chart: { metadata: { name: "c", version: "0.1.0", apiVersion: "v2" }, values: { x: 1 } },
  });
  release.labels.set("team", "x");
  return {
    ...{ release, chartDigest: "sha256:0", objects, hooks: [], crds: [], maxHistory: 10 },
    run: { kind: "upgrade", options: OPTIONS },
    base: { revision: 2, status: "deployed" },
  };
}

describe("a plan file", () => {
  const whole = plan([
    planned({ data: { a: "eA==" } }, { data: { a: "eQ==" } }, [{ path: "data.a", old: "eA==", new: "eQ==" }]),
  ]);

  test("holds the plan", () => {
    const read = readPlan(planFile(whole));
    expect(planFile(read)).toBe(planFile(whole));
    expect(read.release).toMatchObject({ name: "web", version: 3, manifest: "kind: A\n", applyMethod: "ssa" });
    expect([...read.release.labels]).toEqual([["team", "x"]]);
  });

  function refuses(text: string, message: string): void {
    test(message, () => expect(() => readPlan(text)).toThrow(message));
  }
  refuses("no json", "this is no plan: it is no JSON");
  refuses("[]", "it was not written by lade plan");
  refuses('{"kind":"lade.plan","version":2}', "a plan of version 2 cannot be read");
  refuses('{"kind":"lade.plan","version":1}', "does not say what to run");
  const run = JSON.stringify({ kind: "upgrade", options: {} });
  refuses(`{"kind":"lade.plan","version":1,"run":${run},"objects":[{}]}`, "an object without preconditions");
  refuses(`{"kind":"lade.plan","version":1,"run":${run},"crds":[1]}`, "a definition without a name");
  refuses(`{"kind":"lade.plan","version":1,"run":${run}}`, "does not say how to run it");
});

test("nothing secret is printed", () => {
  const whole = plan([
    planned({ data: { a: "b2xk" } }, { data: { a: "bmV3" } }, [{ path: "data.a", old: "b2xk", new: "bmV3" }]),
  ]);
  for (const text of [planText(whole), planJson(whole)]) {
    expect(text).toContain("***");
    expect(text).not.toMatch(/b2xk|bmV3/);
  }
});

test("what is blocked, what changes, and how it is summed up", () => {
  const one = planned({}, {});
  const of = (...actions: PlannedObject["action"][]) => plan(actions.map((action) => ({ ...one, action })));
  expect([isBlocked(of("patch")), isBlocked(of("patch", "conflict"))]).toEqual([false, true]);
  expect([hasChanges(of("unchanged", "keep")), hasChanges(of("delete"))]).toEqual([false, true]);
  expect(summary(of("create", "create", "keep").objects)).toBe("2 to create, 1 to keep");
  expect(summary([])).toBe("no objects");
});
