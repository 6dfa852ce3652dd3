/**
 * Kubeconfig files as client-go's clientcmd reads them: several files are merged, the first that sets a thing wins; flags override.
 * Pure: whoever calls reads the files (`src/cluster/connect.ts`).
 */
import { join } from "../go/path/index.ts";
import { quote } from "../go/strconv/index.ts";
import { clusterFaults, interactiveMode, invalid, userFaults, type Unreadable } from "./kubeconfig-faults.ts";
import { kubeconfigRoot } from "./kubeconfig-root.ts";
import { serverUrl } from "./server-url.ts";
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "./json.ts";

export interface KubeconfigFile {
  /** As messages name it. */
  readonly path: string;
  /** Relative paths inside the file are relative to this folder. */
  readonly folder: string;
  readonly text: string;
  /** Why it could not be read. */
  readonly unreadable?: string;
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
  /** Where no file names one: `KUBERNETES_MASTER`. */
  readonly defaultServer?: string;
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
  /** Whether the program may talk to the person: `Never`, `IfAvailable` or `Always`. */
  readonly interactiveMode: string;
  /** What the cluster's entry says to this program. */
  readonly clusterConfig?: JsonValue;
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
  readonly impersonate?: Impersonation;
}

export interface Impersonation {
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid: string;
  readonly extra: Readonly<Record<string, readonly string[]>>;
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

interface Chosen {
  readonly cluster: JsonObject;
  readonly user: JsonObject;
  readonly fault?: string;
}

export class Kubeconfig {
  readonly #contexts = new Map<string, Named>();
  readonly #clusters = new Map<string, Named>();
  readonly #users = new Map<string, Named>();
  readonly currentContext: string;

