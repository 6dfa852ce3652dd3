/** A throw-away PostgreSQL on loopback, where its programs are installed: on PATH, or where Debian puts them. */
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface PostgresServer {
  /** For `HELM_DRIVER_SQL_CONNECTION_STRING`. */
  readonly address: string;
  stop(): Promise<void>;
}

const DEBIAN = "/usr/lib/postgresql";
const START_MS_MAX = 20_000;
/** It refuses to run as root. */
const NOBODY = 65534;

/** The folder of its programs; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().toReversed() : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env["PATH"] ?? "").split(":"),
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name))));
}

/** `folder` is made, and removed at the end. */
export async function startPostgres(options: {
  programs: string;
  folder: string;
  port: number;
}): Promise<PostgresServer> {
  const { programs, folder, port } = options;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const as = isRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];
  const data = join(folder, "data");
  const made = Bun.spawnSync([...as, join(programs, "initdb"), "-D", data, "-U", "helm", "--auth=trust"], {
    cwd: folder,
  });
  if (made.exitCode !== 0) throw new Error(`initdb: ${made.stderr.toString()}`);
  const log = openSync(join(folder, "log"), "w");
  const flags = ["-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"];
  const words = [...as, join(programs, "postgres"), "-D", data, ...flags];
  const child = Bun.spawn(words, { cwd: folder, stdin: "ignore", stdout: log, stderr: log });
  closeSync(log);
  const address = `postgres://helm@127.0.0.1:${port}/postgres?sslmode=disable`;
  await answering(address);
  return {
    address,
    async stop() {
      child.kill("SIGINT");
      await child.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(address: string): Promise<void> {
  const end = Date.now() + START_MS_MAX;
  for (;;) {
    const sql = new Bun.SQL(address, { max: 1, tls: false });
    try {
      await sql.unsafe("SELECT 1");
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await Bun.sleep(100);
    } finally {
      await sql.close();
    }
  }
}
