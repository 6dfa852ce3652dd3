/**
 * The program is killed (SIGKILL) at every single request of install, upgrade, rollback and uninstall, both before the server knows of
 * the request and after it has answered; the next plain command must leave everything as if nothing had happened:
 * `bun test ./test/cluster/kill.suite.ts`, against the cluster that KUBECONFIG names. LADE_KILL_HELM4 and LADE_KILL_HELM3 name the real ones, which
 * then read every history too.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubernetesDriver, Storage, type Release } from "../../src/helm/storage/index.ts";
import { Discovery, objectAt, Objects, textAt, type JsonObject } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { programWords } from "./program.ts";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";

const CHANCE = Math.random().toString(36).slice(2, 10);
const NAMESPACE = `kill-${CHANCE}`;
const GROUP = `${NAMESPACE}.example.com`;
/** `helm3` for the other dialect, which merges on the client. */
const TOOL = process.env["LADE_KILL_TOOL"] ?? "helm";
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
data: {color: {{ .Values.color }}, key-{{ .Values.color }}: "1"}
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
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  // Helm 3 does not wait for a definition that another is just making.
  const first = new Lane(await startFaultProxy({ kubeconfig: process.env["KUBECONFIG"] ?? "", folder }));
  await first.mustSucceed(["install", "first", "./chart"]);
  first.stop();
});

afterAll(async () => {
  await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: NAMESPACE });
  const apiVersion = "apiextensions.k8s.io/v1";
  await objects.delete({ apiVersion, kind: "CustomResourceDefinition", namespace: "", name: `things.${GROUP}` });
  rmSync(folder, { recursive: true });
});

interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

type Child = Bun.ReadableSubprocess;

async function finish(child: Child): Promise<Finished> {
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

interface Kill {
  /** From 1. */
  readonly at: number;
  readonly moment: "request" | "answer";
}

/** Commands one after the other through a proxy of their own: lanes run at once. */
class Lane {
  readonly #proxy: FaultProxy;

  constructor(proxy: FaultProxy) {
    this.#proxy = proxy;
  }

  stop(): void {
    this.#proxy.stop();
  }

  start(words: readonly string[], program = [...programWords(), TOOL]): Child {
    return Bun.spawn([...program, ...words, "-n", NAMESPACE], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: folder, TZ: "UTC", KUBECONFIG: this.#proxy.kubeconfig },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
  }

  async mustSucceed(words: readonly string[], told: unknown = {}): Promise<Finished> {
    const finished = await finish(this.start(words));
    expect({ told, words, ...finished }).toEqual({ told, words, ...finished, exit: 0 });
    return finished;
  }

  /** Whether the command was killed; it was not where it asks less often. */
  async killed({ at, moment }: Kill, words: readonly string[]): Promise<boolean> {
    let count = 0;
    let child: Child | undefined;
    this.#proxy.plan(() => {
      count++;
      return count === at ? { kind: "stop", at: moment, stop: () => child?.kill("SIGKILL") } : undefined;
    });
    child = this.start(words);
    const { exit, err } = await finish(child);
    this.#proxy.plan(() => undefined);
    if (count < at) expect({ exit, err }).toEqual({ exit: 0, err });
    return count >= at;
  }
}

