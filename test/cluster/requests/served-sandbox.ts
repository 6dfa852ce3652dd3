/** A sandbox over HTTPS, in this process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machinePorts, memoryStorage, Sandbox, SandboxHome, serve } from "../../../src/sandbox/index.ts";
import type { Place } from "./send-raw.ts";

export interface ServedSandbox {
  readonly place: Place;
  stop(): Promise<void>;
}

export function servedSandbox(namespace: string): ServedSandbox {
  const scratch = mkdtempSync(join(tmpdir(), "lade-wire-"));
  const home = new SandboxHome(scratch, "default");
  home.make();
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  const [identity, token] = [home.identity(), home.token()];
  const server = serve({ sandbox, token, identity, port: 0 });
  return {
    place: { server: server.url, token, ca: identity.certificate, namespace },
    async stop() {
      await server.stop();
      sandbox.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
