import { absolute } from "../../go/path/index.ts";
import { loadPlugin, type Plugin } from "../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { changeEach } from "./plugins/change-each.ts";
import { existingInstaller } from "./plugins/install/git.ts";
import { runHook } from "./plugins/run-subprocess.ts";
import { loadOptions } from "./plugins/surroundings.ts";

/** `helm plugin update` (pkg/cmd/plugin_update.go). */
export async function run(context: CommandContext): Promise<void> {
  const { args, log, settings } = context;
  if (args.length === 0) throw new CommandError("please provide plugin name to update");
  log.debug("loading installed plugins", { path: settings.pluginsDirectory });
  await changeEach(context, { verb: "update", done: "Updated plugin", change: (plugin) => update(context, plugin) });
}

async function update(context: CommandContext, plugin: Plugin): Promise<void> {
  const { cwd, dialect, files, log } = context;
  const installer = existingInstaller(context, absolute(files.realPath(plugin.dir), cwd));
  if (files.stat(absolute(installer.path, cwd)) === undefined) {
    const error = `stat ${installer.path}: no such file or directory`;
    if (dialect === "helm4") log.warn("plugin does not exist", { path: installer.path, error });
    throw new CommandError("plugin does not exist");
  }
  await installer.update();
  log.debug("loading plugin", { path: installer.path }, `plugin_update.go:107 loading plugin from ${installer.path}`);
  runHook(context, loadPlugin(installer.path, loadOptions(context)), "update");
}
