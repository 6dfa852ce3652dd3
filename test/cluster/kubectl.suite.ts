/**
 * kubectl works on the sandbox as it does on a real server: both are given the same commands, and what is said must be the same, but for
 * uids, times, ages and addresses. `bun test ./test/cluster/kubectl.suite.ts` with KUBECONFIG naming the real one; KUBECTL names
 * the program where it is not to be built.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { machinePorts, memoryStorage, Sandbox, SandboxHome, serve } from "../../src/sandbox/index.ts";
import { kubectlProgram } from "./build.ts";
import { DIFFERENCES } from "./kubectl/differences.ts";
import { EDITOR, kubectl, type Place } from "./kubectl/run.ts";
import { SCENARIOS } from "./kubectl/scenarios.ts";

const namespace = `kubectl-${Math.random().toString(36).slice(2, 8)}`;
const real = process.env["KUBECONFIG"] ?? "";
if (real === "") throw new Error("KUBECONFIG names no cluster");
const scratch = mkdtempSync(join(tmpdir(), "lade-kubectl-"));
const program = kubectlProgram();

describe("kubectl says of the sandbox what it says of a real server", () => {
  const home = new SandboxHome(scratch, "default");
  home.make();
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  const [identity, token] = [home.identity(), home.token()];
  const server = serve({ sandbox, token, identity, port: 0 });
  home.writeKubeconfig({ server: server.url, certificate: identity.certificate, token });
  const places = [real, home.kubeconfig].map((kubeconfig, i): Place => {
    return { program, kubeconfig, namespace, folder: join(scratch, String(i)) };
  });
  const both = (command: string): Promise<unknown[]> => Promise.all(places.map((place) => kubectl(command, place)));

  beforeAll(async () => {
    for (const { folder } of places) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "editor"), EDITOR, { mode: 0o755 });
    }
    for (const { name: _, files = {} } of SCENARIOS) await write(files);
    await both("create namespace $NS");
    await both("wait --for=create serviceaccount/default --timeout=30s");
  });

  afterAll(async () => {
    await both("delete namespace $NS --wait=false");
    await both("delete -f cluster.yaml --ignore-not-found --wait=false");
    await server.stop();
    sandbox.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const { folder } of places) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        await Bun.write(path, text.replaceAll("$NS", namespace));
      }
    }
  }

  for (const { name, files = {}, commands } of SCENARIOS) {
    describe(name, () => {
      beforeAll(() => write(files));

      commands.forEach((command, i) => {
        test(`${i}: ${command}`, async () => {
          const [wanted, given] = await both(command);
          const difference = DIFFERENCES[command];
          if (difference === undefined) expect(given).toEqual(wanted);
        });
      });
    });
  }
});
