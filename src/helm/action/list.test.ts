import { expect, test } from "bun:test";
import {
  MemoryDriver,
  releaseFromJson,
  releaseKey,
  Storage,
  type Release,
  type ReleaseStatus,
} from "../storage/index.ts";
import { listReleases, type ListOptions } from "./list.ts";

const RECORDS: readonly (readonly [name: string, version: number, status: ReleaseStatus, deployed: string])[] = [
  ["alpha", 1, "superseded", "2026-01-05T00:00:00Z"],
  ["alpha", 2, "deployed", "2026-01-06T00:00:00Z"],
  ["beta", 9, "superseded", "2026-01-01T00:00:00Z"],
  ["beta", 10, "failed", "2026-01-02T00:00:00Z"],
  ["gamma", 1, "uninstalled", "2026-01-04T00:00:00Z"],
  ["delta", 1, "pending-install", "2026-01-03T00:00:00Z"],
  ["eta", 1, "unknown", "2026-01-07T00:00:00Z"],
];

const ALL: readonly ReleaseStatus[] = ["deployed", "failed", "uninstalled", "superseded", "pending-install"];

function storage(): Storage {
  const entries = RECORDS.map(([name, version, status, deployed]): [string, Release] => {
    const json = { name, version, namespace: "x", info: { status, last_deployed: deployed }, chart: CHART };
    const release = Object.assign(releaseFromJson(json), { labels: new Map([["team", name.slice(0, 1)]]) });
    return [`x/${releaseKey(name, version)}`, release];
  });
  return new Storage(new MemoryDriver("x", new Map(entries)));
}

const CHART = { metadata: { name: "c", version: "0.1.0", apiVersion: "v2" } };

async function check(options: Partial<ListOptions>, expected: string): Promise<void> {
  const found = await listReleases(storage(), { states: new Set(ALL), ...options });
  expect(found.map(({ name, version }) => `${name}.${version}`).join(" ")).toBe(expected);
}

test("the newest revision of each release, by name; states nobody knows are not shown", async () => {
  await check({}, "alpha.2 beta.10 delta.1 gamma.1");
});

test("states are those of the newest revision", async () => {
  await check({ states: new Set(["deployed"]) }, "alpha.2");
  await check({ states: new Set(["failed", "uninstalled"]) }, "beta.10 gamma.1");
});

test("superseded alone shows what no longer is the newest", async () => {
  await check({ states: new Set(["superseded"]) }, "alpha.1 beta.9");
  await check({ states: new Set(["superseded", "failed"]) }, "beta.10");
});

test("order, limit and offset", async () => {
  await check({ reverse: true }, "gamma.1 delta.1 beta.10 alpha.2");
  await check({ byDate: true }, "beta.10 delta.1 gamma.1 alpha.2");
  await check({ limit: 2, offset: 1 }, "beta.10 delta.1");
  await check({ offset: 9 }, "");
});

test("filters and selectors", async () => {
  await check({ filter: "^.e" }, "beta.10 delta.1");
  await check({ selector: "team in (a, g)" }, "alpha.2 gamma.1");
  await check({ filter: "nothing", selector: "in (" }, "");
  expect(check({ filter: "[" }, "")).rejects.toThrow("error parsing regexp");
});
