/**
 * The program is killed (SIGKILL) at every single request of install, upgrade, rollback and uninstall, both before the server knows of
 * the request and after it has answered; the next plain command must leave everything as if nothing had happened:
 * `bun test ./test/cluster/kill.suite.ts`, against the cluster that KUBECONFIG names. LADE_KILL_HELM4 and LADE_KILL_HELM3 name the real ones, which
 * then read every history too. The program is the one that LADE_BIN names, or the one that is built in bin/.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KubernetesDriver, Storage, type Release } from "../../src/helm/storage/index.ts";
import { Discovery, Objects, textAt, type JsonObject } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";

const ROOT = resolve(import.meta.dir, "../..");
const CHANCE = Math.random().toString(36).slice(2, 10);
const NAMESPACE = `kill-${CHANCE}`;
const GROUP = `${NAMESPACE}.example.com`;
const SUITE_MS_MAX = 600_000;
/** A command that asks more often than this is no longer the one that was meant. */
const REQUESTS_MAX = 200;

const DEFINITION = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.${GROUP}}
spec:
  group: ${GROUP}
  scope: Namespaced
  names: {kind: Thing, plural: things, singular: thing}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
`;

/** `extra` comes and goes with the values, as objects do between two versions of a chart. */
const TEMPLATE = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: {{ .Release.Name }}}
---
apiVersion: v1
kind: Secret
metadata: {name: {{ .Release.Name }}}
stringData: {color: {{ .Values.color }}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-one}
data: {color: {{ .Values.color }}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-only-{{ .Values.color }}}
data: {color: {{ .Values.color }}}
---
apiVersion: v1
kind: Service
metadata: {name: {{ .Release.Name }}}
spec: {selector: {app: {{ .Release.Name }}}, ports: [{port: 80}]}
---
apiVersion: ${GROUP}/v1
kind: Thing
metadata: {name: {{ .Release.Name }}}
color: {{ .Values.color }}
`;

