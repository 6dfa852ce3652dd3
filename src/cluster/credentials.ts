/**
 * The headers that say who asks: token, token file (read again, because it rotates), basic, or an exec plugin
 * (client.authentication.k8s.io). A plugin is started with an argument list, never through a shell.
 */
import type { FileSystem } from "../base/index.ts";
import { isObject, textAt, type Connection, type ExecCredentialConfig, type JsonValue } from "../kube/index.ts";
import { basicAuthorization } from "../sys/index.ts";

export interface Authorizer {
  /** Headers for the next request. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The server refused them (401); true when others may be had. */
  renew(): boolean;
}

interface CredentialOptions {
  readonly files: FileSystem;
  readonly signal?: AbortSignal;
}

export function credentials(connection: Connection, options: CredentialOptions): Authorizer {
  const impersonation = impersonationHeaders(connection);
  if (connection.exec !== undefined && connection.token === undefined) {
    return new ExecAuthorizer(connection.exec, { connection, extra: impersonation, ...options });
  }
  return {
    headers: () => Promise.resolve({ ...fixedHeaders(connection, options.files), ...impersonation }),
    renew: () => connection.tokenFile !== undefined,
  };
}

function fixedHeaders(connection: Connection, files: FileSystem): Record<string, string> {
  if (connection.token !== undefined) return { Authorization: `Bearer ${connection.token}` };
  if (connection.tokenFile !== undefined) {
    return { Authorization: `Bearer ${new TextDecoder().decode(files.read(connection.tokenFile)).trim()}` };
  }
  if (connection.username === undefined) return {};
  return { Authorization: basicAuthorization(`${connection.username}:${connection.password ?? ""}`) };
}

function impersonationHeaders({ impersonate }: Connection): Record<string, string> {
  if (impersonate === undefined) return {};
  return {
    "Impersonate-User": impersonate.user,
    ...(impersonate.uid === "" ? {} : { "Impersonate-Uid": impersonate.uid }),
    ...(impersonate.groups.length === 0 ? {} : { "Impersonate-Group": impersonate.groups.join(",") }),
  };
}

interface ExecOptions extends CredentialOptions {
  readonly connection: Connection;
  readonly extra: Readonly<Record<string, string>>;
}

class ExecAuthorizer implements Authorizer {
  readonly #config: ExecCredentialConfig;
  readonly #options: ExecOptions;
  #status: Promise<JsonValue> | undefined;

  constructor(config: ExecCredentialConfig, options: ExecOptions) {
    this.#config = config;
    this.#options = options;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    const status = await (this.#status ??= this.#run());
    const token = textAt(status, "token");
    return { ...(token === "" ? {} : { Authorization: `Bearer ${token}` }), ...this.#options.extra };
  }

  renew(): boolean {
    this.#status = undefined;
    return true;
  }

  async #run(): Promise<JsonValue> {
    const { command, args, env, apiVersion } = this.#config;
    const child = this.#spawn([command, ...args], {
      ...process.env,
      ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
      KUBERNETES_EXEC_INFO: JSON.stringify({ kind: "ExecCredential", apiVersion, spec: this.#info() }),
    });
    const [output, exitCode] = [await new Response(child.stdout).text(), await child.exited];
    if (exitCode !== 0)
      throw new Error(`getting credentials: exec: executable ${command} failed with exit code ${exitCode}`);
    return statusOf(output);
  }

  #spawn(words: string[], env: Record<string, string | undefined>): Bun.Subprocess<"ignore", "pipe", "inherit"> {
    try {
      const { signal } = this.#options;
      return Bun.spawn(words, {
        env,
        stdin: "ignore",
        stdout: "pipe",
        stderr: "inherit",
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      const hint = this.#config.installHint === "" ? "" : `\n\n${this.#config.installHint}`;
      throw new Error(`getting credentials: exec: executable ${this.#config.command} not found${hint}`, {
        cause: error,
      });
    }
  }

  #info(): JsonValue {
    if (!this.#config.provideClusterInfo) return { interactive: false };
    return { interactive: false, cluster: { server: this.#options.connection.server } };
  }
}

function statusOf(output: string): JsonValue {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(output) as JsonValue;
  } catch (error) {
    throw new Error("getting credentials: decoding stdout: the plugin printed no JSON", { cause: error });
  }
  const status = isObject(parsed) ? parsed["status"] : undefined;
  if (!isObject(status)) throw new Error("getting credentials: exec plugin didn't return a status field");
  return status;
}
