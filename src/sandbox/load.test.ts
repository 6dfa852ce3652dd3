/** Objects of another cluster, put into the sandbox: they stay as they are, whatever hashes that cluster gave. */
import { expect, test } from "bun:test";
import { Discovery, listAt, objectAt, Objects, textAt, type JsonObject } from "../kube/index.ts";
import { memoryStorage, Sandbox, SimulatedTime } from "./index.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const WAIT_MS = 60_000;

function made(): { readonly sandbox: Sandbox; readonly time: SimulatedTime; readonly objects: Objects } {
  const time = new SimulatedTime({ from: NOW, random: Math.random });
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: time });
  return { sandbox, time, objects: new Objects(sandbox, new Discovery(sandbox)) };
}

function workload(kind: string, image: string): JsonObject {
  const labels = { app: kind.toLowerCase() };
  const template = { metadata: { labels }, spec: { containers: [{ name: "web", image }] } };
  const metadata = { name: kind.toLowerCase(), namespace: "default" };
  const more: JsonObject = kind === "DaemonSet" ? {} : { replicas: 2 };
  return { apiVersion: "apps/v1", kind, metadata, spec: { ...more, selector: { matchLabels: labels }, template } };
}

/** As another control plane would have named it. */
function renamed(object: JsonObject, hashes: ReadonlyMap<string, string>): JsonObject {
  let text = JSON.stringify(object);
  for (const [old, other] of hashes) text = text.replaceAll(old, other);
  return JSON.parse(text) as JsonObject;
}

async function podsOf({ objects }: { readonly objects: Objects }): Promise<string[]> {
  const pods = await objects.list("v1", "Pod", { namespace: "default" });
  return pods.map((pod) => textAt(pod, "metadata", "name")).sort();
}

test("a Deployment of another control plane keeps its pods, rolls to a new template, and back to the set that it had", async () => {
  const first = made();
  await first.objects.create(workload("Deployment", "web:1"));
  first.time.advance(WAIT_MS);
  const [set] = await first.objects.list("apps/v1", "ReplicaSet", { namespace: "default" });
  const hash = textAt(set, "metadata", "labels", "pod-template-hash");
  const second = made();
  const hashes = new Map([[hash, "5d59d67564"]]);
  const unknown = second.sandbox.load([
    ...first.sandbox.snapshot().map(({ object }) => renamed(object, hashes)),
    { apiVersion: "example.com/v1", kind: "Unknown", metadata: { name: "x", namespace: "default" } },
  ]);
  expect(unknown.map((one) => one["kind"])).toEqual(["Unknown"]);
  second.time.advance(WAIT_MS);
  const before = await podsOf(second);
  expect(before).toHaveLength(2);
  expect(before.every((name) => name.startsWith("deployment-5d59d67564-"))).toBe(true);
  const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: "default", name: "deployment" };
  const setImage = async (image: string): Promise<void> => {
    const body = objectAt(workload("Deployment", image), "spec");
    await second.objects.patch(ref, { type: "strategic-merge", body: { spec: body } });
    second.time.advance(WAIT_MS);
  };
  await setImage("web:2");
  expect((await podsOf(second)).some((name) => before.includes(name))).toBe(false);
  await setImage("web:1");
  expect((await podsOf(second)).every((name) => name.startsWith("deployment-5d59d67564-"))).toBe(true);
});

for (const kind of ["StatefulSet", "DaemonSet"]) {
  test(`a ${kind} of another control plane keeps its pods`, async () => {
    const first = made();
    await first.objects.create(workload(kind, "web:1"));
    first.time.advance(WAIT_MS);
    const [revision] = await first.objects.list("apps/v1", "ControllerRevision", { namespace: "default" });
    const hash = textAt(revision, "metadata", "name").replace(/^.*-/, "");
    const second = made();
    const hashes = new Map([[hash, "5d59d67564"]]);
    second.sandbox.load(first.sandbox.snapshot().map(({ object }) => renamed(object, hashes)));
    const uids = async (): Promise<string[]> => {
      const pods = await second.objects.list("v1", "Pod", { namespace: "default" });
      return pods.map((pod) => textAt(pod, "metadata", "uid")).sort();
    };
    const before = await uids();
    expect(before).toHaveLength(2);
    second.time.advance(WAIT_MS);
    expect(await uids()).toEqual(before);
    expect(await second.objects.list("apps/v1", "ControllerRevision", { namespace: "default" })).toHaveLength(1);
  });
}

test("a Service that selects nothing is written once", async () => {
  const { sandbox, time, objects } = made();
  const metadata = { name: "lonely", namespace: "default" };
  await objects.create({
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { selector: { app: "none" }, ports: [{ port: 80 }] },
  });
  time.advance(1000);
  const events: string[] = [];
  sandbox.listen(({ collection, object }) => events.push(`${collection} ${textAt(object, "metadata", "name")}`));
  time.advance(WAIT_MS);
  expect(events).toEqual([]);
});

test("a fault is for those pods whose name or uid it has", async () => {
  const { sandbox, time, objects } = made();
  const rule = { kind: "never-ready", delayMs: 0, namespace: "", prefix: "", image: "" } as const;
  sandbox.faults = [
    { ...rule, names: /^deployment-/ },
    { ...rule, uids: new Set<string>() },
  ];
  await objects.create(workload("Deployment", "web:1"));
  await objects.create(workload("DaemonSet", "web:1"));
  time.advance(WAIT_MS);
  const pods = await objects.list("v1", "Pod", { namespace: "default" });
  const isReady = (pod: JsonObject): boolean =>
    listAt(pod, "status", "conditions").some(
      (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
    );
  const ready = pods.filter(isReady).map((pod) => textAt(pod, "metadata", "labels", "app"));
  expect(ready).toEqual(["daemonset", "daemonset"]);
});
