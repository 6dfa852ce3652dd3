import { describe, expect, test } from "bun:test";
import { textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import { Sandbox } from "../sandbox.ts";
import { memoryStorage } from "../storage/memory-storage.ts";
import { SimulatedTime } from "./simulated-time.ts";

const START_MS = Date.parse("2030-01-01T00:00:00Z");
const still = (): SimulatedTime => new SimulatedTime({ from: START_MS, random: () => 0.5 });

describe("simulated time", () => {
  test("what is due happens in its order, each at its moment", () => {
    const time = still();
    const seen: string[] = [];
    const note = (name: string) => () => void seen.push(`${name} ${time.now() - START_MS}`);
    time.after(30, note("c"));
    time.after(10, () => {
      note("a")();
      time.after(10, note("b"));
    });
    time.after(30, note("d"));
    time.after(15, note("never"))();
    time.after(1000, note("later"));
    time.advance(100);
    expect(seen).toEqual(["a 10", "b 20", "c 30", "d 30"]);
    expect(time.now()).toBe(START_MS + 100);
  });

  test("what comes someday is nothing to wait for, and happens on the way", () => {
    const time = still();
    const seen: string[] = [];
    time.after(50, () => seen.push("someday"), "someday");
    time.after(5000, () => seen.push("never"), "someday");
    time.after(100, () => seen.push("awaited"));
    expect(time.untilIdle(60_000)).toBe(100);
    expect(seen).toEqual(["someday", "awaited"]);
  });

  test("idleness is waited for no longer than asked", () => {
    const time = still();
    const again = (): void => void time.after(1000, again);
    again();
    expect(time.untilIdle(10_500)).toBe(10_000);
  });

  test("between moves it passes as its source does", () => {
    let now = START_MS;
    const time = new SimulatedTime({ from: { now: () => now }, random: () => 0.5 });
    time.advance(1000);
    now += 7;
    expect(time.now()).toBe(START_MS + 1007);
  });
});

const deployment = (annotations: JsonObject): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default" },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" }, annotations },
      spec: { containers: [{ name: "main", image: "example.com/a:1" }] },
    },
  },
});
const WEB = "/apis/apps/v1/namespaces/default/deployments/web";

describe("a sandbox in simulated time", () => {
  test("half an hour of starting is over at once", async () => {
    const time = still();
    const sandbox = new Sandbox({ storage: memoryStorage(), ports: time });
    const path = "/apis/apps/v1/namespaces/default/deployments";
    await sandbox.request({
      method: "POST",
      path,
      body: deployment({ "sandbox.lade.dev/fault": "slow-start=30m" }),
    });
    time.advance(60_000);
    const starting = (await sandbox.request({ method: "GET", path: WEB })).body;
    expect(valueAt(starting, "status", "readyReplicas")).toBeUndefined();
    const took = time.untilIdle(3_600_000);
    expect(took).toBeWithin(29 * 60_000 - 1000, 29 * 60_000 + 1000);
    const ready = (await sandbox.request({ method: "GET", path: WEB })).body;
    expect(valueAt(ready, "status", "readyReplicas")).toBe(1);
    expect(textAt(ready, "metadata", "creationTimestamp")).toBe("2030-01-01T00:00:00Z");
    sandbox.close();
  });
});
