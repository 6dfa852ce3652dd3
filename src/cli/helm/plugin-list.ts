import type { CommandContext } from "../context.ts";
import { formatTable } from "../output/table.ts";
import { signingStatus } from "./plugins/signing-status.ts";
import { installedPlugins } from "./plugins/surroundings.ts";

/** `helm plugin list` (pkg/cmd/plugin_list.go). */
export async function run(context: CommandContext): Promise<void> {
  const { dialect, flags, log, out, settings } = context;
  log.debug("pluginDirs", { directory: settings.pluginsDirectory });
  if (dialect === "helm3") {
    const rows = installedPlugins(context).map(({ metadata: { name, version, config } }) => [
      name,
      version,
      config.longHelp,
    ]);
    out.write(`${formatTable([["NAME", "VERSION", "DESCRIPTION"], ...rows])}\n`);
    return;
  }
  const rows = [["NAME", "VERSION", "TYPE", "APIVERSION", "PROVENANCE", "SOURCE"]];
  for (const { metadata } of installedPlugins(context, { type: flags.string("type") })) {
    const { name, version, type, apiVersion, sourceUrl } = metadata;
    rows.push([name, version, type, apiVersion, await signingStatus(context, metadata), sourceUrl || "unknown"]);
  }
  out.write(`${formatTable(rows)}\n`);
}
