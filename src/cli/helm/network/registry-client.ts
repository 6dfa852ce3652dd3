/** The registry client of the command line: which credentials, which certificates, how it retries (helm pkg/cmd/root.go). */
import * as path from "../../../go/path/index.ts";
import { attempt, GoError } from "../../../go/index.ts";
import type { RegistryPort } from "../../../helm/download/index.ts";
import {
  Registry,
  RegistryError,
  dockerConfigStore,
  parseReference,
  passwordCredential,
  serverKey,
  storeWithFallbacks,
  withPlainHttpFallback,
  withRetries,
  type CredentialStore,
  type RegistryOptions,
} from "../../../oci/index.ts";
import { HttpError, createHttpClient, withGzip, type HttpClient, type TlsOptions } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { tracedClient } from "./traced-registry.ts";
import { userAgent } from "./user-agent.ts";

export interface RegistryFlags {
  readonly tls: TlsOptions | undefined;
  readonly plainHttp: boolean;
  readonly username: string;
  readonly password: string;
}

/** Helm waits for ever; a registry that says nothing for so long will not say anything. */
const STALL_MS = 30_000;

/** Made when first used: most commands talk to no registry. */
export function registryPort(context: CommandContext, flags: RegistryFlags): RegistryPort {
  let made: Registry | undefined;
  const registry = (): Registry => (made ??= new Registry(registryOptions(context, flags)));
  return {
    parse: (text) => translated(() => parseReference(text)),
    tags: (reference) => translating(() => registry().tags(reference)),
    resolve: (reference) => translating(() => registry().resolve(reference)),
    pull: (reference, mediaTypes) => translating(() => registry().pull(reference, mediaTypes)),
    push: (reference, artifact) => translating(() => registry().push(reference, artifact)),
  };
}

function registryOptions(context: CommandContext, flags: RegistryFlags): RegistryOptions {
  const { username, password } = flags;
  const store = credentialStore(context);
  return {
    client: registryHttp(context, flags.tls).send,
    userAgent: userAgent(context),
    // With certificates of its own, Helm forgets that plain HTTP was asked for.
    plainHttp: flags.plainHttp && flags.tls === undefined,
    credentialOf: async (host) =>
      username !== "" && password !== "" ? passwordCredential(username, password) : await store.get(serverKey(host)),
  };
}

export interface RegistryHttp {
  readonly send: HttpClient;
  /** Helm 3: whether the registry turned out to speak plain HTTP. */
  readonly isPlain: () => boolean;
}

/** With certificates of its own, Helm's client does not retry, nor does Helm 3's fall back to plain HTTP. */
export function registryHttp(context: CommandContext, tls: TlsOptions | undefined): RegistryHttp {
  const client = withGzip(createHttpClient({ env: context.env, signal: context.signal, tls, stallMs: STALL_MS }));
  if (tls !== undefined) return { send: client, isPlain: () => false };
  const retrying = withRetries(tracedClient(context, client));
  if (context.dialect === "helm4") return { send: retrying, isPlain: () => false };
  const { send, isForced } = withPlainHttpFallback(retrying);
  return { send, isPlain: isForced };
}

/** Helm's own file first, then Docker's, if that can be read. Throws `GoError` when its own cannot. */
export function credentialStore({ files, env, settings }: CommandContext): CredentialStore {
  const ports = { files, env };
  const docker = env.get("DOCKER_CONFIG") || path.join(env.get("HOME") ?? "", ".docker");
  const own = translated(() => dockerConfigStore(settings.registryConfig, ports));
  const fallback = attempt(() => translated(() => dockerConfigStore(path.join(docker, "config.json"), ports)));
  return fallback === undefined ? own : storeWithFallbacks(own, fallback);
}

export function translated<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asGoError(error);
  }
}

export async function translating<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw asGoError(error);
  }
}

function asGoError(error: unknown): unknown {
  const isKnown = error instanceof RegistryError || error instanceof HttpError;
  return isKnown ? new GoError(error.message, { cause: error }) : error;
}
