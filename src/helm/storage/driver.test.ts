import { expect, test } from "bun:test";
import { entryLabels, isTelling, loadNewest, type StoredEntry } from "./driver.ts";
import { releaseFromJson } from "./release-json.ts";
import type { Release } from "./release.ts";

function release(version: number, labels: Readonly<Record<string, string>> = {}): Release {
  const json = { name: "web", version, info: { status: "deployed" }, chart: { metadata: {} } };
  return Object.assign(releaseFromJson(json), { labels: new Map(Object.entries(labels)) });
}

test("an entry's labels keep the times that were read with it, as Helm's do", () => {
  const own = { name: "web", owner: "helm", status: "deployed", version: "1" };
  expect(entryLabels(release(1, { team: "x", status: "failed" }), { modifiedAt: "2" })).toEqual({
    ...{ ...own, team: "x", modifiedAt: "2" },
  });
  expect(entryLabels(release(1, { createdAt: "1", modifiedAt: "1" }), { modifiedAt: "2" })).toEqual({
    ...{ ...own, createdAt: "1", modifiedAt: "1" },
  });
});

function entry(version: number, labels: Readonly<Record<string, string>>): StoredEntry & { loads: number } {
  return {
    ...{
      key: `sh.helm.release.v1.web.v${version}`,
      namespace: "ns",
      labels: new Map(Object.entries(labels)),
      loads: 0,
    },
    load() {
      this.loads++;
      return Promise.resolve(release(version));
    },
  };
}

test("the newest is known by labels, unless somebody has changed them", async () => {
  const told = [1, 2].map((version) => entry(version, { name: "web", version: String(version) }));
  expect((await loadNewest(told))?.version).toBe(2);
  expect(told.map(({ loads }) => loads)).toEqual([0, 1]);
  const swapped = [entry(1, { name: "web", version: "2" }), entry(2, { name: "web", version: "1" })];
  expect((await loadNewest(swapped))?.version).toBe(2);
  expect((await loadNewest([entry(1, {}), entry(2, {})]))?.version).toBe(2);
});

test("labels tell where they name what the key names", () => {
  const check = (labels: Readonly<Record<string, string>>, expected: boolean) =>
    expect(isTelling(entry(1, labels))).toBe(expected);
  check({ name: "web", version: "1" }, true);
  check({ name: "web", version: "01" }, false);
  check({ name: "other", version: "1" }, false);
  check({}, false);
});
