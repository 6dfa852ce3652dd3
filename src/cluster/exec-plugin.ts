/**
 * Programs that say who asks (client.authentication.k8s.io; k8s.io/client-go 0.37 plugin/pkg/client/auth/exec, whose messages these
 * are). Started with an argument list, never through a shell; the answer is kept until it expires or the server refuses it.
 */
import { FileError, fileErrorCode } from "../base/index.ts";
import { clean } from "../go/path/index.ts";
import {
  isObject,
  objectAt,
  textAt,
  type Connection,
  type ExecCredentialConfig,
  type JsonObject,
  type JsonValue,
} from "../kube/index.ts";
import type { CredentialOptions } from "./credentials.ts";

export interface ExecCredential {
  readonly token: string;
  readonly certificate?: { readonly cert: string; readonly key: string };
}

interface Kept {
  readonly credential: ExecCredential;
  readonly expiresMs: number;
}

interface ExecOptions extends CredentialOptions {
  readonly connection: Connection;
}

const VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

const INSTALL_HELP = `

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins`;

/** Several requests begin side by side: one that is a little later is told what the first was, and the program not asked again. */
const FAILURE_KEPT_MS = 1000;

/** A program gave no credentials. */
export class CredentialError extends Error {}

export class ExecPlugin {
  readonly #config: ExecCredentialConfig;
  readonly #options: ExecOptions;
  #kept: Promise<Kept> | undefined;
  #failure: { readonly error: CredentialError; readonly sinceMs: number } | undefined;

  /** Throws for a version that is not known. */
  constructor(config: ExecCredentialConfig, options: ExecOptions) {
    if (!VERSIONS.includes(config.apiVersion)) {
      throw new Error(`exec plugin: invalid apiVersion ${JSON.stringify(config.apiVersion)}`);
    }
    this.#config = { ...config, command: clean(config.command) };
    this.#options = options;
  }

  async credential(): Promise<ExecCredential> {
    const { error, sinceMs = 0 } = this.#failure ?? {};
    if (error !== undefined && Date.now() - sinceMs < FAILURE_KEPT_MS) throw error;
    const kept = await (this.#kept ??= this.#run());
    if (kept.expiresMs > Date.now()) return kept.credential;
    this.#kept = this.#run();
    return (await this.#kept).credential;
  }

  renew(): boolean {
    this.#kept = undefined;
    return true;
  }

  async #run(): Promise<Kept> {
    try {
      return keptOf(await this.#output(), this.#config);
    } catch (error) {
      this.#kept = undefined;
      const failure = new CredentialError(`getting credentials: ${(error as Error).message}`, { cause: error });
      this.#failure = { error: failure, sinceMs: Date.now() };
      throw failure;
    }
  }

  async #output(): Promise<string> {
    const { command, args, env, apiVersion } = this.#config;
    const interactive = isInteractive(this.#config);
    const spec = { interactive, ...this.#cluster() };
    const child = this.#spawn([command, ...args], {
      stdin: interactive ? "inherit" : "ignore",
      env: {
        ...process.env,
        ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
        KUBERNETES_EXEC_INFO: JSON.stringify({ kind: "ExecCredential", apiVersion, spec }),
      },
    });
    const [output, exitCode] = [await new Response(child.stdout).text(), await child.exited];
    if (exitCode !== 0) throw new Error(`exec: executable ${command} failed with exit code ${exitCode}`);
    return output;
  }

  #spawn(
    words: string[],
    { env, stdin }: { env: Record<string, string | undefined>; stdin: "inherit" | "ignore" },
  ): Bun.Subprocess<"inherit" | "ignore", "pipe", "inherit"> {
    try {
      const { signal } = this.#options;
      return Bun.spawn(words, {
        ...{ env, stdin, stdout: "pipe", stderr: "inherit" },
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      const { command, installHint } = this.#config;
      if (command.includes("/")) throw new Error(`exec: ${startFault(error, command)}`, { cause: error });
      const hint = installHint === "" ? "" : `\n\n${printable(installHint)}`;
      throw new Error(`exec: executable ${command} not found${INSTALL_HELP}${hint}`, { cause: error });
    }
  }

  #cluster(): JsonObject {
    if (!this.#config.provideClusterInfo) return {};
    const { server, ca, insecure, tlsServerName, proxyUrl } = this.#options.connection;
    const authority = ca === undefined ? undefined : ca.kind === "data" ? ca.base64 : btoa(this.#read(ca.path));
    const { clusterConfig } = this.#config;
    return {
      cluster: {
        server,
        ...(tlsServerName === undefined ? {} : { "tls-server-name": tlsServerName }),
        ...(insecure ? { "insecure-skip-tls-verify": true } : {}),
        ...(authority === undefined ? {} : { "certificate-authority-data": authority }),
        ...(proxyUrl === undefined ? {} : { "proxy-url": proxyUrl }),
        config: clusterConfig ?? null,
      },
    };
  }

  #read(path: string): string {
    return String.fromCharCode(...this.#options.files.read(path));
  }
}

/** Only names are looked for; a path is started, or not. */
function startFault(error: unknown, path: string): string {
  const { code = "" } = error as { code?: string };
  return new FileError("fork/exec", path, fileErrorCode(code)).message;
}

function isInteractive({ interactiveMode }: ExecCredentialConfig): boolean {
  if (interactiveMode === "Never") return false;
  if (process.stdin.isTTY) return true;
  if (interactiveMode === "Always") {
    throw new Error("exec plugin cannot support interactive mode: standard input is not a terminal");
  }
  return false;
}

/** A hint may not change the colours of the terminal. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\t-\r]/gu, (one) => {
    return `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

function keptOf(output: string, { apiVersion }: ExecCredentialConfig): Kept {
  const answer = parse(output);
  const version = textAt(answer, "apiVersion");
  if (version !== apiVersion) {
    const what = `exec plugin is configured to use API version ${apiVersion}, plugin returned version`;
    throw new Error(VERSIONS.includes(version) ? `${what} ${version}` : `decoding stdout: ${unknownKind(answer)}`);
  }
  if (!isObject(answer["status"])) throw new Error("exec plugin didn't return a status field");
  const status = objectAt(answer, "status");
  const [token, cert, key] = ["token", "clientCertificateData", "clientKeyData"].map((name) => textAt(status, name));
  if (!token && !cert && !key) throw new Error("exec plugin didn't return a token or cert/key pair");
  if (!cert !== !key) throw new Error("exec plugin returned only certificate or key, not both");
  const expires = textAt(status, "expirationTimestamp");
  return {
    credential: { token: token ?? "", ...(cert && key ? { certificate: { cert, key } } : {}) },
    expiresMs: expires === "" ? Infinity : Date.parse(expires),
  };
}

function unknownKind(answer: JsonObject): string {
  const [version, kind] = [textAt(answer, "apiVersion"), textAt(answer, "kind")];
  if (kind === "") return `Object 'Kind' is missing in '${JSON.stringify(answer)}'`;
  return `no kind "${kind}" is registered for version "${version}" in scheme "pkg/client/auth/exec/exec.go"`;
}

function parse(output: string): JsonObject {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(output) as JsonValue;
  } catch (error) {
    throw new Error(`decoding stdout: couldn't get version/kind; json parse error: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return isObject(parsed) ? parsed : {};
}
