/** Charts of repositories and registries. */
import { fetchChart as fetch } from "../../../helm/download/index.ts";
import type { CommandContext } from "../../context.ts";
import { getOptions } from "../network/chart-flags.ts";
import { sourcesOf } from "../network/sources.ts";

export interface FetchOptions {
  /** Where Helm 4 tells what was pulled: not among what a command renders or shows, unless told. */
  readonly registryOut?: "out" | "err";
}

/** The absolute path of the chart's archive in the cache. Throws `GoError`. */
export async function fetchChart(context: CommandContext, name: string, options: FetchOptions = {}): Promise<string> {
  const { flags } = context;
  const get = getOptions(context);
  const source = {
    name,
    version: versionFrom(context),
    repositoryUrl: flags.string("repo"),
    verify: flags.bool("verify"),
    keyring: flags.string("keyring"),
    get,
  };
  return await fetch(source, sourcesOf(context, { get, registryOut: "err", ...options }));
}

/** `--devel` stands for any version, pre-releases included. */
export function versionFrom({ flags, log, dialect }: CommandContext): string {
  const version = flags.string("version");
  if (version !== "" || !flags.has("devel") || !flags.bool("devel")) return version;
  log.debug("setting version to >0.0.0-0", dialect === "helm3" ? { source: "flags.go" } : {});
  return ">0.0.0-0";
}