/** Every request of a command, at both moments, until it asks no more. */
async function everywhere(what: string, action: (kill: Kill) => Promise<boolean>): Promise<void> {
  for (let at = 1; at <= REQUESTS_MAX; at++) {
    for (const moment of ["request", "answer"] as const) {
      if (await action({ at, moment })) continue;
      console.log(`${what}: killed at each of ${at - 1} requests, before and after the answer`);
      return;
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

/** With the keys that only one color has. */
function colorOf(object: JsonObject): string {
  const keys = Object.keys(objectAt(object, "data")).filter((key) => key.startsWith("key-"));
  return [plainColorOf(object), ...keys].join(" ");
}

function plainColorOf(object: JsonObject): string {
  const stored = textAt(object, "data", "color") || textAt(object, "color");
  return textAt(object, "kind") === "Secret" ? atob(stored) : stored;
}

function wanted(name: string, color: string): string[] {
  return [
    `ConfigMap/${name}-one ${color} key-${color}`,
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

/** What a real Helm reads: one revision is deployed, none pending. */
async function checkWithHelms(lane: Lane, names: readonly string[]): Promise<void> {
  for (const variable of ["LADE_KILL_HELM4", "LADE_KILL_HELM3"]) {
    const program = process.env[variable] ?? "";
    if (program === "") continue;
    const listed = await finish(lane.start(["list", "--max", "1000", "-o", "json"], [program]));
    const releases = JSON.parse(listed.out) as { name: string; status: string }[];
    const own = releases.filter(({ name }) => names.includes(name));
    expect(own.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
      names.map((name) => `${name} deployed`).sort(),
    );
    const [first = ""] = names;
    const { exit, out } = await finish(lane.start(["history", first, "-o", "json"], [program]));
    expect({ exit, pending: out.includes("pending") }).toEqual({ exit: 0, pending: false });
  }
}

async function installEverywhere(lane: Lane): Promise<string[]> {
  const installed: string[] = [];
  await everywhere("install", async (kill) => {
    const name = `i${kill.at}${kill.moment[0]}`;
    const wasKilled = await lane.killed(kill, ["install", name, "./chart"]);
    const newest = (await history(name).catch(() => [])).at(-1);
    const isDone = newest?.info.status === "deployed";
    // Plain commands of both sorts; where everything was done, installing again is an error.
    const again = isDone || kill.at % 2 === 0 ? ["upgrade", "--install"] : ["install"];
    const { err } = await lane.mustSucceed([...again, name, "./chart", "--set", "color=blue"], kill);
    expect(err.includes("was interrupted")).toBe(newest !== undefined && !isDone);
    await checkStanding(name, "blue", { kill, err });
    installed.push(name);
    return wasKilled;
  });
  await checkWithHelms(lane, installed);
  return installed;
}

async function uninstallEverywhere(lane: Lane, installed: readonly string[]): Promise<void> {
  const names = installed.values();
  await everywhere("uninstall", async (kill) => {
    const name = names.next().value ?? "none";
    const wasKilled = await lane.killed(kill, ["uninstall", name]);
    if (kill.at % 2 === 0) {
      await lane.mustSucceed(["upgrade", "--install", name, "./chart", "--set", "color=new"], kill);
      await checkStanding(name, "new", { kill });
      return wasKilled;
    }
    const isGone = (await history(name).catch(() => [])).length === 0;
    if (!isGone) await lane.mustSucceed(["uninstall", name], kill);
    const records = await history(name).catch(() => []);
    expect({ kill, objects: await standing(name), records }).toEqual({ kill, objects: [], records: [] });
    return wasKilled;
  });
}

/** The next command is another upgrade or a rollback in turn. */
async function upgradeEverywhere(lane: Lane): Promise<void> {
  const name = "upgraded";
  await lane.mustSucceed(["install", name, "./chart", "--set", "color=good"]);
  await everywhere("upgrade", async (kill) => {
    const wasKilled = await lane.killed(kill, ["upgrade", name, "./chart", "--set", "color=lost"]);
    const good = (await history(name)).findLast(({ config }) => config.get("color") === "good")?.version ?? 0;
    const isEven = (kill.at + (kill.moment === "answer" ? 1 : 0)) % 2 === 0;
    const next = isEven ? ["rollback", name, String(good)] : ["upgrade", name, "./chart", "--set", "color=good"];
    const { err } = await lane.mustSucceed(next, kill);
    await checkStanding(name, "good", { kill, err });
    return wasKilled;
  });
  await checkWithHelms(lane, [name]);
}

/** The next command is the same, which must go where the killed one was to go. */
async function rollBackEverywhere(lane: Lane): Promise<void> {
  const name = "rolled";
  await lane.mustSucceed(["install", name, "./chart", "--set", "color=good"]);
  await everywhere("rollback", async (kill) => {
    await lane.mustSucceed(["upgrade", name, "./chart", "--set", "color=bad"], kill);
    const wasKilled = await lane.killed(kill, ["rollback", name]);
    const newest = (await history(name)).at(-1);
    const isDone = newest?.info.status === "deployed" && newest.config.get("color") === "good";
    const told = isDone ? undefined : (await lane.mustSucceed(["rollback", name], kill)).err;
    await checkStanding(name, "good", { kill, told });
    return wasKilled;
  });
  await checkWithHelms(lane, [name]);
}

describe("killed at every request", () => {
  const LANES: Readonly<Record<string, (lane: Lane) => Promise<void>>> = {
    "install, and uninstall": async (lane) => uninstallEverywhere(lane, await installEverywhere(lane)),
    upgrade: upgradeEverywhere,
    rollback: rollBackEverywhere,
  };
  for (const [name, run] of Object.entries(LANES)) {
    test.concurrent(
      name,
      async () => {
        const lane = new Lane(await startFaultProxy({ kubeconfig: process.env["KUBECONFIG"] ?? "", folder }));
        await run(lane);
        lane.stop();
      },
      SUITE_MS_MAX,
    );
  }
});