/** One that Helm clears away before the next run, one that it would not and trips over. */
const HOOKS = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-before
  annotations: {helm.sh/hook: "pre-install,pre-upgrade,pre-rollback,pre-delete", helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-after
  annotations: {helm.sh/hook: "post-install,post-upgrade,post-rollback,post-delete", helm.sh/hook-delete-policy: hook-succeeded}
`;

let folder = "";
let proxy: FaultProxy;
let objects: Objects;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-kill-"));
  mkdirSync(join(folder, "chart/templates"), { recursive: true });
  mkdirSync(join(folder, "chart/crds"), { recursive: true });
  writeFileSync(join(folder, "chart/Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(folder, "chart/values.yaml"), "color: red\n");
  writeFileSync(join(folder, "chart/crds/thing.yaml"), DEFINITION);
  writeFileSync(join(folder, "chart/templates/all.yaml"), TEMPLATE);
  writeFileSync(join(folder, "chart/templates/hooks.yaml"), HOOKS);
  const kubeconfig = process.env["KUBECONFIG"] ?? "";
  proxy = await startFaultProxy({ kubeconfig, folder });
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
});

afterAll(async () => {
  await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: NAMESPACE });
  const apiVersion = "apiextensions.k8s.io/v1";
  await objects.delete({ apiVersion, kind: "CustomResourceDefinition", namespace: "", name: `things.${GROUP}` });
  proxy.stop();
  rmSync(folder, { recursive: true });
});

interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** The program that was built, where it was: a kill costs two starts of it. */
function programWords(): string[] {
  const built = process.env["LADE_BIN"] ?? join(ROOT, "bin/lade");
  return existsSync(built) ? [built] : [process.execPath, join(ROOT, "src/main.ts")];
}

function start(words: readonly string[], program = [...programWords(), "helm"]) {
  return Bun.spawn([...program, ...words, "-n", NAMESPACE], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TZ: "UTC", KUBECONFIG: proxy.kubeconfig },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
}

async function finish(child: ReturnType<typeof start>): Promise<Finished> {
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

const helm = (...words: string[]): Promise<Finished> => finish(start(words));

interface Kill {
  /** From 1. */
  readonly at: number;
  readonly moment: "request" | "answer";
}

/** Whether the command was killed; it was not where it asks less often. */
async function killed(kill: Kill, words: readonly string[]): Promise<boolean> {
  let count = 0;
  let child: ReturnType<typeof start> | undefined;
  proxy.plan(() => {
    count++;
    return count === kill.at ? { kind: "stop", at: kill.moment, stop: () => child?.kill("SIGKILL") } : undefined;
  });
  child = start(words);
  const { exit, err } = await finish(child);
  proxy.plan(() => undefined);
  if (count < kill.at) expect({ exit, err }).toEqual({ exit: 0, err });
  return count >= kill.at;
}

/** Every request of a command, at both moments, until it asks no more. */
async function everywhere(action: (kill: Kill) => Promise<boolean>): Promise<number> {
  for (let at = 1; at <= REQUESTS_MAX; at++) {
    for (const moment of ["request", "answer"] as const) {
      if (!(await action({ at, moment }))) return at - 1;
    }
  }
  throw new Error(`more than ${REQUESTS_MAX} requests`);
}

function storage(): Storage {
  const options = { kind: "Secret", dialect: "helm4", namespace: NAMESPACE, now: () => 0 } as const;
  return new Storage(new KubernetesDriver(objects, options));
}

async function history(name: string): Promise<Release[]> {
  return await storage().history(name);
}

const KINDS = [
  ["v1", "ServiceAccount"],
  ["v1", "Secret"],
  ["v1", "ConfigMap"],
  ["v1", "Service"],
  [`${GROUP}/v1`, "Thing"],
] as const;

/** `Kind/name color` of everything whose name begins with the release's, records aside. */
async function standing(name: string): Promise<string[]> {
  const lists = await Promise.all(
    KINDS.map(([version, kind]) => objects.list(version, kind, { namespace: NAMESPACE })),
  );
  const own = lists.flat().filter((one) => new RegExp(`^${name}(-|$)`).test(textAt(one, "metadata", "name")));
  return own
    .map((one) => [`${textAt(one, "kind")}/${textAt(one, "metadata", "name")}`, colorOf(one)].join(" ").trim())
    .sort();
}

function colorOf(object: JsonObject): string {
  const stored = textAt(object, "data", "color") || textAt(object, "color");
  return textAt(object, "kind") === "Secret" ? atob(stored) : stored;
}

function wanted(name: string, color: string): string[] {
  return [
    `ConfigMap/${name}-one ${color}`,
    `ConfigMap/${name}-only-${color} ${color}`,
    `Secret/${name} ${color}`,
    `Service/${name}`,
    `ServiceAccount/${name}`,
    `Thing/${name} ${color}`,
  ].sort();
}

/** What must be true after every recovery. */
async function checkStanding(name: string, color: string, told: unknown): Promise<void> {
  const revisions = await history(name);
  const seen = {
    told,
    versions: revisions.map(({ version }) => version),
    deployed: revisions.filter(({ info }) => info.status === "deployed").map(({ version }) => version),
    others: revisions
      .map(({ info }) => info.status)
      .filter((status) => !["failed", "superseded", "deployed"].includes(status)),
    objects: await standing(name),
  };
  const first = revisions[0]?.version ?? 0;
  const last = revisions.at(-1)?.version ?? 0;
  expect(seen).toEqual({
    told,
    versions: Array.from({ length: last - first + 1 }, (_, i) => first + i),
    deployed: [last],
    others: [],
    objects: wanted(name, color),
  });
}

async function mustSucceed(kill: Kill, words: readonly string[]): Promise<Finished> {
  const finished = await helm(...words);
  expect({ kill, words, ...finished }).toEqual({ kill, words, ...finished, exit: 0 });
  return finished;
}

/** What a real Helm reads: one revision is deployed, none pending. */
async function checkWithHelms(names: readonly string[]): Promise<void> {
  for (const variable of ["LADE_KILL_HELM4", "LADE_KILL_HELM3"]) {
    const program = process.env[variable] ?? "";
    if (program === "") continue;
    const listed = await finish(start(["list", "--max", "1000", "-o", "json"], [program]));
    const releases = JSON.parse(listed.out) as { name: string; status: string }[];
    const own = releases.filter(({ name }) => names.includes(name));
    expect(own.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
      names.map((name) => `${name} deployed`).sort(),
    );
    const [first = ""] = names;
    const { exit, out } = await finish(start(["history", first, "-o", "json"], [program]));
    expect({ exit, pending: out.includes("pending") }).toEqual({ exit: 0, pending: false });
  }
}

const report = (what: string, requests: number): void =>
  console.log(`${what}: killed at each of ${requests} requests, twice`);

describe("killed at every request", () => {
  const installed: string[] = [];

  test(
    "install",
    async () => {
      const requests = await everywhere(async (kill) => {
        const name = `i${kill.at}${kill.moment[0]}`;
        const wasKilled = await killed(kill, ["install", name, "./chart"]);
        const newest = (await history(name).catch(() => [])).at(-1);
        const isDone = newest?.info.status === "deployed";
        // Plain commands of both sorts; where everything was done, installing again is an error.
        const again = isDone || kill.at % 2 === 0 ? ["upgrade", "--install"] : ["install"];
        const { err } = await mustSucceed(kill, [...again, name, "./chart", "--set", "color=blue"]);
        expect(err.includes("was interrupted")).toBe(newest !== undefined && !isDone);
        await checkStanding(name, "blue", { kill, err });
        installed.push(name);
        return wasKilled;
      });
      await checkWithHelms(installed);
      report("install", requests);
    },
    SUITE_MS_MAX,
  );

  test(
    "upgrade",
    async () => {
      const name = "upgraded";
      await mustSucceed({ at: 0, moment: "request" }, ["install", name, "./chart"]);
      const requests = await everywhere(async (kill) => {
        const color = `${kill.moment}${kill.at}`;
        const wasKilled = await killed(kill, ["upgrade", name, "./chart", "--set", `color=lost${color}`]);
        const { err } = await mustSucceed(kill, ["upgrade", name, "./chart", "--set", `color=${color}`]);
        await checkStanding(name, color, { kill, err });
        return wasKilled;
      });
      await checkWithHelms([name]);
      report("upgrade", requests);
    },
    SUITE_MS_MAX,
  );

  test(
    "upgrade, and then rolled back",
    async () => {
      const name = "returned";
      await mustSucceed({ at: 0, moment: "request" }, ["install", name, "./chart", "--set", "color=good"]);
      await everywhere(async (kill) => {
        const wasKilled = await killed(kill, ["upgrade", name, "./chart", "--set", "color=lost"]);
        const revisions = await history(name);
        const good = revisions.findLast(({ config }) => config.get("color") === "good")?.version ?? 0;
        const { err } = await mustSucceed(kill, ["rollback", name, String(good)]);
        await checkStanding(name, "good", { kill, err });
        return wasKilled;
      });
      await checkWithHelms([name]);
    },
    SUITE_MS_MAX,
  );

  test(
    "rollback",
    async () => {
      const name = "rolled";
      await mustSucceed({ at: 0, moment: "request" }, ["install", name, "./chart", "--set", "color=good"]);
      const requests = await everywhere(async (kill) => {
        await mustSucceed(kill, ["upgrade", name, "./chart", "--set", "color=bad"]);
        const wasKilled = await killed(kill, ["rollback", name]);
        const newest = (await history(name)).at(-1);
        const isDone = newest?.info.status === "deployed" && newest.config.get("color") === "good";
        const told = isDone ? undefined : (await mustSucceed(kill, ["rollback", name])).err;
        await checkStanding(name, "good", { kill, told });
        return wasKilled;
      });
      await checkWithHelms([name]);
      report("rollback", requests);
    },
    SUITE_MS_MAX,
  );

  test(
    "uninstall",
    async () => {
      const requests = await everywhere(async (kill) => {
        const name = installed.pop() ?? "none";
        const wasKilled = await killed(kill, ["uninstall", name]);
        const isGone = (await history(name).catch(() => [])).length === 0;
        if (kill.at % 2 === 0) {
          await mustSucceed(kill, ["upgrade", "--install", name, "./chart", "--set", "color=new"]);
          await checkStanding(name, "new", { kill });
        } else {
          if (!isGone) await mustSucceed(kill, ["uninstall", name]);
          expect({ kill, objects: await standing(name), records: await history(name).catch(() => []) }).toEqual({
            ...{ kill, objects: [], records: [] },
          });
        }
        return wasKilled;
      });
      report("uninstall", requests);
    },
    SUITE_MS_MAX,
  );
});
