/**
 * `lade rehearse` against the cluster that KUBECONFIG names: what it says is what then happens. Each case is rehearsed, through a proxy that sees every
 * request, and then done for real: `bun test ./test/cluster/rehearse.suite.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Discovery, isApiError, listAt, Objects, textAt, valueAt, type JsonObject } from "../../src/kube/index.ts";
import { outcomesOf, stateOf } from "../../src/helm/rehearse/outcomes.ts";
import { testCluster } from "./connection.ts";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";
import { runProgram, type Finished } from "./program.ts";
import { CASES, FAULTY, type RehearseCase } from "./rehearse/cases.ts";

const CHANCE = Math.random().toString(36).slice(2, 8);
const CASE_MS_MAX = 60_000;
const folder = mkdtempSync(join(tmpdir(), "lade-rehearse-"));
let objects: Objects;
let proxy: FaultProxy;
const namespaces: string[] = [];

beforeAll(async () => {
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  proxy = await startFaultProxy({ kubeconfig: process.env["KUBECONFIG"] ?? "", folder });
});

afterAll(async () => {
  proxy.stop();
  for (const name of namespaces) await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name });
  const policies = ["ValidatingAdmissionPolicyBinding", "ValidatingAdmissionPolicy"];
  const ours = policies.map((kind) => `admissionregistration.k8s.io/v1 ${kind}`);
  for (const kind of ["v1 PersistentVolume", "storage.k8s.io/v1 StorageClass", ...ours]) {
    const [apiVersion = "", name = ""] = kind.split(" ");
    for (const one of await objects.list(apiVersion, name)) {
      const ref = { apiVersion, kind: name, namespace: "", name: textAt(one, "metadata", "name") };
      if (ref.name.startsWith(`rehearse-${CHANCE}-`)) await objects.delete(ref);
    }
  }
  for (const one of await objects.list("apiextensions.k8s.io/v1", "CustomResourceDefinition")) {
    const name = textAt(one, "metadata", "name");
    const ref = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", namespace: "", name };
    if (name.endsWith(".example.com")) await objects.delete(ref);
  }
  rmSync(folder, { recursive: true });
});

const lade = (kubeconfig: string, ...words: readonly string[]): Promise<Finished> =>
  runProgram(words, { folder, env: { KUBECONFIG: kubeconfig } });

const real = (...words: readonly string[]): Promise<Finished> => runProgram(words, { folder });

function writeChart(name: string, docs: readonly JsonObject[], crds: readonly JsonObject[] = []): string {
  const place = join(folder, name);
  mkdirSync(join(place, "templates"), { recursive: true });
  mkdirSync(join(place, "crds"), { recursive: true });
  writeFileSync(join(place, "Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(place, "templates/all.yaml"), docs.map((one) => JSON.stringify(one)).join("\n---\n"));
  for (const [i, one] of crds.entries()) writeFileSync(join(place, `crds/${i}.yaml`), JSON.stringify(one));
  return place;
}

const KINDS = [
  ...["v1 ConfigMap", "v1 Secret", "v1 Service", "v1 PersistentVolumeClaim", "v1 ServiceAccount", "v1 ResourceQuota"],
  ...["apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "batch/v1 Job"],
];

/** Everything in the namespace that is nobody's but the release's or the tests', and definitions. */
async function everything(namespace: string, group: string): Promise<JsonObject[]> {
  const custom = group === "" ? [] : [`${group}/v1 Thing`];
  const lists = await Promise.all(
    [...KINDS, ...custom].map(async (word) => {
      const [apiVersion = "", kind = ""] = word.split(" ");
      try {
        objects.discovery.invalidate();
        return await objects.list(apiVersion, kind, { namespace });
      } catch (error) {
        // Before its definition is there.
        if (isApiError(error) || (error as Error).name === "NoKindMatchError") return [];
        throw error;
      }
    }),
  );
  const definitions = await objects.list("apiextensions.k8s.io/v1", "CustomResourceDefinition");
  return [...lists.flat(), ...definitions.filter((one) => textAt(one, "spec", "group") === group)];
}

async function podsOf(namespace: string): Promise<Map<string, string>> {
  const pods = await objects.list("v1", "Pod", { namespace });
  return new Map(pods.map((pod) => [textAt(pod, "metadata", "uid"), textAt(pod, "metadata", "name")]));
}

/** What a person would compare: fate and fields of each object. */
function fates(outcomes: readonly unknown[]): string[] {
  return outcomes
    .map((one) => {
      const json = JSON.parse(JSON.stringify(one)) as JsonObject;
      const fields = listAt(json, "differences").map(fieldText).sort();
      return [`${textAt(json, "fate")} ${textAt(json, "ref", "kind")}/${textAt(json, "ref", "name")}`, ...fields].join(
        "\n  ",
      );
    })
    .sort();
}

