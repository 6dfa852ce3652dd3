/**
 * What every implementation of the Cluster port must do: the shared suite of the HTTP client and of the sandbox.
 * It works in a namespace of its own, which it deletes at the end.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  ApiError,
  Discovery,
  isObject,
  listAt,
  numberAt,
  Objects,
  objectAt,
  textAt,
  valueAt,
} from "../../src/kube/index.ts";
import type { Cluster, JsonObject, JsonValue, ObjectRef, WatchEvent } from "../../src/kube/index.ts";

const WAIT_MS_MAX = 20_000;

export function conformance(name: string, open: () => Cluster): void {
  const namespace = `conformance-${Math.random().toString(36).slice(2, 10)}`;
  let objects: Objects;

  const configMap = (of: string, data: JsonObject, labels?: JsonObject): JsonObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: of, namespace, ...(labels && { labels }) },
    data,
  });
  const ref = (of: string, kind = "ConfigMap", apiVersion = "v1"): ObjectRef => ({
    apiVersion,
    kind,
    namespace,
    name: of,
  });
  const deployment = (of: string, more: JsonObject = {}): JsonObject => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: of, namespace },
    spec: {
      selector: { matchLabels: { app: of } },
      template: {
        metadata: { labels: { app: of } },
        spec: { containers: [{ name: "main", image: "example.com/a:1", ...more }] },
      },
    },
  });
  const get = (path: string, query: Record<string, string> = {}) =>
    objects.cluster.request({ method: "GET", path, query });

  describe(name, () => {
    beforeAll(async () => {
      const cluster = open();
      objects = new Objects(cluster, new Discovery(cluster));
      await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
      await until(async () => (await objects.find(ref("default", "ServiceAccount"))) !== undefined);
    });

    afterAll(async () => {
      await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: namespace });
    });

    describe("discovery", () => {
      test("the version is told", async () => {
        expect((await objects.discovery.version()).gitVersion).toMatch(/^v\d+\.\d+\.\d+/);
      });

      test("kinds are found with their paths", async () => {
        expect(await objects.discovery.find("apps/v1", "Deployment")).toMatchObject({
          name: "deployments",
          namespaced: true,
        });
        const clusterRole = await objects.discovery.find("rbac.authorization.k8s.io/v1", "ClusterRole");
        expect(clusterRole?.namespaced).toBe(false);
        expect(await objects.discovery.find("apps/v1", "Nothing")).toBeUndefined();
      });
    });

    describe("objects", () => {
      test("what was created can be read", async () => {
        const { object } = await objects.create(configMap("made", { a: "1" }));
        expect(textAt(object, "metadata", "uid")).not.toBe("");
        expect(await objects.get(ref("made"))).toMatchObject({ kind: "ConfigMap", data: { a: "1" } });
      });

      test("a second of the same name is refused", async () => {
        await objects.create(configMap("twice", {}));
        // With other content: what is there as it was sent may be the client's own doing, of a try whose answer was lost.
        const error = await refusal(objects.create(configMap("twice", { a: "2" })));
        expect(error).toMatchObject({
          status: 409,
          reason: "AlreadyExists",
          message: 'configmaps "twice" already exists',
        });
      });

      test("the server makes up names", async () => {
        const metadata = { generateName: "some-", namespace };
        const { object } = await objects.create({ apiVersion: "v1", kind: "ConfigMap", metadata });
        expect(textAt(object, "metadata", "name")).toMatch(/^some-[a-z0-9]{5}$/);
      });

      test("what is not there is not found", async () => {
        const error = await refusal(objects.get(ref("nothing")));
        expect(error).toMatchObject({ status: 404, reason: "NotFound", message: 'configmaps "nothing" not found' });
        expect(error.details).toMatchObject({ name: "nothing", kind: "configmaps" });
        expect(await objects.find(ref("nothing"))).toBeUndefined();
      });

      test("an update replaces, and an old version is a conflict", async () => {
        const { object: first } = await objects.create(configMap("replaced", { a: "1", b: "2" }));
        await objects.update({ ...first, data: { a: "3" } });
        expect(valueAt(await objects.get(ref("replaced")), "data")).toEqual({ a: "3" });
        const error = await refusal(objects.update({ ...first, data: { a: "4" } }));
        expect(error).toMatchObject({ status: 409, reason: "Conflict" });
        expect(error.message).toContain("the object has been modified");
      });

      test("what cannot be is refused field by field", async () => {
        const error = await refusal(objects.create(configMap("Not A Name", {})));
        expect(error).toMatchObject({ status: 422, reason: "Invalid" });
        expect(error.causes[0]).toMatchObject({ field: "metadata.name", reason: "FieldValueInvalid" });
      });

      test("deleted is gone, and the wrong uid deletes nothing", async () => {
        await objects.create(configMap("deleted", {}));
        const error = await refusal(objects.delete(ref("deleted"), { uid: "00000000-0000-0000-0000-000000000000" }));
        expect(error).toMatchObject({ status: 409, reason: "Conflict" });
        await objects.delete(ref("deleted"));
        expect(await objects.find(ref("deleted"))).toBeUndefined();
        expect(await refusal(objects.delete(ref("deleted")))).toMatchObject({ reason: "NotFound" });
      });

      test("a foreground deletion waits for what belongs to the object", async () => {
        await objects.create({ ...deployment("owner"), metadata: { name: "owner", namespace, labels: {} } });
        await objects.delete(ref("owner", "Deployment", "apps/v1"), { propagation: "Foreground" });
        const left = await objects.find(ref("owner", "Deployment", "apps/v1"));
        if (left !== undefined) expect(listAt(left, "metadata", "finalizers")).toContain("foregroundDeletion");
        await until(async () => (await objects.find(ref("owner", "Deployment", "apps/v1"))) === undefined);
      });

      test("a dry run leaves nothing behind", async () => {
        const { object } = await objects.create(configMap("dry", { a: "1" }), { dryRun: true });
        expect(textAt(object, "metadata", "name")).toBe("dry");
        expect(await objects.find(ref("dry"))).toBeUndefined();
      });
    });

    describe("patches", () => {
      test("JSON patch", async () => {
        await objects.create(configMap("json-patch", { a: "1" }));
        const body = [
          { op: "test", path: "/data/a", value: "1" },
          { op: "add", path: "/data/b", value: "2" },
        ];
        const { object } = await objects.patch(ref("json-patch"), { type: "json", body });
        expect(valueAt(object, "data")).toEqual({ a: "1", b: "2" });
        const wrong = [{ op: "test", path: "/data/a", value: "9" }];
        expect((await refusal(objects.patch(ref("json-patch"), { type: "json", body: wrong }))).status).toBe(422);
      });

      test("merge patch: null removes", async () => {
        await objects.create(configMap("merge-patch", { a: "1", b: "2" }));
        const { object } = await objects.patch(ref("merge-patch"), {
          type: "merge",
          body: { data: { a: null, c: "3" } },
        });
        expect(valueAt(object, "data")).toEqual({ b: "2", c: "3" });
      });

      test("strategic merge patch: lists merge by their keys", async () => {
        await objects.create(deployment("strategic"));
        const containers = [{ name: "side", image: "example.com/b:1" }];
        const body = { spec: { template: { spec: { containers } } } };
        const { object } = await objects.patch(ref("strategic", "Deployment", "apps/v1"), {
          type: "strategic-merge",
          body,
        });
        const names = listAt(object, "spec", "template", "spec", "containers").map((one) => textAt(one, "name"));
        expect(names.toSorted()).toEqual(["main", "side"]);
      });

      test("a patch of what is not there", async () => {
        const error = await refusal(objects.patch(ref("nothing"), { type: "merge", body: {} }));
        expect(error.reason).toBe("NotFound");
      });
    });

    describe("server-side apply", () => {
      test("makes the object, and owns its fields", async () => {
        const { object } = await objects.apply(configMap("applied", { a: "1" }), { fieldManager: "one" });
        const [managed = null] = listAt(object, "metadata", "managedFields");
        expect(managed).toMatchObject({ manager: "one", operation: "Apply" });
        expect(objectAt(managed, "fieldsV1", "f:data")).toEqual({ "f:a": {} });
      });

      test("a field that is left out goes", async () => {
        await objects.apply(configMap("shrinking", { a: "1", b: "2" }), { fieldManager: "one" });
        const { object } = await objects.apply(configMap("shrinking", { a: "1" }), { fieldManager: "one" });
        expect(valueAt(object, "data")).toEqual({ a: "1" });
      });

      test("another's field is a conflict that names both, unless forced", async () => {
        await objects.apply(configMap("contested", { a: "1" }), { fieldManager: "one" });
        const mine = configMap("contested", { a: "2" });
        const error = await refusal(objects.apply(mine, { fieldManager: "two" }));
        expect(error).toMatchObject({ status: 409, reason: "Conflict" });
        expect(error.message).toBe('Apply failed with 1 conflict: conflict with "one": .data.a');
        expect(error.causes).toEqual([
          { reason: "FieldManagerConflict", message: 'conflict with "one"', field: ".data.a" },
        ]);
        const { object } = await objects.apply(mine, { fieldManager: "two", force: true });
        expect(valueAt(object, "data")).toEqual({ a: "2" });
      });

      test("a dry run shows the outcome and keeps the old", async () => {
        await objects.apply(configMap("apply-dry", { a: "1" }), { fieldManager: "one" });
        const { object } = await objects.apply(configMap("apply-dry", { a: "2" }), {
          fieldManager: "one",
          dryRun: true,
        });
        expect(valueAt(object, "data")).toEqual({ a: "2" });
        expect(valueAt(await objects.get(ref("apply-dry")), "data")).toEqual({ a: "1" });
      });
    });

    describe("field validation", () => {
      const withUnknown = (of: string) => deployment(of, { nope: true });

      test("warns", async () => {
        const { warnings } = await objects.create(withUnknown("warned"), { fieldValidation: "Warn" });
        expect(warnings).toEqual(['unknown field "spec.template.spec.containers[0].nope"']);
      });

      test("refuses", async () => {
        const error = await refusal(objects.create(withUnknown("strict"), { fieldValidation: "Strict" }));
        expect(error).toMatchObject({ status: 400, reason: "BadRequest" });
        expect(error.message).toContain('strict decoding error: unknown field "spec.template.spec.containers[0].nope"');
      });

      test("ignores", async () => {
        const { warnings } = await objects.create(withUnknown("ignored"), { fieldValidation: "Ignore" });
        expect(warnings).toEqual([]);
      });
    });

    describe("lists", () => {
      const NAMES = ["list-a", "list-b", "list-c", "list-d", "list-e"];

      beforeAll(async () => {
        const one = (of: string, i: number) => objects.create(configMap(of, {}, { listed: "yes", odd: String(i % 2) }));
        await Promise.all(NAMES.map(one));
      });

      const namesOf = (items: readonly JsonValue[]) => items.map((item) => textAt(item, "metadata", "name")).toSorted();

      test("by labels", async () => {
        const found = await objects.list("v1", "ConfigMap", { namespace, labelSelector: "listed=yes,odd!=0" });
        expect(namesOf(found)).toEqual(["list-b", "list-d"]);
        expect(found[0]).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
      });

      test("by sets of labels", async () => {
        const labelSelector = "listed in (yes, maybe),!absent";
        expect(namesOf(await objects.list("v1", "ConfigMap", { namespace, labelSelector }))).toEqual(NAMES);
      });

      test("by fields", async () => {
        const fieldSelector = "metadata.name=list-c";
        expect(namesOf(await objects.list("v1", "ConfigMap", { namespace, fieldSelector }))).toEqual(["list-c"]);
      });

      test("over all namespaces", async () => {
        const found = await objects.list("v1", "ConfigMap", { labelSelector: "listed=yes" });
        expect(namesOf(found.filter((item) => textAt(item, "metadata", "namespace") === namespace))).toEqual(NAMES);
      });

      test("page by page", async () => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        const first = await get(path, { limit: "2", labelSelector: "listed=yes" });
        expect(listAt(first.body, "items")).toHaveLength(2);
        expect(numberAt(first.body, "metadata", "remainingItemCount") ?? 3).toBe(3);
        const next = textAt(first.body, "metadata", "continue");
        const rest = await get(path, { limit: "9", continue: next, labelSelector: "listed=yes" });
        expect(listAt(rest.body, "items")).toHaveLength(3);
        expect(textAt(rest.body, "metadata", "continue")).toBe("");
      });

      test("a selector that is none is refused", async () => {
        expect((await refusal(objects.list("v1", "ConfigMap", { namespace, labelSelector: "a in (" }))).status).toBe(
          400,
        );
      });

      test("as a table for people", async () => {
        const accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
        const path = `/api/v1/namespaces/${namespace}/configmaps/list-a`;
        const { body } = await objects.cluster.request({ method: "GET", path, accept });
        expect(textAt(body, "kind")).toBe("Table");
        expect(listAt(body, "columnDefinitions").map((one) => textAt(one, "name"))).toEqual(["Name", "Data", "Age"]);
        expect(listAt(body, "rows", 0, "cells").slice(0, 2)).toEqual(["list-a", 0]);
      });
    });

    describe("watches", () => {
      test("tell what is made, changed and deleted, from a version on", async () => {
        const labelSelector = "watched=yes";
        const { body } = await get(`/api/v1/namespaces/${namespace}/configmaps`, { labelSelector });
        const resourceVersion = textAt(body, "metadata", "resourceVersion");
        const stop = new AbortController();
        const options = { namespace, labelSelector, resourceVersion, signal: stop.signal };
        const events = take(objects.watch("v1", "ConfigMap", options), 3, stop);
        await objects.create(configMap("watched", { a: "1" }, { watched: "yes" }));
        await objects.patch(ref("watched"), { type: "merge", body: { data: { a: "2" } } });
        await objects.delete(ref("watched"));
        const told = (await events).map(({ type, object }) => `${type} ${textAt(object, "data", "a")}`);
        expect(told).toEqual(["ADDED 1", "MODIFIED 2", "DELETED 2"]);
      });

      test("end when they are told to", async () => {
        const stop = new AbortController();
        const events = take(objects.watch("v1", "ConfigMap", { namespace, signal: stop.signal }), Infinity, stop);
        await Bun.sleep(200);
        stop.abort();
        expect(Array.isArray(await events)).toBe(true);
      });

      test("a version that is none is refused", async () => {
        const stop = new AbortController();
        const options = { namespace, resourceVersion: "none", signal: stop.signal };
        const error = await refusal(take(objects.watch("v1", "ConfigMap", options), 1, stop));
        // The real server takes this for a fault of its own.
        expect(error.status).toBeGreaterThanOrEqual(400);
      });
    });

    describe("subresources and texts", () => {
      test("the status is patched apart from the rest", async () => {
        await objects.create(deployment("stated"));
        const body = { status: { conditions: [{ type: "Told", status: "True" }] }, spec: { replicas: 7 } };
        const place = ref("stated", "Deployment", "apps/v1");
        const { object } = await objects.patch(place, { type: "merge", body, subresource: "status" });
        expect(numberAt(object, "spec", "replicas")).toBe(1);
      });

      test("a path that is not served", async () => {
        const error = await refusal(get("/apis/none.example.com/v1/things"));
        expect(error).toMatchObject({ status: 404, reason: "NotFound" });
        expect(error.message).toContain("the server could not find the requested resource");
      });

      test("a method that a path does not have", async () => {
        const request = { method: "PUT", path: `/api/v1/namespaces/${namespace}/configmaps`, body: {} } as const;
        expect((await refusal(objects.cluster.request(request))).status).toBe(405);
      });
    });
  });
}

async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

/** The first events that are no bookmarks. */
async function take(events: AsyncIterable<WatchEvent>, count: number, stop: AbortController): Promise<WatchEvent[]> {
  const found: WatchEvent[] = [];
  const end = setTimeout(() => stop.abort(), WAIT_MS_MAX);
  try {
    for await (const event of events) {
      if (event.type !== "BOOKMARK" && isObject(event.object)) found.push(event);
      if (found.length >= count) break;
    }
  } finally {
    clearTimeout(end);
  }
  return found;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS_MAX;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`it did not come within ${WAIT_MS_MAX / 1000} s`);
    await Bun.sleep(50);
  }
}
