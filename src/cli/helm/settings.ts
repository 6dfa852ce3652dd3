/** Where Helm keeps its files, and its settings from the environment (pkg/cli/environment.go and pkg/helmpath, 4.3.1 and 3.22.0). */
import { parseBool, parseFloat, atoi } from "../../go/strconv/index.ts";
import { join } from "../../go/path/index.ts";
import type { Dialect, Environment } from "../context.ts";

/** Settings of one run: flags over environment over defaults. */
export interface Settings {
  /** The namespace a command works in: `--namespace`, `HELM_NAMESPACE`, the kubeconfig's, or `default`. */
  readonly namespace: string;
  /** `--namespace` or `HELM_NAMESPACE`; empty when neither is given. */
  readonly givenNamespace: string;
  /** `--kubeconfig`; empty when not given. */
  readonly kubeConfig: string;
  readonly kubeContext: string;
  readonly kubeToken: string;
  readonly kubeAsUser: string;
  readonly kubeAsGroups: readonly string[];
  readonly kubeApiServer: string;
  readonly kubeCaFile: string;
  readonly kubeTlsServerName: string;
  readonly kubeInsecureSkipTlsVerify: boolean;
  readonly debug: boolean;
  readonly registryConfig: string;
  readonly repositoryConfig: string;
  readonly repositoryCache: string;
  /** Helm 4's cache of charts by digest. */
  readonly contentCache: string;
  readonly pluginsDirectory: string;
  readonly maxHistory: number;
  readonly burstLimit: number;
  readonly qps: number;
  /** `never`, `auto` or `always`. */
  readonly colorMode: string;
  readonly cacheHome: string;
  readonly configHome: string;
  readonly dataHome: string;
  /** What `helm env` prints and plugins are given, sorted by name. */
  environment(): ReadonlyMap<string, string>;
}

export interface Homes {
  readonly cache: string;
  readonly config: string;
  readonly data: string;
}

const USUAL: Homes = { cache: ".cache", config: ".config", data: ".local/share" };
const USUAL_ON_MACOS: Homes = { cache: "Library/Caches", config: "Library/Preferences", data: "Library" };

/** `HELM_*_HOME`, else the XDG folder with `helm` below, else the system's usual one, also with `helm` below (pkg/helmpath). */
export function homes(env: Environment, platform: string = process.platform): Homes {
  const home = env.get("HOME") ?? "";
  const usual = platform === "darwin" ? USUAL_ON_MACOS : USUAL;
  const find = (own: string, xdg: string, otherwise: string): string => {
    const chosen = env.get(own) ?? "";
    if (chosen !== "") return join(chosen);
    return join(env.get(xdg) || join(home, otherwise), "helm");
  };
  return {
    cache: find("HELM_CACHE_HOME", "XDG_CACHE_HOME", usual.cache),
    config: find("HELM_CONFIG_HOME", "XDG_CONFIG_HOME", usual.config),
    data: find("HELM_DATA_HOME", "XDG_DATA_HOME", usual.data),
  };
}

const MAX_HISTORY = 10;
const BURST_LIMIT = 100;

/** The environment's part of the settings: defaults of the global flags, and what has no flag. */
export function defaultsFrom(env: Environment, dialect: Dialect) {
  const { cache, config, data } = homes(env);
  const or = (name: string, otherwise: string) => env.get(name) ?? otherwise;
  return {
    namespace: or("HELM_NAMESPACE", ""),
    maxHistory: parsed(env.get("HELM_MAX_HISTORY"), (text) => Number(atoi(text)), MAX_HISTORY),
    kubeContext: or("HELM_KUBECONTEXT", ""),
    kubeToken: or("HELM_KUBETOKEN", ""),
    kubeAsUser: or("HELM_KUBEASUSER", ""),
    kubeAsGroups: commaSeparated(or("HELM_KUBEASGROUPS", "")),
    kubeApiServer: or("HELM_KUBEAPISERVER", ""),
    kubeCaFile: or("HELM_KUBECAFILE", ""),
    kubeTlsServerName: or("HELM_KUBETLS_SERVER_NAME", ""),
    kubeInsecureSkipTlsVerify: parsed(env.get("HELM_KUBEINSECURE_SKIP_TLS_VERIFY"), parseBool, false),
    pluginsDirectory: or("HELM_PLUGINS", join(data, "plugins")),
    registryConfig: or("HELM_REGISTRY_CONFIG", join(config, "registry/config.json")),
    repositoryConfig: or("HELM_REPOSITORY_CONFIG", join(config, "repositories.yaml")),
    repositoryCache: or("HELM_REPOSITORY_CACHE", join(cache, "repository")),
    contentCache: or("HELM_CONTENT_CACHE", join(cache, "content")),
    burstLimit: parsed(env.get("HELM_BURST_LIMIT"), (text) => Number(atoi(text)), BURST_LIMIT),
    qps: parsed(env.get("HELM_QPS"), (text) => Math.fround(parseFloat(text)), 0),
    colorMode: dialect === "helm4" ? colorMode(env) : "auto",
    debug: parsed(env.get("HELM_DEBUG"), parseBool, false),
  };
}

export type Defaults = ReturnType<typeof defaultsFrom>;

function parsed<T>(text: string | undefined, parse: (text: string) => T, otherwise: T): T {
  if (text === undefined) return otherwise;
  try {
    return parse(text);
  } catch {
    return otherwise;
  }
}

function commaSeparated(text: string): string[] {
  if (text === "") return [];
  const trimmed = text.replace(/^[, ]+|[, ]+$/g, "");
  return trimmed === "" ? [] : trimmed.split(",");
}

function colorMode(env: Environment): string {
  if ((env.get("NO_COLOR") ?? "") !== "") return "never";
  const wanted = (env.get("HELM_COLOR") ?? "").toLowerCase();
  return ["never", "auto", "always"].includes(wanted) ? wanted : "auto";
}
