/**
 * Docker's credential helpers: programs `docker-credential-NAME` that take `get`, `store` or `erase` and speak JSON.
 * They are started directly, never through a shell.
 */
import { RegistryError } from "./error.ts";
import { NO_CREDENTIAL, type Credential, type CredentialStore } from "./credential.ts";
import { howItEnded } from "../sys/index.ts";

const PREFIX = "docker-credential-";
const NOT_FOUND = "credentials not found in native keychain";
/** The user name under which helpers keep identity tokens. */
const TOKEN_USER = "<token>";

export interface HelperEnvironment {
  get(name: string): string | undefined;
  entries(): Iterable<readonly [string, string]>;
}

export function helperStore(name: string, env: HelperEnvironment): CredentialStore {
  const run = (action: string, input: string): Promise<string> => runHelper(PREFIX + name, { action, input, env });
  return {
    async get(server) {
      const output = await run("get", server).catch((error: unknown) => {
        if (error instanceof RegistryError && error.message === NOT_FOUND) return undefined;
        throw error;
      });
      return output === undefined ? NO_CREDENTIAL : decode(output);
    },
    async put(server, credential) {
      const isToken = credential.refreshToken !== "";
      await run(
        "store",
        JSON.stringify({
          ServerURL: server,
          Username: isToken ? TOKEN_USER : credential.username,
          Secret: isToken ? credential.refreshToken : credential.password,
        }),
      );
    },
    async remove(server) {
      await run("erase", server);
    },
  };
}

function decode(output: string): Credential {
  const { Username: username = "", Secret: secret = "" } = JSON.parse(output) as { Username?: string; Secret?: string };
  if (username === TOKEN_USER) return { ...NO_CREDENTIAL, refreshToken: secret };
  return { ...NO_CREDENTIAL, username, password: secret };
}

async function runHelper(
  program: string,
  call: { action: string; input: string; env: HelperEnvironment },
): Promise<string> {
  const path = Bun.which(program, { PATH: call.env.get("PATH") ?? "" });
  if (path === null) throw new RegistryError(`exec: "${program}": executable file not found in $PATH`);
  const child = Bun.spawn([path, call.action], {
    stdin: new TextEncoder().encode(call.input),
    stdout: "pipe",
    stderr: "inherit",
    env: Object.fromEntries(call.env.entries()),
  });
  const output = await new Response(child.stdout).text();
  const code = await child.exited;
  if (code !== 0) {
    const ended = howItEnded({ exitCode: code, signal: child.signalCode?.toString() });
    throw new RegistryError(output.trim() || ended);
  }
  return output;
}

/** The helper of this system, used when nothing else is configured and the program is there. */
export function defaultHelper(env: HelperEnvironment): string | undefined {
  const PATH = env.get("PATH") ?? "";
  const name = Bun.which("pass", { PATH }) === null ? "secretservice" : "pass";
  return Bun.which(PREFIX + name, { PATH }) === null ? undefined : name;
}
