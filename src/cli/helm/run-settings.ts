import { formatFloat } from "../../go/strconv/index.ts";
import { compareStrings } from "../../go/index.ts";
import type { FlagSet } from "../cobra/flag-set.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { Dialect, Environment } from "../context.ts";
import { defaultsFrom, homes, type Settings } from "./settings.ts";

export interface SettingsSource {
  readonly dialect: Dialect;
  readonly env: Environment;
  /** The root command's persistent flags, parsed. */
  readonly flags: FlagSet;
  /** The word by which the program was called. */
  readonly program: string;
  /** The namespace of the kubeconfig's context in use. */
  readonly kubeNamespace?: string | undefined;
}

/**
 * The settings of a run, from flags whose defaults come from the environment. They are read when asked for: the commands of
 * plugins parse Helm's flags late.
 */
export function settingsOf(source: SettingsSource): Settings {
  const { env, dialect } = source;
  const flags = flagValues(source.flags);
  const { cache, config, data } = homes(env);
  const { maxHistory, pluginsDirectory } = defaultsFrom(env, dialect);
  return {
    ...{ maxHistory, pluginsDirectory, cacheHome: cache, configHome: config, dataHome: data },
    get namespace() {
      return this.givenNamespace || source.kubeNamespace || "default";
    },
    get givenNamespace() {
      return flags.string("namespace");
    },
    get kubeConfig() {
      return flags.string("kubeconfig");
    },
    get kubeContext() {
      return flags.string("kube-context");
    },
    get kubeToken() {
      return flags.string("kube-token");
    },
    get kubeAsUser() {
      return flags.string("kube-as-user");
    },
    get kubeAsGroups() {
      return flags.strings("kube-as-group");
    },
    get kubeApiServer() {
      return flags.string("kube-apiserver");
    },
    get kubeCaFile() {
      return flags.string("kube-ca-file");
    },
    get kubeTlsServerName() {
      return flags.string("kube-tls-server-name");
    },
    get kubeInsecureSkipTlsVerify() {
      return flags.bool("kube-insecure-skip-tls-verify");
    },
    get debug() {
      return flags.bool("debug");
    },
    get registryConfig() {
      return flags.string("registry-config");
    },
    get repositoryConfig() {
      return flags.string("repository-config");
    },
    get repositoryCache() {
      return flags.string("repository-cache");
    },
    get contentCache() {
      return dialect === "helm4" ? flags.string("content-cache") : "";
    },
    get burstLimit() {
      return flags.int("burst-limit");
    },
    get qps() {
      return flags.float("qps");
    },
    get colorMode() {
      return dialect === "helm4" ? colorMode(source.flags) : "never";
    },
    environment() {
      return environmentOf(this, source);
    },
  };
}

/** `--color` and `--colour` are one setting: the one given last counts. */
export function colorMode(flags: FlagSet): string {
  return String(flags.get("color")?.value ?? "auto");
}

function environmentOf(settings: Settings, { dialect, program }: SettingsSource): ReadonlyMap<string, string> {
  const entries: [string, string][] = [
    ["HELM_BIN", program],
    ["HELM_CACHE_HOME", settings.cacheHome],
    ["HELM_CONFIG_HOME", settings.configHome],
    ["HELM_DATA_HOME", settings.dataHome],
    ["HELM_DEBUG", String(settings.debug)],
    ["HELM_PLUGINS", settings.pluginsDirectory],
    ["HELM_REGISTRY_CONFIG", settings.registryConfig],
    ["HELM_REPOSITORY_CACHE", settings.repositoryCache],
    ["HELM_REPOSITORY_CONFIG", settings.repositoryConfig],
    ["HELM_NAMESPACE", settings.namespace],
    ["HELM_MAX_HISTORY", String(settings.maxHistory)],
    ["HELM_BURST_LIMIT", String(settings.burstLimit)],
    ["HELM_QPS", formatFloat(settings.qps, "f", 2, 32)],
    ["HELM_KUBECONTEXT", settings.kubeContext],
    ["HELM_KUBETOKEN", settings.kubeToken],
    ["HELM_KUBEASUSER", settings.kubeAsUser],
    ["HELM_KUBEASGROUPS", settings.kubeAsGroups.join(",")],
    ["HELM_KUBEAPISERVER", settings.kubeApiServer],
    ["HELM_KUBECAFILE", settings.kubeCaFile],
    ["HELM_KUBEINSECURE_SKIP_TLS_VERIFY", String(settings.kubeInsecureSkipTlsVerify)],
    ["HELM_KUBETLS_SERVER_NAME", settings.kubeTlsServerName],
  ];
  if (dialect === "helm4") entries.push(["HELM_CONTENT_CACHE", settings.contentCache]);
  if (settings.kubeConfig !== "") entries.push(["KUBECONFIG", settings.kubeConfig]);
  return new Map(entries.sort(([a], [b]) => compareStrings(a, b)));
}
