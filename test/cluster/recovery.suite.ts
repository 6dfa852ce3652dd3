/**
 * Runs that live, that die elsewhere, that are interrupted, and records of Helm's that nobody ends, on the cluster that KUBECONFIG names:
 * `bun test ./test/cluster/recovery.suite.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubernetesDriver, releaseFromJson, Storage, type Release } from "../../src/helm/storage/index.ts";
import { Discovery, Objects, textAt, type JsonObject } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";
import { programWords } from "./program.ts";

const CHANCE = Math.random().toString(36).slice(2, 10);
const NAMESPACE = `recovery-${CHANCE}`;
const IN_PROGRESS = "another operation (install/upgrade/rollback) is in progress";
const JOURNAL = "lade/journal";

/** Fast, or with a hook that never ends. */
const TEMPLATE = `
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}}
data: {color: {{ .Values.color }}}
{{- if .Values.hang }}
---
apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-hook
  labels: {sim: hang}
  annotations: {helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded,hook-failed"}
spec: {restartPolicy: Never, terminationGracePeriodSeconds: 0, nodeSelector: {no: node}, containers: [{name: a, image: "a:1"}]}
{{- end }}
`;

let folder = "";
let proxy: FaultProxy;
let objects: Objects;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-recovery-"));
  mkdirSync(join(folder, "chart/templates"), { recursive: true });
  writeFileSync(join(folder, "chart/Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(folder, "chart/values.yaml"), "color: red\nhang: false\n");
  writeFileSync(join(folder, "chart/templates/all.yaml"), TEMPLATE);
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
  readonly out: string;
  readonly err: string;
}

function start(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return Bun.spawn([...programWords(), ...words, "-n", NAMESPACE], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TZ: "UTC", KUBECONFIG: proxy.kubeconfig, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
}

type Child = ReturnType<typeof start>;

async function finish(child: Child): Promise<Finished> {
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

const lade = (...words: string[]): Promise<Finished> => finish(start(words));
const helm = (...words: string[]): Promise<Finished> => finish(start(["helm", ...words]));

async function mustSucceed(action: Promise<Finished>): Promise<Finished> {
  const finished = await action;
  expect(finished).toEqual({ ...finished, exit: 0 });
  return finished;
}

function storage(): Storage {
  const options = { kind: "Secret", dialect: "helm4", namespace: NAMESPACE, now: () => 0 } as const;
  return new Storage(new KubernetesDriver(objects, options));
}

async function history(name: string): Promise<string[]> {
  const found = await storage()
    .history(name)
    .catch((): Release[] => []);
  return found.map(({ version, info }) => `${version} ${info.status}`);
}

const hookOf = (name: string) => ({ apiVersion: "v1", kind: "Pod", namespace: NAMESPACE, name: `${name}-hook` });
const recordOf = (name: string, version: number) => ({
  ...{ apiVersion: "v1", kind: "Secret", namespace: NAMESPACE },
  name: `sh.helm.release.v1.${name}.v${version}`,
});

/** A command that waits for its hook. */
async function hanging(
  words: readonly string[],
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = start(["helm", ...words, name, "./chart", "--set", "hang=true", "--timeout", "60s"], env);
  for (let tries = 0; tries < 200; tries++) {
    if ((await objects.find(hookOf(name))) !== undefined) return child;
    await Bun.sleep(50);
  }
  throw new Error("the hook did not come");
}

async function kill(child: Child): Promise<void> {
  child.kill("SIGKILL");
  await child.exited;
}

/** As if the run were another machine's. */
async function moveElsewhere(name: string, version: number, seconds: number): Promise<void> {
  const ref = recordOf(name, version);
  const journal = JSON.parse(textAt(await objects.get(ref), "metadata", "annotations", JOURNAL)) as JsonObject;
  const lease = { ...(journal["lease"] as JsonObject), machine: "elsewhere", seconds };
  const body = { metadata: { annotations: { [JOURNAL]: JSON.stringify({ ...journal, lease }) } } };
  await objects.patch(ref, { type: "merge", body });
}

describe("a run that lives", () => {
  test("is not disturbed by any command, until it is taken over by force", async () => {
    const child = await hanging(["install"], "live");
    const found = (await storage().last("live")).journal;
    expect(found?.lease?.holder).toContain(`(pid ${child.pid})`);
    const line = `the install of live (revision 1), by ${found?.lease?.holder} since ${found?.lease?.since}, is still running`;

    const upgrade = await helm("upgrade", "live", "./chart");
    expect(upgrade).toEqual({
      ...{ exit: 1, out: "" },
      err: `level=WARN msg="${line}"\nError: UPGRADE FAILED: ${IN_PROGRESS}\n`,
    });
    expect(await helm("rollback", "live")).toMatchObject({
      exit: 1,
      err: expect.stringContaining(`Error: ${IN_PROGRESS}`),
    });
    expect(await helm("uninstall", "live")).toMatchObject({
      exit: 1,
      err: expect.stringContaining(`Error: ${IN_PROGRESS}`),
    });
    const install = await helm("install", "live", "./chart");
    expect(install.exit).toBe(1);
    expect(install.err).toContain("cannot reuse a name that is still in use");
    expect(install.err).toContain(line);
    expect(await lade("recover", "live")).toMatchObject({ exit: 1, err: `Error: ${IN_PROGRESS}: ${line}\n` });
    expect(await lade("recover")).toMatchObject({ exit: 0, out: `${line}; nothing would be done\n` });
    expect(await history("live")).toEqual(["1 pending-install"]);

    const forced = await mustSucceed(lade("recover", "live", "--force", "--no-hooks"));
    expect(forced.out).toEndWith("was interrupted; what it made is removed\n");
    const ended = await finish(child);
    expect(ended).toMatchObject({ exit: 1, err: expect.stringContaining(IN_PROGRESS) });
    expect(await history("live")).toEqual([]);
  });

  test("elsewhere, is known by its signs of life", async () => {
    const child = await hanging(["install"], "far");
    await moveElsewhere("far", 1, 30);
    const { exit, err } = await helm("upgrade", "far", "./chart");
    expect({ exit, err }).toMatchObject({ exit: 1, err: expect.stringContaining("is still running") });
    child.kill("SIGTERM");
    expect((await finish(child)).err).toContain("context canceled");
    expect(await history("far")).toEqual(["1 failed"]);
  });
});

describe("a run that died", () => {
  test("elsewhere, is taken over when it has been silent for so long", async () => {
    await mustSucceed(helm("install", "dead", "./chart"));
    await kill(await hanging(["upgrade"], "dead"));
    await moveElsewhere("dead", 2, 4);
    const { err } = await mustSucceed(helm("upgrade", "dead", "./chart", "--set", "color=blue"));
    expect(err).toContain("was interrupted; it is recorded as failed");
    expect(await history("dead")).toEqual(["1 superseded", "2 failed", "3 deployed"]);
    expect(await objects.find(hookOf("dead"))).toBeUndefined();
  });

  test("is recovered by hand", async () => {
    await mustSucceed(helm("install", "hand", "./chart"));
    await kill(await hanging(["upgrade"], "hand"));
    const said = await mustSucceed(lade("recover"));
    expect(said.out).toMatch(
      /^the upgrade of hand \(revision 2\), by .*, was interrupted; it would be rolled back to revision 1\n$/,
    );
    expect(await history("hand")).toEqual(["1 deployed", "2 pending-upgrade"]);
    const done = await mustSucceed(lade("recover", "hand"));
    expect(done.out).toEndWith("was interrupted; it is rolled back to revision 1\n");
    expect(await history("hand")).toEqual(["1 superseded", "2 failed", "3 deployed"]);
    expect(await mustSucceed(lade("recover"))).toMatchObject({ out: "no operation was interrupted\n" });
  });

  test("is left alone by a dry run", async () => {
    await mustSucceed(helm("install", "dry", "./chart"));
    await kill(await hanging(["upgrade"], "dry"));
    expect(await helm("upgrade", "dry", "./chart", "--dry-run=server")).toMatchObject({ exit: 1 });
    expect(await history("dry")).toEqual(["1 deployed", "2 pending-upgrade"]);
    await mustSucceed(helm("uninstall", "dry"));
    expect(await history("dry")).toEqual([]);
  });

  test("is recovered with Helm 3's words, and from ConfigMaps", async () => {
    const env = { HELM_DRIVER: "configmap" };
    await kill(await hanging(["install"], "three", env));
    const { err } = await mustSucceed(finish(start(["helm3", "install", "three", "./chart"], env)));
    expect(err).toMatch(
      /^WARNING: the install of three \(revision 1\), by .*, was interrupted; it is recorded as failed\n$/,
    );
    await mustSucceed(finish(start(["helm3", "uninstall", "three"], env)));
  });
});

describe("lade recover --finish", () => {
  const colorOf = async (name: string): Promise<string> =>
    textAt(await objects.find({ apiVersion: "v1", kind: "ConfigMap", namespace: NAMESPACE, name }), "data", "color");

  /** Kills the command at every fourth request, before or after the answer in turn, until it asks less often. */
  async function killedAtMany(
    words: (at: number) => readonly string[],
    check: (at: number) => Promise<void>,
  ): Promise<void> {
    for (let at = 3; at < 100; at += 4) {
      let [count, child]: [number, Child | undefined] = [0, undefined];
      const moment = at % 8 === 3 ? "request" : "answer";
      proxy.plan(() => {
        count++;
        return count === at ? { kind: "stop", at: moment, stop: () => child?.kill("SIGKILL") } : undefined;
      });
      child = start(["helm", ...words(at)]);
      await finish(child);
      proxy.plan(() => undefined);
      await check(at);
      if (count < at) return;
    }
    throw new Error("the command asks without end");
  }

  const isPendingNow = async (name: string): Promise<boolean> =>
    (await history(name)).at(-1)?.includes("pending") === true;

  test("says what it would do, and brings an upgrade to its end", async () => {
    await mustSucceed(helm("install", "forth", "./chart"));
    await kill(await hanging(["upgrade", "--set", "color=blue"], "forth"));
    await objects.delete(hookOf("forth"));
    const said = await mustSucceed(lade("recover", "--finish"));
    expect(said.out).toMatch(
      /^the upgrade of forth \(revision 2\), by .*, was interrupted; it would be finished as revision 3\n$/,
    );
    expect(await history("forth")).toEqual(["1 deployed", "2 pending-upgrade"]);
    const done = await mustSucceed(lade("recover", "forth", "--finish", "--no-hooks"));
    expect(done.out).toEndWith("was interrupted; it is finished as revision 3\n");
    expect(await history("forth")).toEqual(["1 superseded", "2 failed", "3 deployed"]);
    expect(await colorOf("forth")).toBe("blue");
    expect(await mustSucceed(lade("recover", "--finish"))).toMatchObject({ out: "no operation was interrupted\n" });
  });

  test("finishes upgrades that were killed at many requests", async () => {
    await mustSucceed(helm("install", "up", "./chart"));
    const words = (at: number) => ["upgrade", "up", "./chart", "--set", `color=c${at}`, "--history-max", "100"];
    await killedAtMany(words, async (at) => {
      const wasPending = await isPendingNow("up");
      await mustSucceed(lade("recover", "up", "--finish"));
      const states = await history("up");
      expect({ at, last: states.at(-1)?.replace(/^\d+ /, "") }).toEqual({ at, last: "deployed" });
      expect(states.filter((one) => one.endsWith(" deployed"))).toHaveLength(1);
      // Where the record had not been begun there was nothing to finish.
      if (wasPending) expect({ at, color: await colorOf("up") }).toEqual({ at, color: `c${at}` });
    });
  });

  test("finishes installations that were killed at many requests", async () => {
    await killedAtMany(
      (at) => ["install", `in${at}`, "./chart", "--set", `color=c${at}`],
      async (at) => {
        if ((await history(`in${at}`)).length === 0) return;
        await mustSucceed(lade("recover", `in${at}`, "--finish"));
        expect({ at, last: (await history(`in${at}`)).at(-1)?.replace(/^\d+ /, "") }).toEqual({ at, last: "deployed" });
        expect({ at, color: await colorOf(`in${at}`) }).toEqual({ at, color: `c${at}` });
      },
    );
  });

  test("finishes rollbacks that were killed at many requests", async () => {
    await mustSucceed(helm("install", "back", "./chart", "--set", "color=first"));
    const prepared = async (): Promise<void> =>
      void (await mustSucceed(helm("upgrade", "back", "./chart", "--set", "color=second", "--history-max", "100")));
    await prepared();
    await killedAtMany(
      () => ["rollback", "back", "1", "--history-max", "100"],
      async (at) => {
        const wasPending = await isPendingNow("back");
        await mustSucceed(lade("recover", "back", "--finish"));
        const last = (await history("back")).at(-1)?.replace(/^\d+ /, "");
        expect({ at, last }).toEqual({ at, last: "deployed" });
        if (wasPending) expect({ at, color: await colorOf("back") }).toEqual({ at, color: "first" });
        await prepared();
      },
    );
  });
});

describe("a record that Helm left pending", () => {
  const pending = (name: string, version: number): Release =>
    releaseFromJson({
      ...{ name, namespace: NAMESPACE, version, manifest: "" },
      info: {
        status: "pending-upgrade",
        first_deployed: "2026-01-02T03:04:05Z",
        last_deployed: "2026-01-02T03:04:05Z",
      },
      chart: { metadata: { name: "c", version: "0.1.0", apiVersion: "v2" } },
    });

  test("stays, until it is recovered by hand", async () => {
    await mustSucceed(helm("install", "theirs", "./chart"));
    await storage().create(pending("theirs", 2));
    const refused = await helm("upgrade", "theirs", "./chart");
    expect(refused).toEqual({ exit: 1, out: "", err: `Error: UPGRADE FAILED: ${IN_PROGRESS}\n` });
    const { out } = await mustSucceed(lade("recover", "theirs"));
    expect(out).toBe(
      "the upgrade of theirs (revision 2), begun 2026-01-02T03:04:05Z, was interrupted; it is rolled back to revision 1\n",
    );
    expect(await history("theirs")).toEqual(["1 superseded", "2 failed", "3 deployed"]);
    await mustSucceed(helm("upgrade", "theirs", "./chart"));
  });

  test("of a rollback is finished where it says to which revision", async () => {
    await mustSucceed(helm("install", "target", "./chart"));
    const record = pending("target", 2);
    record.info.status = "pending-rollback";
    await storage().create(record);
    const { err } = await lade("recover", "target", "--finish");
    expect(err).toEndWith("it cannot be finished: its record does not say which revision it goes back to\n");
    record.info.rollbackRevision = 1;
    await storage().update(record);
    const { out } = await mustSucceed(lade("recover", "target", "--finish"));
    expect(out).toEndWith("was interrupted; it is finished as revision 3\n");
    expect(await history("target")).toEqual(["1 superseded", "2 failed", "3 deployed"]);
  });
});

describe("an interrupt", () => {
  const ENDED = /^(\d+ (failed|deployed|superseded)(,|$))*$/;

  /** Sends the signal when the request is under way, which the server answers all the same. */
  async function interrupted(at: number, signal: "SIGINT" | "SIGTERM", words: readonly string[]): Promise<number> {
    let count = 0;
    let child: Child | undefined;
    proxy.plan(() => {
      if (++count === at) child?.kill(signal);
      return undefined;
    });
    child = start(words);
    await finish(child);
    proxy.plan(() => undefined);
    return count;
  }

  /** At every third request, with either signal in turn, until the command is over before. */
  async function atMany(words: readonly string[], check: (at: number) => Promise<void>): Promise<void> {
    for (let at = 2; at < 100; at += 3) {
      const count = await interrupted(at, at % 2 === 0 ? "SIGINT" : "SIGTERM", words);
      await check(at);
      if (count < at) return;
    }
    throw new Error("the command asks without end");
  }

  test("ends install in a defined state", async () => {
    await atMany(["helm", "install", "s", "./chart"], async (at) => {
      expect({ at, history: (await history("s")).join() }).toEqual({ at, history: expect.stringMatching(ENDED) });
      if ((await history("s")).length > 0) await mustSucceed(helm("uninstall", "s"));
    });
  });

  test("ends upgrade and rollback in a defined state", async () => {
    await mustSucceed(helm("install", "s2", "./chart"));
    for (const command of [
      ["upgrade", "s2", "./chart"],
      ["rollback", "s2", "1"],
    ]) {
      await atMany(["helm", ...command, "--history-max", "100"], async (at) => {
        expect({ at, history: (await history("s2")).join() }).toEqual({ at, history: expect.stringMatching(ENDED) });
      });
    }
    await mustSucceed(helm("upgrade", "s2", "./chart"));
  });

  test("while it waits, is told as Helm tells it", async () => {
    const child = await hanging(["install"], "s3");
    child.kill("SIGINT");
    expect(await finish(child)).toEqual({
      exit: 1,
      out: "Release s3 has been cancelled.\n",
      err: "Error: INSTALLATION FAILED: context canceled\n",
    });
    expect((await storage().last("s3")).info.description).toBe('Release "s3" failed: context canceled');
  });
});
