/** `lade sandbox` as it is typed, with the built program: started, used, killed, snapshotted, broken. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Discovery, numberAt, Objects, textAt, type JsonObject } from "../src/kube/index.ts";
import { testCluster } from "./cluster/connection.ts";

const BIN = resolve(import.meta.dir, "../bin");
const WAIT_MS_MAX = 15_000;
const state = mkdtempSync(join(tmpdir(), "lade-sandbox-"));
const home = join(state, "lade", "sandbox", "default");
const kubeconfig = join(home, "kubeconfig");

function run(
  program: string,
  ...words: string[]
): { readonly exitCode: number; readonly out: string; readonly err: string } {
  const env = { PATH: process.env["PATH"] ?? "", HOME: state, XDG_STATE_HOME: state, KUBECONFIG: kubeconfig };
  const { exitCode, stdout, stderr } = Bun.spawnSync([join(BIN, program), ...words], { cwd: state, env });
  return { exitCode, out: stdout.toString(), err: stderr.toString() };
}

const sandbox = (...words: string[]) => run("lade", "sandbox", ...words);

function objects(): Objects {
  const cluster = testCluster(kubeconfig);
  return new Objects(cluster, new Discovery(cluster));
}

const configMap = (name: string): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "default" },
  data: { a: "1" },
});
const ref = (name: string, kind = "ConfigMap", apiVersion = "v1") => ({ apiVersion, kind, namespace: "default", name });

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + WAIT_MS_MAX;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error("it did not come");
    await Bun.sleep(20);
  }
}

/** The process, which is killed as nothing should be. */
async function killSandbox(): Promise<void> {
  const { body } = await testCluster(kubeconfig).request({ method: "GET", path: "/sandbox/status" });
  process.kill(numberAt(body, "pid") ?? 0, "SIGKILL");
  await until(() => sandbox("status").exitCode !== 0);
}

