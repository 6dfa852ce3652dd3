/**
 * Kubeconfig files as client-go's clientcmd reads them: several files are merged, the first that sets a thing wins; flags override.
 * Pure: whoever calls reads the files (`src/cluster/connect.ts`).
 */
import { unmarshal } from "../yaml/index.ts";
import type { Value } from "../go/index.ts";
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "./json.ts";

export interface KubeconfigFile {
  /** Relative paths inside the file are relative to this folder. */
  readonly folder: string;
  readonly text: string;
}

/** What the command line and the environment say over the files; an absent field leaves the file's. */
export interface ConnectionOverrides {
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly server?: string;
  readonly token?: string;
  readonly caFile?: string;
  readonly insecure?: boolean;
  readonly tlsServerName?: string;
  readonly asUser?: string;
  readonly asGroups?: readonly string[];
  readonly namespace?: string;
}

/** Bytes given in place (base64 in the file) or the path of a file that holds them. */
export type Material =
  { readonly kind: "data"; readonly base64: string } | { readonly kind: "file"; readonly path: string };

export interface ExecCredentialConfig {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
}

/** Everything needed to open a connection; nothing has been read from disk yet but the kubeconfig itself. */
export interface Connection {
  readonly server: string;
  readonly namespace: string;
  readonly ca?: Material;
  readonly clientCertificate?: Material;
  readonly clientKey?: Material;
  readonly insecure: boolean;
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly exec?: ExecCredentialConfig;
  readonly impersonate?: { readonly user: string; readonly groups: readonly string[]; readonly uid: string };
}

/** Where kubectl and Helm look when there is no configuration at all. */
const DEFAULT_SERVER = "http://localhost:8080";

export class KubeconfigError extends Error {
  override name = "KubeconfigError";
}

interface Named {
  readonly folder: string;
  readonly value: JsonObject;
}

export class Kubeconfig {
  readonly #contexts = new Map<string, Named>();
  readonly #clusters = new Map<string, Named>();
  readonly #users = new Map<string, Named>();
  readonly currentContext: string;

