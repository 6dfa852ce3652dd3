/** Runs in the browser: does the tasks that the test's server has, and sends back the bytes. The engines come by the names that others import them by. */
import { MemoryFileSystem } from "lade/base";
import { fromBytes, toBytes } from "lade/go";
import { fileZones } from "lade/go/time";
import { gatherValues, hookText, manifestText, prepareValues, renderChart, trimSpace } from "lade/helm";
import { defaultCapabilities } from "lade/helm/capabilities";
import { loadFiles, readArchive } from "lade/helm/loader";
import { build, formatBuild } from "lade/kustomize";
import { sprig } from "lade/sprig";
import type { Answer, ChartTask, KustomizeTask, Task } from "./task.ts";

const notHere = (what: string) => (): never => {
  throw new Error(`${what}: not in a browser`);
};

const functions = sprig({
  clock: { now: () => BigInt(Date.now()) * 1_000_000n },
  zones: fileZones({ read: () => undefined }, { tz: "UTC" }),
  random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
  hosts: { resolve: () => [] },
  keys: { generate: notHere("keys"), read: notHere("keys"), bcrypt: notHere("bcrypt") },
});

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function helm({ archive, valueFiles, release }: ChartTask): Promise<string> {
  const dialect = "helm4";
  const bytes = Uint8Array.fromBase64(archive);
  const unpacked = await gunzip(bytes);
  const files = readArchive(bytes, { dialect, gunzip: () => unpacked });
  const chart = loadFiles(files, { dialect, gunzip: notHere("an archive in an archive") });
  const none = { json: [], set: [], string: [], file: [], literal: [] };
  const read = (name: string) => toBytes(valueFiles[Number(name)] ?? "");
  const given = gatherValues({ ...none, valueFiles: valueFiles.map((_, i) => String(i)) }, { dialect, read });
  const warnings = { nonBooleanCondition: () => {}, nonBooleanTag: () => {}, missingImport: () => {} };
  const rendered = renderChart(chart, prepareValues(chart, given, { dialect, warnings }), {
    dialect,
    sprig: functions,
    release: { name: release, namespace: "default", revision: 1, isInstall: true, isUpgrade: false },
    capabilities: defaultCapabilities(dialect, {}),
  });
  return `${trimSpace(manifestText(rendered.manifests))}\n${hookText(rendered.hooks)}`;
}

function kustomize({ files, root }: KustomizeTask): string {
  const memory = new MemoryFileSystem();
  for (const [path, bytes] of Object.entries(files)) memory.put(path, Uint8Array.fromBase64(bytes));
  const plugins = { enabled: false, enableExec: false, network: false, networkName: "", mounts: [], env: [], user: "" };
  const map = build(root, {
    files: memory,
    cwd: "/",
    environment: { get: () => undefined },
    remotes: { clone: notHere("git"), download: notHere("downloads") },
    warn: () => {},
    log: () => {},
    inflateChart: notHere("charts"),
    run: notHere("programs"),
    restriction: "root-only",
    reorder: "unspecified",
    managedByLabel: false,
    plugins,
    helm: { enabled: false, command: "", apiVersions: [], kubeVersion: "", debug: false },
  });
  return formatBuild(map);
}

async function answer(task: Task): Promise<Answer> {
  try {
    const text = task.kind === "helm" ? await helm(task) : kustomize(task);
    return { bytes: toBytes(text).toBase64() };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : fromBytes(toBytes(String(error))) };
  }
}

async function main(): Promise<void> {
  const tasks = (await (await fetch("/tasks")).json()) as Task[];
  const answers: Answer[] = [];
  for (const task of tasks) answers.push(await answer(task));
  await fetch("/answers", { method: "POST", body: JSON.stringify(answers) });
}

await main();
