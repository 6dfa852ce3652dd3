/** Debian's docker-registry on loopback: open or with a password, over plain HTTP or TLS. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installMissing, REGISTRY } from "../../scripts/system-packages.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";

export interface RegistryOptions {
  readonly tls?: boolean;
  /** Asks clients for a certificate of the same authority. */
  readonly clientCertificates?: boolean;
  readonly password?: { readonly user: string; readonly password: string };
}

export interface RunningRegistry {
  /** `localhost:PORT`. */
  readonly host: string;
  readonly certificates: Certificates;
  stop(): Promise<void>;
}

const START_MS_MAX = 20_000;
const POLL_MS = 30;

export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const missing = installMissing([REGISTRY]);
  if (missing !== undefined) throw new Error(missing);
  const folder = mkdtempSync(join(tmpdir(), "lade-registry-"));
  const certificates = options.tls === true ? await makeCertificates(folder) : { path: () => "" };
  const port = freePort();
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify(await configuration(options, { folder, port, certificates })));
  const child = Bun.spawn([REGISTRY.program, "serve", config], {
    env: { PATH: process.env["PATH"] ?? "", OTEL_TRACES_EXPORTER: "none" },
    stdin: "ignore",
    stdout: "ignore",
    stderr: Bun.file(join(folder, "log")),
  });
  await waitFor(port, () => Bun.file(join(folder, "log")).text());
  return {
    host: `localhost:${port}`,
    certificates,
    stop: async () => {
      child.kill();
      await child.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly certificates: Certificates;
}

async function configuration(
  { tls, clientCertificates, password }: RegistryOptions,
  { folder, port, certificates }: Place,
): Promise<object> {
  const { path } = certificates;
  const clients = clientCertificates === true ? { clientcas: [path("ca.pem")] } : {};
  const secured = tls === true ? { tls: { certificate: path("server.pem"), key: path("server.key"), ...clients } } : {};
  const users = join(folder, "users");
  if (password !== undefined) {
    const hash = await Bun.password.hash(password.password, { algorithm: "bcrypt", cost: 4 });
    writeFileSync(users, `${password.user}:${hash}\n`);
  }
  return {
    version: "0.1",
    log: { level: "error" },
    storage: { filesystem: { rootdirectory: join(folder, "data") } },
    http: { addr: `127.0.0.1:${port}`, secret: "of the tests", ...secured },
    ...(password === undefined ? {} : { auth: { htpasswd: { realm: "tests", path: users } } }),
  };
}

function freePort(): number {
  const server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => {} } });
  const { port } = server;
  server.stop(true);
  return port;
}

async function waitFor(port: number, log: () => Promise<string>): Promise<void> {
  const end = Date.now() + START_MS_MAX;
  for (;;) {
    try {
      const socket = await Bun.connect({ hostname: "127.0.0.1", port, socket: { data: () => {} } });
      socket.end();
      return;
    } catch {
      if (Date.now() > end) throw new Error(`docker-registry does not start: ${await log()}`);
      await Bun.sleep(POLL_MS);
    }
  }
}