  /** Throws `KubeconfigError` for a file that is no YAML or holds another shape. */
  constructor(files: readonly KubeconfigFile[]) {
    let current = "";
    for (const file of files) {
      const root = parse(file);
      current ||= textAt(root, "current-context");
      collect(this.#contexts, { root, file, list: "contexts", field: "context" });
      collect(this.#clusters, { root, file, list: "clusters", field: "cluster" });
      collect(this.#users, { root, file, list: "users", field: "user" });
    }
    this.currentContext = current;
  }

  /** In the order in which the files name them. */
  get contexts(): { readonly name: string; readonly cluster: string }[] {
    return [...this.#contexts].map(([name, { value }]) => ({ name, cluster: textAt(value, "cluster") }));
  }

  /** The namespace of the chosen context; empty where it names none. */
  namespace(overrides: ConnectionOverrides = {}): string {
    return overrides.namespace || textAt(this.#contexts.get(this.#contextName(overrides))?.value, "namespace");
  }

  /** Throws `KubeconfigError` where a context or cluster is named that is not there. */
  connection(overrides: ConnectionOverrides = {}): Connection {
    const name = this.#contextName(overrides);
    const context = this.#contexts.get(name)?.value;
    if (name !== "" && context === undefined && overrides.context !== undefined && overrides.context !== "") {
      throw new KubeconfigError(`context "${name}" does not exist`);
    }
    const cluster = this.#clusters.get(overrides.cluster ?? textAt(context, "cluster"));
    const user = this.#users.get(overrides.user ?? textAt(context, "user"));
    return {
      server: overrides.server || textAt(cluster?.value, "server") || DEFAULT_SERVER,
      namespace: this.namespace(overrides) || "default",
      ...trust(cluster, overrides),
      ...identity(user, overrides),
    };
  }

  #contextName(overrides: ConnectionOverrides): string {
    return overrides.context || this.currentContext;
  }
}

function parse(file: KubeconfigFile): JsonObject {
  let value: JsonValue;
  try {
    value = toJson(unmarshal(file.text));
  } catch (error) {
    throw new KubeconfigError(`error loading config file: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (value === null) return {};
  if (!isObject(value)) throw new KubeconfigError("error loading config file: it holds no mapping");
  return value;
}

function toJson(value: Value): JsonValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [key, toJson(child)]));
  if (Array.isArray(value)) return value.map(toJson);
  return typeof value === "object" || value === undefined ? null : value;
}

function collect(
  into: Map<string, Named>,
  from: { root: JsonObject; file: KubeconfigFile; list: string; field: string },
): void {
  for (const entry of listAt(from.root, from.list)) {
    const name = textAt(entry, "name");
    if (!into.has(name)) into.set(name, { folder: from.file.folder, value: objectAt(entry, from.field) });
  }
}

function material(named: Named | undefined, key: string): Material | undefined {
  const data = textAt(named?.value, `${key}-data`);
  if (data !== "") return { kind: "data", base64: data };
  const path = textAt(named?.value, key);
  return path === "" || named === undefined ? undefined : { kind: "file", path: resolve(named.folder, path) };
}

function resolve(folder: string, path: string): string {
  return path.startsWith("/") ? path : `${folder}/${path}`;
}

function trust(
  cluster: Named | undefined,
  overrides: ConnectionOverrides,
): Pick<Connection, "ca" | "insecure" | "tlsServerName" | "proxyUrl"> {
  const ca: Material | undefined = overrides.caFile
    ? { kind: "file", path: overrides.caFile }
    : material(cluster, "certificate-authority");
  const insecure = overrides.insecure === true || valueAt(cluster?.value, "insecure-skip-tls-verify") === true;
  return {
    insecure,
    // client-go refuses both together; an explicit --insecure wins over the file's authority.
    ...optional("ca", insecure ? undefined : ca),
    ...optional("tlsServerName", overrides.tlsServerName || textAt(cluster?.value, "tls-server-name") || undefined),
    ...optional("proxyUrl", textAt(cluster?.value, "proxy-url") || undefined),
  };
}

type Identity = Pick<
  Connection,
  "clientCertificate" | "clientKey" | "token" | "tokenFile" | "username" | "password" | "exec" | "impersonate"
>;

function identity(user: Named | undefined, overrides: ConnectionOverrides): Identity {
  const value = user?.value;
  const tokenFile = textAt(value, "tokenFile");
  return {
    ...optional("clientCertificate", material(user, "client-certificate")),
    ...optional("clientKey", material(user, "client-key")),
    ...optional("token", overrides.token || textAt(value, "token") || undefined),
    ...optional("tokenFile", tokenFile === "" || user === undefined ? undefined : resolve(user.folder, tokenFile)),
    ...optional("username", textAt(value, "username") || undefined),
    ...optional("password", textAt(value, "password") || undefined),
    ...optional("exec", execConfig(user)),
    ...optional("impersonate", impersonation(value, overrides)),
  };
}

function execConfig(user: Named | undefined): ExecCredentialConfig | undefined {
  const exec = valueAt(user?.value, "exec");
  if (user === undefined || !isObject(exec)) return undefined;
  const command = textAt(exec, "command");
  return {
    apiVersion: textAt(exec, "apiVersion"),
    // As in client-go, a command with a slash is relative to the file; a bare name is looked up on PATH.
    command: command.includes("/") ? resolve(user.folder, command) : command,
    args: listAt(exec, "args").map(String),
    env: listAt(exec, "env").map((one) => ({ name: textAt(one, "name"), value: textAt(one, "value") })),
    installHint: textAt(exec, "installHint"),
    provideClusterInfo: valueAt(exec, "provideClusterInfo") === true,
  };
}

function impersonation(user: JsonObject | undefined, overrides: ConnectionOverrides): Connection["impersonate"] {
  const name = overrides.asUser || textAt(user, "as");
  const groups = overrides.asGroups?.length ? overrides.asGroups : listAt(user, "as-groups").map(String);
  return name === "" && groups.length === 0 ? undefined : { user: name, groups, uid: textAt(user, "as-uid") };
}

function optional<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: T });
}