  /** Throws `KubeconfigError` for a file that is no YAML or holds another shape. */
  constructor(files: readonly KubeconfigFile[]) {
    let current = "";
    for (const [file, root] of parsed(files)) {
      current ||= textAt(root, "current-context");
      collect(this.#contexts, { root, file, list: "contexts", field: "context" });
      collect(this.#clusters, { root, file, list: "clusters", field: "cluster" });
      collect(this.#users, { root, file, list: "users", field: "user" });
    }
    this.currentContext = current;
  }

  /** Nothing is configured at all. */
  get isEmpty(): boolean {
    return this.#contexts.size === 0 && this.#clusters.size === 0 && this.#users.size === 0;
  }

  /** In the order in which the files name them. */
  get contexts(): { readonly name: string; readonly cluster: string }[] {
    return [...this.#contexts].map(([name, { value }]) => ({ name, cluster: textAt(value, "cluster") }));
  }

  /** The namespace of the chosen context; empty where it names none. */
  namespace(overrides: ConnectionOverrides = {}): string {
    return overrides.namespace || textAt(this.#contexts.get(this.#contextName(overrides))?.value, "namespace");
  }

  /** Throws `KubeconfigError` where a context is named that is not there, or what belongs to it cannot be used. */
  connection(overrides: ConnectionOverrides = {}, unreadable: Unreadable = () => undefined): Connection {
    const { cluster, user, fault } = this.#chosen(overrides, unreadable);
    if (fault !== undefined) throw new KubeconfigError(fault);
    const server = usable(textAt(cluster, "server"));
    return {
      ...{ server, namespace: this.namespace(overrides) || "default" },
      ...optional("proxyUrl", textAt(cluster, "proxy-url") || undefined),
      // Nothing secret is told to a server that anyone can listen to, and what it would be recognised by is not read.
      ...(server.startsWith("https://") ? { ...trust(cluster), ...identity(user, cluster) } : { insecure: false }),
      ...optional("impersonate", impersonation(user)),
    };
  }

  /** Whether what the context names can be used: client-go says no namespace otherwise (tools/clientcmd/client_config.go, Namespace). */
  isUsable(overrides: ConnectionOverrides, unreadable: Unreadable): boolean {
    return this.#chosen(overrides, unreadable).fault === undefined;
  }

  #chosen(overrides: ConnectionOverrides, unreadable: Unreadable): Chosen {
    const name = this.#contextName(overrides);
    const context = this.#contexts.get(name)?.value;
    const clusterName = overrides.cluster ?? textAt(context, "cluster");
    const userName = overrides.user ?? textAt(context, "user");
    const cluster = mergedCluster(this.#clusters.get(clusterName), overrides);
    const user = mergedUser(this.#users.get(userName), overrides);
    if (context === undefined && (overrides.context ?? "") !== "") {
      return { cluster, user, fault: `context ${quote(name)} does not exist` };
    }
    const faults = [
      ...(context === undefined && name !== "" ? [`context was not found for specified context: ${name}`] : []),
      ...userFaults(userName, user, unreadable),
      ...clusterFaults(clusterName, cluster, unreadable),
    ];
    return { cluster, user, ...(faults.length > 0 ? { fault: invalid(faults) } : {}) };
  }

  #contextName(overrides: ConnectionOverrides): string {
    return overrides.context || this.currentContext;
  }
}

function usable(server: string): string {
  const { url, fault } = serverUrl(server);
  if (fault !== undefined) throw new KubeconfigError(fault);
  return url;
}

/** All of them; what is wrong with several is told at once. */
function parsed(files: readonly KubeconfigFile[]): [KubeconfigFile, JsonObject][] {
  const faults = new Set<string>();
  const roots = files.map((file): [KubeconfigFile, JsonObject] => {
    try {
      if (file.unreadable !== undefined) throw new Error(file.unreadable);
      return [file, kubeconfigRoot(file.text)];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      faults.add(`error loading config file "${file.path}": ${message}`);
      return [file, {}];
    }
  });
  if (faults.size === 0) return roots;
  const all = [...faults].join(", ");
  throw new KubeconfigError(faults.size === 1 ? all : `[${all}]`);
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

function resolve(folder: string, path: string): string {
  return path === "" || path.startsWith("/") ? path : join(folder, path);
}

/** With the fields in `paths` made independent of the file's folder. */
function resolved(named: Named | undefined, paths: readonly string[]): JsonObject {
  if (named === undefined) return {};
  const { folder, value } = named;
  const known = paths.filter((path) => textAt(value, path) !== "");
  return { ...value, ...Object.fromEntries(known.map((path) => [path, resolve(folder, textAt(value, path))])) };
}

/** An authority given by a flag, or none wanted, replaces all that the file says of trust; a server given by a flag has its own name. */
function mergedCluster(named: Named | undefined, overrides: ConnectionOverrides): JsonObject {
  const { server = "", caFile = "", insecure = false, tlsServerName = "", defaultServer } = overrides;
  const cluster = resolved(named, ["certificate-authority"]);
  const given = server || textAt(cluster, "server") || defaultServer || DEFAULT_SERVER;
  return {
    ...{ ...cluster, server: given },
    ...(insecure || caFile !== ""
      ? {
          "insecure-skip-tls-verify": insecure,
          "certificate-authority": caFile,
          "certificate-authority-data": "",
        }
      : {}),
    ...(tlsServerName !== "" || server !== "" ? { "tls-server-name": tlsServerName } : {}),
  };
}

function mergedUser(named: Named | undefined, { token, asUser, asGroups }: ConnectionOverrides): JsonObject {
  const user = resolved(named, ["client-certificate", "client-key", "tokenFile"]);
  const exec = user["exec"];
  const command = textAt(exec, "command");
  // As in client-go, a command with a slash is relative to the file; a bare name is looked up on PATH.
  const isPath = named !== undefined && command.includes("/");
  return {
    ...user,
    ...(isPath && isObject(exec) ? { exec: { ...exec, command: resolve(named.folder, command) } } : {}),
    ...(token ? { token } : {}),
    ...(asUser ? { as: asUser } : {}),
    ...(asGroups?.length ? { "as-groups": [...asGroups] } : {}),
  };
}

function material(value: JsonObject, key: string): Material | undefined {
  const data = textAt(value, `${key}-data`);
  if (data !== "") return { kind: "data", base64: data };
  const path = textAt(value, key);
  return path === "" ? undefined : { kind: "file", path };
}

function trust(cluster: JsonObject): Pick<Connection, "ca" | "insecure" | "tlsServerName"> {
  const insecure = valueAt(cluster, "insecure-skip-tls-verify") === true;
  const ca = material(cluster, "certificate-authority");
  if (insecure && ca !== undefined) {
    throw new KubeconfigError("specifying a root certificates file with the insecure flag is not allowed");
  }
  return {
    insecure,
    ...optional("ca", ca),
    ...optional("tlsServerName", textAt(cluster, "tls-server-name") || undefined),
  };
}

type Identity = Pick<
  Connection,
  "clientCertificate" | "clientKey" | "token" | "tokenFile" | "username" | "password" | "exec"
>;

function identity(user: JsonObject, cluster: JsonObject): Identity {
  return {
    ...optional("clientCertificate", material(user, "client-certificate")),
    ...optional("clientKey", material(user, "client-key")),
    ...optional("token", textAt(user, "token") || undefined),
    ...optional("tokenFile", textAt(user, "tokenFile") || undefined),
    ...optional("username", textAt(user, "username") || undefined),
    ...optional("password", textAt(user, "password") || undefined),
    ...optional("exec", execConfig(user, cluster)),
  };
}

const EXEC_EXTENSION = "client.authentication.k8s.io/exec";

function execConfig(user: JsonObject, cluster: JsonObject): ExecCredentialConfig | undefined {
  const exec = valueAt(user, "exec");
  if (!isObject(exec)) return undefined;
  const extension = listAt(cluster, "extensions").find((one) => textAt(one, "name") === EXEC_EXTENSION);
  return {
    apiVersion: textAt(exec, "apiVersion"),
    command: textAt(exec, "command"),
    args: listAt(exec, "args").map(String),
    env: listAt(exec, "env").map((one) => ({ name: textAt(one, "name"), value: textAt(one, "value") })),
    installHint: textAt(exec, "installHint"),
    provideClusterInfo: valueAt(exec, "provideClusterInfo") === true,
    interactiveMode: interactiveMode(exec),
    ...optional("clusterConfig", valueAt(extension, "extension")),
  };
}

function impersonation(user: JsonObject): Impersonation | undefined {
  const name = textAt(user, "as");
  if (name === "") return undefined;
  const extra = Object.entries(objectAt(user, "as-user-extra")).map(([key, values]) => [
    key,
    Array.isArray(values) ? values.map(String) : [],
  ]);
  return {
    ...{ user: name, groups: listAt(user, "as-groups").map(String), uid: textAt(user, "as-uid") },
    extra: Object.fromEntries(extra) as Impersonation["extra"],
  };
}

function optional<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: T });
}
