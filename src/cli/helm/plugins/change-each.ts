import { loadAll, type Plugin } from "../../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { installedPlugins, loadOptions } from "./surroundings.ts";

export interface Change {
  /** For messages: `update`. */
  readonly verb: string;
  /** For messages: `Updated plugin`. */
  readonly done: string;
  readonly change: (plugin: Plugin) => Promise<void> | void;
}

/** Changes each of the plugins named; those that fail do not keep the others from it, and are reported together. */
export async function changeEach(context: CommandContext, { verb, done, change }: Change): Promise<void> {
  const { dialect, args, out, settings } = context;
  // Helm 4 looks in one folder only, which it takes whole even where several are given.
  const plugins =
    dialect === "helm3" ? installedPlugins(context) : loadAll(settings.pluginsDirectory, loadOptions(context));
  const failures: string[] = [];
  for (const name of args) {
    const plugin = plugins.find(({ metadata }) => metadata.name === name);
    if (plugin === undefined) {
      failures.push(`${dialect === "helm4" ? "plugin" : "Plugin"}: ${name} not found`);
      continue;
    }
    try {
      await change(plugin);
      out.write(`${done}: ${name}\n`);
    } catch (error) {
      const failed = dialect === "helm4" ? "failed" : "Failed";
      failures.push(`${failed} to ${verb} plugin ${name}, got error (${(error as Error).message})`);
    }
  }
  if (failures.length > 0) throw new CommandError(failures.join("\n"));
}
