/** The sandbox answers who may do what as the real API server did (test/cluster/roles.ts): roles, tokens, impersonation, escalation. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machinePorts, memoryStorage, Sandbox, SandboxHome, serve, type SandboxServer } from "../src/sandbox/index.ts";
import { playRoles, ROLES_FILE, type Answered } from "./cluster/roles.ts";

const { answers } = JSON.parse(readFileSync(ROLES_FILE, "utf8")) as { answers: readonly Answered[] };

describe("who may do what", () => {
  const folder = mkdtempSync(join(tmpdir(), "lade-roles-"));
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts });
  let server: SandboxServer;
  let given: readonly Answered[] = [];

  beforeAll(async () => {
    const home = new SandboxHome(folder, "default");
    home.make();
    const [identity, token] = [home.identity(), home.token()];
    server = serve({ sandbox, token, identity, port: 0 });
    home.writeKubeconfig({ server: server.url, certificate: identity.certificate, token });
    given = await playRoles(home.kubeconfig);
  });

  afterAll(async () => {
    await server.stop();
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  for (const { what, answer } of answers) {
    test(what, () => {
      expect(given.find((one) => one.what === what)?.answer).toEqual(answer);
    });
  }
});
