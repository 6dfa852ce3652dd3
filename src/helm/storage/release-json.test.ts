import { expect, test } from "bun:test";
import { marshal } from "../../go/json/index.ts";
import { releaseFromJson, releaseToJson } from "./release-json.ts";

const FILE = { name: "templates/a.yaml", data: btoa("a"), modtime: "2026-01-02T03:04:05.5Z" };

const RELEASE = releaseFromJson({
  name: "web",
  version: 2,
  namespace: "x",
  apply_method: "ssa",
  info: { status: "deployed", last_deployed: "2026-01-02T03:04:05.678901234Z", rollback_revision: 1 },
  chart: { metadata: { name: "c", version: "0.1.0", apiVersion: "v2" }, templates: [FILE] },
  hooks: [{ name: "h", events: ["test"], last_run: { phase: "" } }],
});

function check(dialect: "helm3" | "helm4", expected: readonly string[], unexpected: readonly string[]): void {
  const text = marshal(releaseToJson(RELEASE, { dialect }), { sortKeys: false });
  for (const part of expected) expect(text).toContain(part);
  for (const part of unexpected) expect(text).not.toContain(part);
}

test("Helm 4 leaves out times that have not come, and knows more", () => {
  check(
    "helm4",
    [
      '"info":{"last_deployed":"2026-01-02T03:04:05.678901234Z","status":"deployed","rollback_revision":1}',
      '"last_run":{"phase":""}',
      '"apply_method":"ssa"',
      '"schema":null,"schemamodtime":"0001-01-01T00:00:00Z","files":null',
      '"modtime":"2026-01-02T03:04:05.5Z"',
    ],
    ["first_deployed", "deleted"],
  );
});

test('Helm 3 writes them as ""', () => {
  check(
    "helm3",
    [
      '"info":{"first_deployed":"","last_deployed":"2026-01-02T03:04:05.678901234Z","deleted":"","status":"deployed"}',
      '"last_run":{"started_at":"","completed_at":"","phase":""}',
      '"schema":null,"files":null',
    ],
    ["apply_method", "rollback_revision", "modtime"],
  );
});

test("the chart can be left out", () => {
  expect(releaseToJson(RELEASE, { dialect: "helm4", withoutChart: true }).has("chart")).toBe(false);
});
