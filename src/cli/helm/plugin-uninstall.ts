import { join } from "../../go/path/index.ts";
import type { Plugin } from "../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { runHook } from "./plugins/run-subprocess.ts";
import { changeEach } from "./plugins/change-each.ts";

/** `helm plugin uninstall` (pkg/cmd/plugin_uninstall.go). */
export async function run(context: CommandContext): Promise<void> {
  const { args, log, settings } = context;
  if (args.length === 0) throw new CommandError("please provide plugin name to uninstall");
  log.debug("loading installer plugins", { dir: settings.pluginsDirectory });
  await changeEach(context, {
    verb: "uninstall",
    done: "Uninstalled plugin",
    change: (plugin) => uninstall(context, plugin),
  });
}

function uninstall(context: CommandContext, plugin: Plugin): void {
  const { dialect, files, settings } = context;
  const { name, version } = plugin.metadata;
  files.remove(plugin.dir);
  if (dialect === "helm4" && version !== "") {
    const archive = join(settings.pluginsDirectory, `${name}-${version}.tgz`);
    for (const file of [archive, `${archive}.prov`]) if (files.stat(file) !== undefined) files.remove(file);
  }
  runHook(context, plugin, "delete");
}
