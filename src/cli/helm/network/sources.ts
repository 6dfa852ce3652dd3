/** Puts together what fetching charts takes: getters, indexes, the registry client (helm pkg/getter, pkg/cmd/root.go). */
import { GoError } from "../../../go/index.ts";
import {
  ChartRegistry,
  IndexStore,
  withoutScheme,
  type DownloadPorts,
  type GetOptions,
  type Getter,
} from "../../../helm/download/index.ts";
import type { CommandContext } from "../../context.ts";
import { digestOf, sha256Hex } from "./digest.ts";
import { httpGetter } from "./http-getter.ts";
import { pluginGetter } from "./plugin-getter.ts";
import { registryPort } from "./registry-client.ts";
import { reportSkipped } from "./skipped.ts";
import { tlsOptions } from "./tls-files.ts";

export interface SourcesOptions {
  /** From the flags. */
  readonly get: GetOptions;
  /** Of the index's download. */
  readonly timeoutMs?: number;
  /** Where Helm 4 tells what was pulled; Helm 3 always tells it on standard error. */
  readonly registryOut?: "out" | "err";
  /** Where warnings about provenance go. */
  readonly out?: (text: string) => void;
}

export interface Sources {
  readonly indexes: IndexStore;
  readonly registry: ChartRegistry;
}

/** Throws `GoError` for certificates that cannot be read. */
export function sourcesOf(context: CommandContext, options: SourcesOptions): Sources {
  const registry = chartRegistry(context, options);
  const http = httpGetter(context);
  const oci = ociGetter(registry);
  const find = (scheme: string): Getter | undefined => {
    if (scheme === "http" || scheme === "https") return http;
    return scheme === "oci" ? oci : pluginGetter(context, scheme);
  };
  const { dialect, files, cwd, log, settings } = context;
  const ports: DownloadPorts = {
    ...{ dialect, files, cwd, log, getters: { find }, sha256: sha256Hex },
    out: options.out ?? ((text) => context.out.write(text)),
    onSkipped: reportSkipped(context),
    verify: async (signed) => (await import("./verify.ts")).verifyProvenance(context, signed),
    repositoryConfig: settings.repositoryConfig,
    repositoryCache: settings.repositoryCache,
    contentCache: settings.contentCache,
  };
  const { timeoutMs } = options;
  return { registry, indexes: new IndexStore(ports, timeoutMs === undefined ? {} : { timeoutMs }) };
}

function chartRegistry(context: CommandContext, { get, registryOut = "out" }: SourcesOptions): ChartRegistry {
  const output = context.dialect === "helm3" ? context.err : context[registryOut];
  const { plainHttp = false, username = "", password = "" } = get;
  const tls = readingCertificates(() => tlsOptions(context, get));
  return new ChartRegistry({
    dialect: context.dialect,
    port: registryPort(context, { tls, plainHttp, username, password }),
    out: (text) => output.write(text),
    digestOf,
  });
}

function readingCertificates<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`missing registry client: ${error.message}`);
    throw error;
  }
}

const PROVENANCE_SUFFIX = ".prov";

/** A reference that ends in `.prov` means the chart's provenance. */
function ociGetter(registry: ChartRegistry): Getter {
  return {
    async get(address, { tag = "" }) {
      const isProvenance = address.endsWith(PROVENANCE_SUFFIX);
      const reference = withoutScheme(isProvenance ? address.slice(0, -PROVENANCE_SUFFIX.length) : address);
      const name = reference.slice(reference.lastIndexOf("/") + 1);
      const tagged = tag !== "" && !name.includes(":") ? `${reference}:${tag}` : reference;
      return await registry.pull(tagged, isProvenance ? "provenance" : "chart");
    },
  };
}
