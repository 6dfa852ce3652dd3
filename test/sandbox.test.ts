/** The sandbox passes the suite of the Cluster port: in this process, and over HTTPS. */
import { afterAll } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machinePorts, memoryStorage, Sandbox, SandboxHome, serve, sqliteStorage } from "../src/sandbox/index.ts";
import { conformance } from "./cluster/conformance.ts";
import { testCluster } from "./cluster/connection.ts";

const within = new Sandbox({ storage: memoryStorage(), ports: machinePorts });
conformance("the sandbox in this process", () => within);

const scratch = mkdtempSync(join(tmpdir(), "lade-sandbox-"));
const home = new SandboxHome(scratch, "default");
home.make();
const served = new Sandbox({ storage: sqliteStorage(home.database), ports: machinePorts });
const [identity, token] = [home.identity(), home.token()];
const server = serve({ sandbox: served, token, identity, port: 0 });
home.writeKubeconfig({ server: server.url, certificate: identity.certificate, token });
conformance("the sandbox over HTTPS", () => testCluster(home.kubeconfig));

afterAll(async () => {
  await server.stop();
  for (const sandbox of [within, served]) sandbox.close();
  rmSync(scratch, { recursive: true, force: true });
});
