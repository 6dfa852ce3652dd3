/** Waiting on the cluster that KUBECONFIG names: watches that break, what is shown, and when it gives up. `bun test ./test/cluster/waiting.suite.ts` */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Discovery, Objects, textAt } from "../../src/kube/index.ts";
import { Kubelet, placed, unready, type PodOnNode } from "./causes/kubelet.ts";
import { testCluster } from "./connection.ts";
import { programWords } from "./program.ts";
import { startFaultProxy, type Fault, type FaultPlan, type FaultProxy } from "./fault-proxy.ts";

const NAMESPACE = `waiting-${Math.random().toString(36).slice(2, 10)}`;
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;

const TEMPLATE = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}, {{ if .Values.hang }}sim: hang{{ end }}}}
    spec: {containers: [{name: web, image: "registry.example/app:1"}]}
`;

let folder = "";
let proxy: FaultProxy;
let objects: Objects;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-waiting-"));
  mkdirSync(join(folder, "c/templates"), { recursive: true });
  writeFileSync(join(folder, "c/Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(folder, "c/values.yaml"), "hang: true\n");
  writeFileSync(join(folder, "c/templates/all.yaml"), TEMPLATE);
  proxy = await startFaultProxy({ kubeconfig: process.env["KUBECONFIG"] ?? "", folder });
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
});

afterAll(async () => {
  await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: NAMESPACE });
  proxy.stop();
  rmSync(folder, { recursive: true });
});

interface Finished {
  readonly exit: number;
  readonly err: string;
}

function helm(words: readonly string[], kubeconfig = proxy.kubeconfig) {
  return Bun.spawn([...programWords(), "helm", ...words, "-n", NAMESPACE], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, KUBECONFIG: kubeconfig },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
}

async function finished(child: ReturnType<typeof helm>): Promise<Finished> {
  const err = await new Response(child.stderr).text();
  return { exit: await child.exited, err };
}

/** All that is sent to a terminal of 80 columns. */
async function onTerminal(words: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  const child = Bun.spawn([...programWords(), "helm", ...words, "-n", NAMESPACE], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, KUBECONFIG: process.env["KUBECONFIG"] ?? "", ...env },
    terminal: { cols: 80, rows: 24, data: (_, bytes) => void (text += decoder.decode(bytes, { stream: true })) },
  });
  await child.exited;
  return text;
}

const POD_MS_MAX = 30_000;

/** The first pod of a release, when there is one that stands on a node. */
async function podOf(release: string): Promise<PodOnNode> {
  const endMs = Date.now() + POD_MS_MAX;
  while (Date.now() < endMs) {
    const pods = await objects.list("v1", "Pod", { namespace: NAMESPACE, labelSelector: `app=${release}` });
    const pod = pods.find((one) => textAt(one, "spec", "nodeName") !== "");
    if (pod !== undefined) return placed(pod);
    await Bun.sleep(100);
  }
  throw new Error(`there is no pod of ${release}`);
}

/** Lets the pod of a release become ready a while after it was made. */
async function readyAfter(ms: number, release: string): Promise<void> {
  const { name } = await podOf(release);
  await Bun.sleep(ms);
  const ref = { apiVersion: "v1", kind: "Pod", namespace: NAMESPACE, name };
  await objects.patch(ref, { type: "merge", body: { metadata: { labels: { sim: null } } } });
}

const onWatches =
  (fault: Fault, count = Infinity): FaultPlan =>
  ({ path, query, before }) =>
    path === DEPLOYMENTS && query.get("watch") === "true" && before <= count ? fault : undefined;

describe("waiting for readiness", () => {
  test("asks once, watches, and asks no more", async () => {
    proxy.plan(() => undefined);
    const child = helm(["install", "calm", "c", "--wait", "--timeout", "60s"]);
    await readyAfter(4000, "calm");
    expect(await finished(child)).toEqual({ exit: 0, err: "" });
    // Once at first, and once again where this takes ten seconds.
    const about = proxy.requests.filter((line) => line.startsWith(`GET ${DEPLOYMENTS}`));
    expect(about.filter((line) => line.endsWith("/calm")).length).toBeLessThanOrEqual(2);
    // One list, one watch.
    expect(about.filter((line) => line.endsWith("/deployments"))).toHaveLength(2);
  });

  const PLANS: Readonly<Record<string, FaultPlan>> = {
    "a version that is gone": onWatches({ kind: "refuse", status: 410, reason: "Expired" }, 2),
    "watches that are reset": onWatches({ kind: "reset" }, 4),
    "watches that are never granted": onWatches({ kind: "refuse", status: 403, reason: "Forbidden" }),
    "lists that are never granted": ({ path, method }) =>
      method === "GET" && path === DEPLOYMENTS ? { kind: "refuse", status: 403, reason: "Forbidden" } : undefined,
    "watches that a server in between does not know": onWatches({ kind: "refuse", status: 503, text: "no" }),
  };
  for (const [i, [name, plan]] of Object.entries(PLANS).entries()) {
    test(`goes on with ${name}`, async () => {
      proxy.plan(plan);
      const child = helm(["install", `broken-${i}`, "c", "--wait", "--timeout", "60s"]);
      await readyAfter(2000, `broken-${i}`);
      expect(await finished(child)).toEqual({ exit: 0, err: "" });
      expect(proxy.requests.length).toBeLessThan(60);
    });
  }
});

describe("what is said", () => {
  const kubeconfig = process.env["KUBECONFIG"] ?? "";
  const FAILED = `Error: INSTALLATION FAILED: resource Deployment/${NAMESPACE}/slow not ready. status: InProgress, message: Available: 0/1\ncontext deadline exceeded\n`;

  test("without a flag and without a terminal: what Helm says", async () => {
    const words = ["install", "slow", "c", "--wait", "--timeout", "2s"];
    expect(await finished(helm(words, kubeconfig))).toEqual({ exit: 1, err: FAILED });
  });

  test("on a terminal: a tree in its place, and below Helm's text the cause", async () => {
    const words = ["install", "seen", "c", "--wait", "--timeout", "5s", "--set", "hang=true"];
    const shown = await onTerminal(words, { NO_COLOR: "1" });
    // eslint-disable-next-line no-control-regex -- that is what a terminal is sent
    const frames = shown.split(/\x1b\[\?2026[hl]/).map((text) => text.replace(/\x1b\[\d*[A-Z]/g, ""));
    const frame = frames
      .findLast((text) => text.includes("Scheduled: "))
      ?.replaceAll("\r\n", "\n")
      .trim();
    expect(frame).toMatch(
      /^0 of 1 ready {2}0:0\d\nDeployment\/seen {2}0\/1 ready\n└─ReplicaSet\/seen-\w+ {2}0\/1 ready\n {2}└─Pod\/seen-[\w-]+ {2}Pending\n {6}Scheduled: Successfully assigned [^]*$/,
    );
    expect(frames.at(-1)?.trim()).toMatch(/^Error: INSTALLATION FAILED: resource Deployment[^]* deadline exceeded$/);
    expect(await onTerminal(["upgrade", ...words.slice(1), "--timeout", "3s"], {})).toMatch(
      /\x1b\[33mDeployment\/seen\x1b\[0m/,
    );
    expect(await onTerminal(["upgrade", ...words.slice(1), "--timeout", "1s", "--progress", "none"], {})).not.toContain(
      "\x1b",
    );
  });

  test("with --progress=plain: a line for each change, and nothing of a cause where there is none", async () => {
    const words = ["upgrade", "--install", "fine", "c", "--wait", "--set", "hang=false", "--progress", "plain"];
    const { exit, err } = await finished(helm(words, kubeconfig));
    expect(exit).toBe(0);
    for (const line of err.split("\n")) expect(line).toMatch(/^$|^0:\d\d Deployment\/fine (?:0\/1 |1\/1 )?ready$/);
  });

  test("with --fail-fast: it gives up long before the time is over, and says why", async () => {
    const child = helm(["install", "hopeless", "c", "--wait", "--timeout", "10m", "--fail-fast"], kubeconfig);
    const message = 'Back-off pulling image "registry.example/app:1": ErrImagePull: registry.example/app:1: not found';
    const status = unready({ state: { waiting: { reason: "ImagePullBackOff", message } } });
    await new Kubelet(objects, NAMESPACE).status(await podOf("hopeless"), status);
    const { exit, err } = await finished(child);
    expect(exit).toBe(1);
    expect(err).toMatch(
      /^Error: INSTALLATION FAILED: gave up waiting: Deployment\/hopeless > .*not found\n\nCause: Deployment\/hopeless > ReplicaSet\/\S+ > Pod\/\S+ > container web\n {2}the image cannot be pulled\n$/,
    );
    const history = Bun.spawn([...programWords(), "helm", "status", "hopeless", "-n", NAMESPACE, "-o", "json"], {
      env: { HOME: folder, KUBECONFIG: kubeconfig },
    });
    expect(JSON.parse(await new Response(history.stdout).text())).toMatchObject({ info: { status: "failed" } });
  });

  test("an unknown mode is refused", async () => {
    const { exit, err } = await finished(helm(["install", "x", "c", "--progress", "loud"], kubeconfig));
    expect({ exit, err }).toEqual({
      exit: 1,
      err: 'Error: invalid argument "loud" for "--progress" flag: must be one of auto, plain, none\n',
    });
  });
});
