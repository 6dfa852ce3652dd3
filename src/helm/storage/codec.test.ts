import { expect, test } from "bun:test";
import { decodeRelease, encodeRelease } from "./codec.ts";
import { releaseFromJson } from "./release-json.ts";

const STORED = {
  name: "web",
  info: {
    first_deployed: "2026-01-02T03:04:05.678901234+01:00",
    last_deployed: "2026-01-02T03:04:05.678901234+01:00",
    deleted: "",
    description: "Install complete",
    status: "deployed",
    notes: "hello\n",
  },
  chart: {
    metadata: { name: "c", version: "0.1.0", apiVersion: "v2" },
    lock: null,
    templates: [{ name: "templates/a.yaml", data: btoa("kind: A\n") }],
    values: { replicas: 2, nested: { big: 12345678 } },
    schema: btoa("{}"),
    files: [],
  },
  config: { replicas: 3 },
  manifest: "---\nkind: A\n",
  hooks: [
    {
      name: "h",
      kind: "Job",
      path: "c/templates/h.yaml",
      manifest: "kind: Job",
      events: ["pre-install"],
      last_run: { phase: "Succeeded" },
      weight: -5,
    },
  ],
  version: 4,
  namespace: "prod",
  apply_method: "ssa",
};

test("a release survives its stored form", async () => {
  const release = releaseFromJson(STORED);
  expect(await decodeRelease(await encodeRelease(release, "helm4"), { dialect: "helm4" })).toEqual(release);
  expect(release.chart.values.get("nested")).toEqual(new Map([["big", 12345678]]));
  expect(release.info.deleted).toBe("");
});

test("a record from before compression is read", async () => {
  expect((await decodeRelease(btoa(JSON.stringify(STORED)), { dialect: "helm4" })).version).toBe(4);
});

test("what is no record is refused", async () => {
  expect(decodeRelease(btoa("not a release"), { dialect: "helm4" })).rejects.toThrow();
  expect(decodeRelease("%%%", { dialect: "helm4" })).rejects.toThrow();
});
