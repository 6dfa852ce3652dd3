import { expect, test } from "bun:test";
import type { Cluster } from "./cluster.ts";
import { Discovery } from "./discovery.ts";
import { Objects } from "./objects.ts";

const nobody: Cluster = {
  request: () => Promise.reject(new Error("nothing is asked")),
  async *watch() {},
};

test("names that cannot stand in a path are refused in client-go's words", async () => {
  const objects = new Objects(nobody, new Discovery(nobody));
  const path = (name: string) => objects.path({ apiVersion: "v1", kind: "ConfigMap", namespace: "ns", name });
  const check = (name: string, fault: string) => expect(path(name)).rejects.toThrow(fault);
  await check("", "resource name may not be empty");
  await check("A B/c", `invalid resource name "A B/c": [may not contain '/']`);
  await check("%/", `invalid resource name "%/": [may not contain '/' may not contain '%']`);
  await check("..", `invalid resource name "..": [may not be '..']`);
  const outside = objects.path({ apiVersion: "v1", kind: "ConfigMap", namespace: "..", name: "a" });
  await expect(outside).rejects.toThrow(`invalid namespace "..": [may not be '..']`);
  expect(await path("a:b c")).toBe("/api/v1/namespaces/ns/configmaps/a%3Ab%20c");
});
