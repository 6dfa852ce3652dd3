/** Downloads through getter plugins (Helm 4.3.1 pkg/getter/plugingetter.go; Helm 3.22.0 the same). */
import { findPlugins, type Plugin } from "../../../helm/plugin/index.ts";
import type { CommandContext } from "../../context.ts";
import { runGetter, type Download } from "./run-subprocess.ts";
import { loadOptions } from "./surroundings.ts";

/** The plugin that fetches from addresses of a scheme, `undefined` where none does. The first one found answers. */
export function getterFor(context: CommandContext, scheme: string): Plugin | undefined {
  const { dialect, settings } = context;
  const wanted = dialect === "helm4" ? { type: "getter/v1" } : {};
  return findPlugins(settings.pluginsDirectory, wanted, loadOptions(context)).find(({ metadata }) =>
    metadata.config.protocols.includes(scheme),
  );
}

/** What stands at an address; `undefined` where no plugin answers for its scheme. */
export async function fetchWithPlugin(
  context: CommandContext,
  download: Omit<Download, "scheme">,
): Promise<Uint8Array | undefined> {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(download.href)?.[1]?.toLowerCase();
  const plugin = scheme === undefined ? undefined : getterFor(context, scheme);
  if (plugin === undefined || scheme === undefined) return undefined;
  if (plugin.metadata.runtime.kind === "extism/v1") {
    const { fetchWithExtism } = await import("./run-extism.ts");
    return await fetchWithExtism(context, plugin, { ...download, scheme });
  }
  return runGetter(context, plugin, { ...download, scheme });
}
