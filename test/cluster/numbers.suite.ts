/** Integers of 64 bits keep their digits on the cluster that KUBECONFIG names: `bun test ./test/cluster/numbers.suite.ts`. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testCluster } from "./connection.ts";
import { runProgram } from "./program.ts";

const CHANCE = Math.random().toString(36).slice(2, 10);
const GROUP = `${CHANCE}.example.com`;
const NAMESPACE = `numbers-${CHANCE}`;

const DEFINITION = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.${GROUP}}
spec:
  group: ${GROUP}
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {id: {type: integer, format: int64}}}}}}
`;
const TEMPLATE = `
apiVersion: ${GROUP}/v1
kind: Thing
metadata: {name: {{ .Release.Name }}}
spec: {id: {{ .Values.id }}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}}
data:
  before: {{ dig "spec" "id" "none" (lookup "${GROUP}/v1" "Thing" .Release.Namespace .Release.Name) | quote }}
`;

let folder = "";
const cluster = testCluster();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lade-numbers-"));
  for (const name of ["chart/templates", "chart/crds"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "chart/Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(folder, "chart/crds/things.yaml"), DEFINITION);
  writeFileSync(join(folder, "chart/templates/all.yaml"), TEMPLATE);
});

afterAll(async () => {
  await cluster.request({ method: "DELETE", path: `/api/v1/namespaces/${NAMESPACE}` });
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.${GROUP}`;
  await cluster.request({ method: "DELETE", path });
  rmSync(folder, { recursive: true });
});

async function run(...words: string[]): Promise<string> {
  const { exit, out, err } = await runProgram([...words, "-n", NAMESPACE], { folder });
  expect(exit, err).toBe(0);
  return out;
}

/** As the server writes it. */
async function textOf(path: string): Promise<string> {
  return (await cluster.request({ method: "GET", path })).text;
}

const thing = (name: string): Promise<string> => textOf(`/apis/${GROUP}/v1/namespaces/${NAMESPACE}/things/${name}`);
const seen = (name: string): Promise<string> => textOf(`/api/v1/namespaces/${NAMESPACE}/configmaps/${name}`);
const id = (value: bigint): string[] => ["--set-string", `id=${value}`];

const FIRST = 2n ** 53n + 1n;

describe.each(["helm", "helm3"])("%s", (tool) => {
  test("installs and upgrades with every digit, and looks them up", async () => {
    await run(tool, "install", tool, "chart", "--create-namespace", ...id(FIRST));
    expect(await thing(tool)).toContain(`"id":${FIRST}}`);
    await run(tool, "upgrade", tool, "chart", ...id(FIRST + 2n));
    expect(await thing(tool)).toContain(`"id":${FIRST + 2n}}`);
    expect(await seen(tool)).toContain(`"before":"${FIRST}"`);
    await run(tool, "rollback", tool, "1");
    expect(await thing(tool)).toContain(`"id":${FIRST}}`);
  });
});

test("a plan shows the difference of a last digit, and makes it", async () => {
  const file = join(folder, "plan.json");
  expect(await run("plan", "helm", "chart", ...id(FIRST + 4n), "--plan-out", file)).toContain(
    `${FIRST} → ${FIRST + 4n}`,
  );
  await run("apply", file);
  expect(await thing("helm")).toContain(`"id":${FIRST + 4n}}`);
});
