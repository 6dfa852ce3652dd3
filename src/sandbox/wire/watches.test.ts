import { expect, test } from "bun:test";
import type { WatchEvent } from "../../kube/index.ts";
import { objectAt, textAt, valueAt } from "../../kube/index.ts";
import { machinePorts, memoryStorage, Sandbox } from "../index.ts";

const PATH = "/api/v1/namespaces/default/configmaps";
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

/** The first events of a watch of two config maps. */
async function events(query: Readonly<Record<string, string>>, accept = "application/json"): Promise<WatchEvent[]> {
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  try {
    for (const name of ["one", "two"]) {
      const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, labels: { watched: "yes" } } };
      await sandbox.request({ method: "POST", path: PATH, body });
    }
    const watch = sandbox.openWatch({
      ...{ method: "GET", path: PATH, query: { watch: "true", labelSelector: "watched", ...query } },
      ...{ body: undefined, contentType: "", accept, userAgent: "test" },
    });
    return "first" in watch ? [...watch.first] : [];
  } finally {
    sandbox.close();
  }
}

const said = (all: readonly WatchEvent[]): string[] => all.map(({ type }) => type);

test("the columns of a table are told with its first event", async () => {
  const told = await events({}, TABLE);
  expect(said(told)).toEqual(["ADDED", "ADDED"]);
  expect(told.map(({ object }) => Array.isArray(valueAt(object, "columnDefinitions")))).toEqual([true, false]);
});

test("the end of the first events is told to who takes bookmarks", async () => {
  const initial = { sendInitialEvents: "true", resourceVersionMatch: "NotOlderThan" };
  expect(said(await events(initial))).toEqual(["ADDED", "ADDED"]);
  const told = await events({ ...initial, allowWatchBookmarks: "true" });
  expect(said(told)).toEqual(["ADDED", "ADDED", "BOOKMARK"]);
  const { annotations } = objectAt(told[2]?.object, "metadata");
  expect(textAt(annotations, "k8s.io/initial-events-end")).toBe("true");
});
