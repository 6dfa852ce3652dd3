import { expect, test } from "bun:test";
import { apiError, ApiError } from "../api-error.ts";
import type { ApiRequest, Cluster, WatchEvent } from "../cluster.ts";
import { Discovery } from "../discovery.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { Objects } from "../objects.ts";
import { LiveCollection } from "./live-collection.ts";

function map(name: string, version: number, more: JsonObject = {}): JsonObject {
  return { metadata: { namespace: "ns", name, resourceVersion: String(version), ...more } };
}

const expired = (): ApiError => apiError(410, { body: null, text: "" });

/** What each watch tells, and how it ends: with an error, or as a server ends it. */
type Script = readonly (WatchEvent | Error)[];

class Scripted implements Cluster {
  readonly asked: string[] = [];
  readonly stop = new AbortController();
  readonly #lists: readonly (JsonObject[] | Error)[];
  readonly #watches: readonly Script[];
  #list = 0;
  #watch = 0;

  constructor(lists: readonly (JsonObject[] | Error)[], watches: readonly Script[]) {
    this.#lists = lists;
    this.#watches = watches;
  }

  request({ path }: ApiRequest) {
    const answer = this.#answer(path);
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve({ status: 200, body: answer, text: "", warnings: [] });
  }

  #answer(path: string): JsonValue | Error {
    if (path === "/api") return { kind: "APIVersions", versions: ["v1"] };
    if (path === "/apis") return { kind: "APIGroupList", groups: [] };
    if (path === "/api/v1") return { resources: [{ name: "configmaps", kind: "ConfigMap", namespaced: true }] };
    this.asked.push("list");
    if (this.#list >= this.#lists.length) this.stop.abort();
    const items = this.#lists[this.#list++] ?? [];
    return items instanceof Error ? items : { items, metadata: { resourceVersion: String(this.#list * 100) } };
  }

  /** After the last script, everything is over. */
  async *watch({ query }: ApiRequest): AsyncIterable<WatchEvent> {
    const script = this.#watches[this.#watch++];
    if (script === undefined) return this.stop.abort();
    this.asked.push(`watch from ${query?.["resourceVersion"]}`);
    await Promise.resolve();
    for (const step of script) {
      if (step instanceof Error) throw step;
      yield step;
    }
  }
}

async function check(
  lists: readonly (JsonObject[] | Error)[],
  watches: readonly Script[],
): Promise<{ asked: string[]; names: string[]; pausesMs: number[]; live: LiveCollection }> {
  const cluster = new Scripted(lists, watches);
  const pausesMs: number[] = [];
  const clock = { nowMs: () => 0, sleep: (ms: number) => Promise.resolve(void pausesMs.push(ms)) };
  const objects = new Objects(cluster, new Discovery(cluster));
  const collection = { apiVersion: "v1", kind: "ConfigMap", namespace: "ns" };
  const live = new LiveCollection(collection, { objects, clock }, () => undefined);
  await live.follow(cluster.stop.signal);
  const names = [...live.values()].map(({ metadata }) => String((metadata as JsonObject)["name"])).sort();
  return { asked: cluster.asked, names, pausesMs, live };
}

const added = (object: JsonObject): WatchEvent => ({ type: "ADDED", object });

test("a list, and then what has changed since", async () => {
  const events: Script = [added(map("b", 101)), { type: "DELETED", object: map("a", 102) }, added(map("c", 103))];
  const { asked, names } = await check([[map("a", 1)]], [events]);
  expect(asked).toEqual(["list", "watch from 100"]);
  expect(names).toEqual(["b", "c"]);
});

test("what went is remembered as it was, until one of its name is there", async () => {
  const gone = (name: string, version: number): WatchEvent => ({ type: "DELETED", object: map(name, version) });
  const events: Script = [gone("a", 102), gone("b", 103), added(map("b", 104))];
  const { live } = await check([[map("a", 1), map("b", 2)]], [events]);
  expect(live.lastSeen("ns", "a")).toMatchObject({ kind: "ConfigMap", ...map("a", 102) });
  expect(live.lastSeen("ns", "b")).toBeUndefined();
});

test("a watch that ends or breaks off is taken up where it stood", async () => {
  const bookmark: WatchEvent = { type: "BOOKMARK", object: { metadata: { resourceVersion: "150" } } };
  const { asked, names } = await check(
    [[]],
    [[added(map("a", 101))], [bookmark, new Error("reset")], [added(map("b", 151))]],
  );
  expect(asked).toEqual(["list", "watch from 100", "watch from 101", "watch from 150"]);
  expect(names).toEqual(["a", "b"]);
});

test("a version that is forgotten means a new list, without what has gone meanwhile", async () => {
  const { asked, names } = await check([[map("a", 1), map("b", 2)], [map("b", 3)]], [[expired()], []]);
  expect(asked).toEqual(["list", "watch from 100", "list", "watch from 200"]);
  expect(names).toEqual(["b"]);
});

test("what keeps failing is tried later and later", async () => {
  const away = (): Error => new Error("connection refused");
  const lists = [away(), away(), away(), away(), away(), away(), away(), []];
  const { asked, pausesMs } = await check(lists, [[]]);
  expect(asked).toHaveLength(9);
  expect(pausesMs.slice(0, 7)).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000]);
});

test("who may list but not watch is given a new list now and then", async () => {
  const lists = [[map("a", 1)], [map("b", 2)], [map("c", 3)]];
  const { asked, names, pausesMs } = await check(lists, [[new ApiError(403, "Forbidden", "no")]]);
  expect(asked).toEqual(["list", "watch from 100", "list", "list", "list"]);
  expect(names).toEqual([]);
  expect(pausesMs).toEqual([3000, 3000, 3000]);
});

test("who may not watch is told, and does not ask again", async () => {
  const { asked, live } = await check([new ApiError(403, "Forbidden", "no")], []);
  expect(asked).toEqual(["list"]);
  expect(live.isCurrent).toBe(false);
  expect(live.refusal).toMatchObject({ reason: "Forbidden" });
});