describe("lade sandbox", () => {
  beforeAll(() => {
    expect(sandbox("start")).toMatchObject({ exitCode: 0, out: `${kubeconfig}\n` });
  });
  afterAll(() => {
    sandbox("stop");
    rmSync(state, { recursive: true, force: true });
  });

  test("a second start finds the first, and what it keeps is the owner's alone", () => {
    expect(sandbox("start")).toMatchObject({ exitCode: 0, out: `${kubeconfig}\n`, err: "" });
    expect(sandbox("start", "--nodes", "9", "--in-memory")).toMatchObject({
      ...{ exitCode: 0, out: `${kubeconfig}\n` },
      err: 'the sandbox "default" runs already, --nodes and --in-memory left aside: stop it first\n',
    });
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
    expect(sandbox("status").out).toStartWith("NAME: default\nSERVER: https://127.0.0.1:");
  });

  test("a second process on one database is refused", () => {
    const second = Bun.spawnSync([process.execPath, "-e", SECOND, join(home, "objects.db")]);
    expect(second.stderr.toString() + second.stdout.toString()).toContain("is open in another process");
  });

  test("nobody gets in without the token", async () => {
    const server = /SERVER: (\S+)/.exec(sandbox("status").out)?.[1];
    const answer = await fetch(`${server}/api/v1/namespaces`, { tls: { rejectUnauthorized: false } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ kind: "Status", reason: "Unauthorized", message: "Unauthorized" });
  });

  test("an acknowledged write survives the death of the process", async () => {
    const before = objects();
    for (let i = 0; i < 50; i++) await before.create(configMap(`kept-${i}`));
    const last = await before.get(ref("kept-49"));
    await killSandbox();
    expect(sandbox("start").exitCode).toBe(0);
    const after = objects();
    expect(await after.get(ref("kept-49"))).toEqual(last);
    expect((await after.list("v1", "ConfigMap", { namespace: "default" })).length).toBeGreaterThanOrEqual(50);
  });

  test("a snapshot brings back what was deleted", async () => {
    const file = join(state, "snapshot.json");
    await objects().create(configMap("snapped"));
    expect(sandbox("snapshot", file).exitCode).toBe(0);
    await objects().delete(ref("snapped"));
    expect(sandbox("restore", file).exitCode).toBe(0);
    expect(textAt(await objects().get(ref("snapped")), "data", "a")).toBe("1");
    writeFileSync(file, "{}");
    expect(sandbox("restore", file)).toMatchObject({
      exitCode: 1,
      err: `Error: ${file} is no snapshot of a sandbox\n`,
    });
    writeFileSync(file, "[".repeat(9));
    expect(sandbox("restore", file).err).toBe(`Error: ${file} is no snapshot of a sandbox\n`);
  });

  test("files and numbers that cannot be used are refused as what they are", () => {
    const [missing, folder] = [join(state, "nothing", "x"), state];
    expect(sandbox("restore", missing).err).toBe(`Error: open ${missing}: no such file or directory\n`);
    expect(sandbox("snapshot", missing).err).toBe(`Error: open ${missing}: no such file or directory\n`);
    expect(sandbox("restore", folder).err).toBe(`Error: read ${folder}: is a directory\n`);
    expect(sandbox("snapshot", folder).err).toBe(`Error: open ${folder}: is a directory\n`);
    // A device is written to, not replaced.
    expect(sandbox("snapshot", "/dev/null").exitCode).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(sandbox("start", "--name", "other", "--port", "99999").err).toBe("Error: --port 99999: use 0 to 65535\n");
    expect(sandbox("start", "--name", "other", "--nodes", "-1").err).toBe("Error: --nodes -1: use 0 to 5000\n");
    expect(sandbox("nope").err).toStartWith('Error: unknown command "nope" for "lade sandbox"');
  });

  test("helm installs, upgrades, rolls back and uninstalls", () => {
    const chart = join(state, "web");
    expect(run("helm", "create", "web").exitCode).toBe(0);
    expect(run("helm", "install", "shop", chart, "--wait", "--timeout", "20s").err).toBe("");
    expect(
      run("helm", "upgrade", "shop", chart, "--set", "replicaCount=2", "--wait", "--timeout", "20s").exitCode,
    ).toBe(0);
    expect(run("helm", "rollback", "shop", "1").out).toBe("Rollback was a success! Happy Helming!\n");
    expect(run("helm", "uninstall", "shop").out).toBe('release "shop" uninstalled\n');
  }, 60_000);

  test("a fault makes an upgrade fail, which rolls back by itself", async () => {
    const chart = join(state, "web");
    expect(run("helm", "install", "broken", chart, "--wait", "--timeout", "20s").exitCode).toBe(0);
    expect(sandbox("fault", "image-pull-error", "--pods", "broken").exitCode).toBe(0);
    const words = ["upgrade", "broken", chart, "--set", "image.tag=none", "--rollback-on-failure", "--timeout", "2s"];
    expect(run("helm", ...words).exitCode).toBe(1);
    expect(run("helm", "history", "broken").out).toContain("Rollback to 1");
    expect(sandbox("status").out).toContain("FAULT: image-pull-error of pods */broken*\n");
    expect(sandbox("fault", "clear").exitCode).toBe(0);
    expect(sandbox("status").out).not.toContain("FAULT");
    const wrong = sandbox("fault", "no-such");
    expect(wrong.err).toStartWith('Error: "no-such" is no fault: use one of image-pull-error, crash-loop');
  }, 60_000);

  test("a share of requests is refused when asked for", async () => {
    expect(sandbox("fault", "--api", "status=500").exitCode).toBe(0);
    // Not by the client, which tries again.
    const server = /SERVER: (\S+)/.exec(sandbox("status").out)?.[1];
    const headers = { Authorization: `Bearer ${readFileSync(join(home, "token"), "utf8")}` };
    const answer = await fetch(`${server}/api/v1/namespaces`, { headers, tls: { rejectUnauthorized: false } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ kind: "Status", reason: "InternalError", code: 500 });
    expect(sandbox("fault", "clear").exitCode).toBe(0);
  });

  test("a reset leaves what a new cluster has", async () => {
    expect(sandbox("reset").exitCode).toBe(0);
    await until(async () => (await objects().find(ref("kube-root-ca.crt"))) !== undefined);
    const left = await objects().list("v1", "ConfigMap", { namespace: "default" });
    expect(left.map((one) => textAt(one, "metadata", "name"))).toEqual(["kube-root-ca.crt"]);
  });

  test("is started again the moment it has stopped", () => {
    for (let i = 0; i < 3; i++) {
      expect(sandbox("start", "--name", "again").err).toBe("");
      expect(sandbox("stop", "--name", "again").err).toBe("");
    }
  });

  test("a name leads nowhere else, and what does not run says so", () => {
    expect(sandbox("start", "--name", "../x").err).toStartWith('Error: "../x" is no name for a sandbox');
    expect(sandbox("stop", "--name", "other").err).toBe(
      'Error: the sandbox "other" does not run; lade sandbox start starts it\n',
    );
  });
});

const SECOND = `
import { sqliteStorage } from ${JSON.stringify(resolve(import.meta.dir, "../src/sandbox/index.ts"))};
try { sqliteStorage(process.argv[1]); } catch (error) { console.log(error.message); }
`;
