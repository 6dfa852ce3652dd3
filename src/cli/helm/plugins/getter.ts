/** Downloads through getter plugins (Helm 4.3.1 pkg/getter/plugingetter.go; Helm 3.22.0 the same). */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { findPlugins, type Plugin } from "../../../helm/plugin/index.ts";
import { StartError } from "../../../sys/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { runGetter, type Download } from "./run-subprocess.ts";
import { loadOptions } from "./surroundings.ts";

/** The plugin that fetches from addresses of a scheme, `undefined` where none does. The first one found answers. */
export function getterFor(context: CommandContext, scheme: string): Plugin | undefined {
  const { dialect, settings } = context;
  const wanted = dialect === "helm4" ? { type: "getter/v1" } : {};
  // What is wrong with them has been said (repeat-faults.ts).
  const silent = { ...loadOptions(context), onIgnored: () => {}, onWarning: () => {} };
  try {
    const found = findPlugins(settings.pluginsDirectory, wanted, silent);
    return found.find(({ metadata }) => metadata.config.protocols.includes(scheme));
  } catch (error) {
    if (error instanceof GoError) return undefined;
    throw error;
  }
}

/** What stands at an address; `undefined` where no plugin answers for its scheme. */
export async function fetchWithPlugin(
  context: CommandContext,
  download: Omit<Download, "scheme">,
): Promise<Uint8Array | undefined> {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(download.href)?.[1]?.toLowerCase();
  const plugin = scheme === undefined ? undefined : getterFor(context, scheme);
  if (plugin === undefined || scheme === undefined) return undefined;
  try {
    return await fetchWith(context, plugin, { ...download, scheme });
  } catch (error) {
    if (!(error instanceof GoError || error instanceof CommandError || error instanceof StartError)) throw error;
    throw new GoError(failureOf(context, plugin, { scheme, message: error.message }), { cause: error });
  }
}

async function fetchWith(context: CommandContext, plugin: Plugin, download: Download): Promise<Uint8Array> {
  if (plugin.metadata.runtime.kind !== "extism/v1") return runGetter(context, plugin, download);
  const { fetchWithExtism } = await import("./extism/run.ts");
  return await fetchWithExtism(context, plugin, download);
}

/** The program's own exit code is not the command's. Helm 3 names the program, and Helm 4 all that it knows of the plugin. */
function failureOf(
  { dialect }: CommandContext,
  { metadata: { name, runtime } }: Plugin,
  { scheme, message }: { scheme: string; message: string },
): string {
  if (dialect === "helm4") return `plugin ${quote(name)} failed to invoke: ${message}`;
  if (runtime.kind !== "subprocess" || !message.endsWith("exited with error")) return message;
  const found = runtime.protocolCommands.find(({ protocols }) => protocols.includes(scheme));
  const [{ command = "", args = [] } = {}] = found?.platformCommand ?? [];
  return `plugin ${quote([command, ...args].join(" "))} exited with error`;
}
