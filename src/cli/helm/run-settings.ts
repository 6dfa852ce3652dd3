import { formatFloat } from "../../go/strconv/index.ts";
import { compareStrings } from "../../go/bytes.ts";
import type { FlagSet } from "../cobra/flag-set.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { Dialect, Environment } from "../context.ts";
import { defaultsFrom, homes } from "./settings.ts";
import type { Settings } from "./settings.ts";

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

/** The settings of a run, from flags whose defaults come from the environment. */
export function settingsOf(source: SettingsSource): Settings {
  const { env, dialect } = source;
  const flags = flagValues(source.flags);
  const { cache, config, data } = homes(env);
  const { maxHistory, pluginsDirectory } = defaultsFrom(env, dialect);
  const givenNamespace = flags.string("namespace");
  const settings: Settings = {
    namespace: givenNamespace || source.kubeNamespace || "default",
    givenNamespace,
    kubeConfig: flags.string("kubeconfig"),
    kubeContext: flags.string("kube-context"),
    kubeToken: flags.string("kube-token"),
    kubeAsUser: flags.string("kube-as-user"),
    kubeAsGroups: flags.strings("kube-as-group"),
    kubeApiServer: flags.string("kube-apiserver"),
    kubeCaFile: flags.string("kube-ca-file"),
    kubeTlsServerName: flags.string("kube-tls-server-name"),
    kubeInsecureSkipTlsVerify: flags.bool("kube-insecure-skip-tls-verify"),
    debug: flags.bool("debug"),
    registryConfig: flags.string("registry-config"),
    repositoryConfig: flags.string("repository-config"),
    repositoryCache: flags.string("repository-cache"),
    contentCache: dialect === "helm4" ? flags.string("content-cache") : "",
    pluginsDirectory,
    maxHistory,
    burstLimit: flags.int("burst-limit"),
    qps: flags.float("qps"),
    colorMode: dialect === "helm4" ? colorMode(source.flags) : "never",
    cacheHome: cache,
    configHome: config,
    dataHome: data,
    environment: () => environmentOf(settings, source),
  };
  return settings;
}

/** `--color` and `--colour` are one setting in Helm: the one given last counts. */
export function colorMode(flags: FlagSet): string {
  const [color, colour] = [flags.get("color"), flags.get("colour")];
  const last = colour?.changed === true && color?.changed !== true ? colour : color;
  return String(last?.value ?? "auto");
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
