/**
 * Docker's credential helpers: programs `docker-credential-NAME` that take `get`, `store` or `erase` and speak JSON.
 * They are started directly, never through a shell.
 */
import { RegistryError } from "./error.ts";
import { NO_CREDENTIAL, type Credential, type CredentialStore } from "./credential.ts";
import { type Finished, howItEnded, run, StartError } from "../sys/index.ts";

const PREFIX = "docker-credential-";
const NOT_FOUND = "credentials not found in native keychain";
/** The user name under which helpers keep identity tokens. */
const TOKEN_USER = "<token>";

export interface HelperEnvironment {
  get(name: string): string | undefined;
  entries(): Iterable<readonly [string, string]>;
}

export function helperStore(name: string, env: HelperEnvironment): CredentialStore {
  const ask = (action: string, input: string): Promise<string> => runHelper(PREFIX + name, { action, input, env });
  return {
    async get(server) {
      const output = await ask("get", server).catch((error: unknown) => {
        if (error instanceof RegistryError && error.message === NOT_FOUND) return undefined;
        throw error;
      });
      return output === undefined ? NO_CREDENTIAL : decode(output);
    },
    async put(server, credential) {
      const isToken = credential.refreshToken !== "";
      await ask(
        "store",
        JSON.stringify({
          ServerURL: server,
          Username: isToken ? TOKEN_USER : credential.username,
          Secret: isToken ? credential.refreshToken : credential.password,
        }),
      );
    },
    async remove(server) {
      await ask("erase", server);
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
  const finished = started(program, call);
  const output = new TextDecoder().decode(finished.output);
  if (finished.exitCode !== 0) throw new RegistryError(output.trim() || howItEnded(finished));
  return output;
}

function started(
  program: string,
  { action, input, env }: { action: string; input: string; env: HelperEnvironment },
): Finished {
  try {
    return run({
      ...{ program, args: [action], env: new Map(env.entries()), searchPath: env.get("PATH") ?? "" },
      ...{ input: new TextEncoder().encode(input), output: "capture" },
    });
  } catch (error) {
    if (error instanceof StartError) throw new RegistryError(error.message);
    throw error;
  }
}

/** The helper of this system, used when nothing else is configured and the program is there. */
export function defaultHelper(env: HelperEnvironment): string | undefined {
  const PATH = env.get("PATH") ?? "";
  const name = Bun.which("pass", { PATH }) === null ? "secretservice" : "pass";
  return Bun.which(PREFIX + name, { PATH }) === null ? undefined : name;
}
