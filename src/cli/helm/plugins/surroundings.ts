import { findPlugins, type LoadOptions, type Platform, type Plugin, type Wanted } from "../../../helm/plugin/index.ts";
import type { CommandContext } from "../../context.ts";

/** How plugins are loaded in a run: what is wrong with them is logged or printed as the dialect does. */
export function loadOptions({
  dialect,
  files,
  log,
  out,
}: Pick<CommandContext, "dialect" | "files" | "log" | "out">): LoadOptions {
  return {
    dialect,
    files,
    onIgnored: (file, error) =>
      log.warn("failed to load plugin (ignoring)", { plugin_yaml: file, error: error.message }),
    onWarning: (line) => out.write(`${line}\n`),
  };
}

/** The plugins in the folders of the settings. Throws `GoError`. */
export function installedPlugins(context: CommandContext, wanted: Wanted = {}): Plugin[] {
  return findPlugins(context.settings.pluginsDirectory, wanted, loadOptions(context));
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** The machine, in Go's words. */
export function thisPlatform(): Platform {
  const { platform, arch } = process;
  return { os: platform === "win32" ? "windows" : platform, arch: ARCHITECTURES[arch] ?? arch };
}

/** The environment of a plugin: the program's own, and which plugin it is. */
export function ownEnvironment({ env }: CommandContext, plugin: Plugin): Map<string, string> {
  return new Map([...env.entries(), ...namesOf(plugin)]);
}

/** The same with Helm's settings as they were understood, which commands, getters and, in Helm 3, hooks are given. */
export function fullEnvironment({ env, settings }: CommandContext, plugin: Plugin): Map<string, string> {
  return new Map([...env.entries(), ...settings.environment(), ...namesOf(plugin)]);
}

function namesOf({ dir, metadata }: Plugin): [string, string][] {
  return [
    ["HELM_PLUGIN_NAME", metadata.name],
    ["HELM_PLUGIN_DIR", dir],
  ];
}