/** Chance gives addresses here and there. */
function fieldText(field: JsonObject[string]): string {
  return JSON.stringify(field).replace(/("path":"[^"]*nodePort".*"new":)\d+/, "$1(a port)");
}

/** Until nothing is on its way any more: what a controller is about to do belongs to what happened. */
async function settled(namespace: string): Promise<void> {
  let last = "";
  for (let quiet = 0, tries = 0; quiet < 4 && tries < 60; tries++) {
    const pods = await objects.list("v1", "Pod", { namespace });
    const now = JSON.stringify(pods.map((pod) => [valueAt(pod, "metadata", "uid"), valueAt(pod, "status", "phase")]));
    quiet = now === last ? quiet + 1 : 0;
    last = now;
    await Bun.sleep(150);
  }
}

const groupOf = ({ after, crds = [] }: RehearseCase): string =>
  textAt(
    [...after, ...crds].find((one) => one["kind"] === "CustomResourceDefinition"),
    "spec",
    "group",
  );

/** Where a template or a claim cannot change, the server prints its own Go structs, or the middle of its text is left out. */
function plain(text: string): string {
  return text
    .replace(
      /is(?: invalid: spec\.template: Invalid value: \{.*\}|\.\.\. .*): field is immutable/s,
      "is invalid: (a template)",
    )
    .replace(/(attributesClassName for bound claims)[^]*/i, "$1");
}

/** Without the log's lines. */
const messageOf = ({ err }: Finished): string =>
  (err.split(/^Error: /m)[1] ?? "").replace(/^(UPGRADE|INSTALLATION) FAILED: /, "").trim();

test(
  "a fault that is rehearsed is what such a fault does",
  async () => {
    const namespace = `rehearse-${CHANCE}-fault`;
    namespaces.push(namespace);
    await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    const [before, after, broken] = FAULTY.map((docs, i) => writeChart(`fault-${i}`, docs));
    const words = (chart = "") => ["r", chart, "-n", namespace, "--wait", "--timeout", "4s"];
    expect(await real("helm", "install", ...words(before))).toMatchObject({ exit: 0, err: "" });
    await settled(namespace);
    const fault = ["--fault", "pending=deployment/web", "--rollback-on-failure", "-o", "json"];
    const rehearsed = await lade(proxy.kubeconfig, "rehearse", ...words(after), ...fault);
    const upgraded = await real("helm", "upgrade", ...words(broken), "--rollback-on-failure");
    expect(upgraded.exit).toBe(1);
    expect(textAt(JSON.parse(rehearsed.out) as JsonObject, "steps", 0, "error")).toBe(messageOf(upgraded));
    expect(listAt(JSON.parse(rehearsed.out) as JsonObject, "remaining", "objects")).toEqual([]);
  },
  CASE_MS_MAX,
);

describe("what a rehearsal says is what then happens:", () => {
  for (const [i, one] of CASES.entries()) {
    test(
      one.name,
      async () => {
        const namespace = `rehearse-${CHANCE}-${i}`;
        namespaces.push(namespace);
        await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
        const group = groupOf(one);
        await one.setUp?.(objects, namespace);
        if (one.before !== undefined) {
          const chart = writeChart(`before-${i}`, one.before);
          const words = [
            "helm",
            "install",
            "r",
            chart,
            "-n",
            namespace,
            "--wait",
            "--timeout",
            "20s",
            ...(one.installFlags ?? []),
          ];
          expect(await real(...words)).toMatchObject({ exit: 0, err: "" });
        }
        objects.discovery.invalidate();
        await one.drift?.(objects, namespace);
        await settled(namespace);
        const chart = writeChart(`after-${i}`, one.after, one.crds);
        const flags = ["--wait", ...(one.flags ?? [])];

        proxy.plan(() => undefined);
        const rehearsed = await lade(proxy.kubeconfig, "rehearse", "r", chart, "-n", namespace, ...flags, "-o", "json");
        expect(proxy.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
        expect(rehearsed.out).not.toBe("");
        const report = JSON.parse(rehearsed.out) as JsonObject;
        const [forward = null, back = null] = listAt(report, "steps");
        expect(rehearsed.out).not.toContain(btoa("hunter2"));

        const [before, podsBefore] = [await everything(namespace, group), await podsOf(namespace)];
        const upgraded = await real("helm", "upgrade", "--install", "r", chart, "-n", namespace, ...flags);
        await settled(namespace);
        const [after, podsAfter] = [await everything(namespace, group), await podsOf(namespace)];
        if (one.fails === undefined) expect(messageOf(upgraded)).toBe("");
        else expect(messageOf(upgraded)).toMatch(one.fails);

        expect(plain(textAt(forward, "error"))).toBe(plain(messageOf(upgraded)));
        expect(valueAt(forward, "succeeds")).toBe(upgraded.exit === 0);
        expect(fates(listAt(forward, "objects"))).toEqual(fates(outcomesOf(stateOf(before), stateOf(after))));
        const hooks = new Set(listAt(forward, "hooks").map((hook) => textAt(hook, "name")));
        const isOfHook = (name: string): boolean => [...hooks].some((hook) => name.startsWith(`${hook}-`));
        const kept = [...podsBefore.keys()].filter((uid) => podsAfter.has(uid)).length;
        const made = [...podsAfter.values()].filter((name) => !isOfHook(name)).length - kept;
        const gone = podsBefore.size - kept;
        const sum = (key: string): number =>
          listAt(forward, "workloads").reduce<number>((all, workload) => all + Number(valueAt(workload, key)), 0);
        // Pods that come and go on the way count in the rehearsal alone.
        expect(sum("podsMade") - sum("podsGone")).toBe(made - gone);
        if (one.fails === undefined) expect(sum("podsMade")).toBe(made);

        if (back === null) return;
        const isUninstall = textAt(back, "name") === "uninstall";
        const words = isUninstall ? ["uninstall", "r"] : ["rollback", "r", "1"];
        const undone = await real("helm", ...words, "-n", namespace, "--wait", "--timeout", "10s");
        await settled(namespace);
        expect(valueAt(back, "succeeds")).toBe(undone.exit === 0);
        const remaining = outcomesOf(stateOf(before), stateOf(await everything(namespace, group)));
        expect(fates(listAt(report, "remaining", "objects"))).toEqual(fates(remaining));
      },
      CASE_MS_MAX,
    );
  }
});
