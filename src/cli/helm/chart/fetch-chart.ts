/** Charts of repositories and registries. */
import { fetchChart as fetch } from "../../../helm/download/index.ts";
import type { CommandContext } from "../../context.ts";
import { getOptions } from "../network/chart-flags.ts";
import { sourcesOf } from "../network/sources.ts";
import { versionFrom } from "./version.ts";
import { repeatPluginFaults } from "../plugins/repeat-faults.ts";

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
  const sources = sourcesOf(context, { get, registryOut: "err", ...options });
  await repeatPluginFaults(context);
  if (source.repositoryUrl !== "") await repeatPluginFaults(context);
  return await fetch(source, sources);
}
