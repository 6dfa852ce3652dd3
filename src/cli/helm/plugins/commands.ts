/** Makes commands of the installed plugins (Helm 4.3.1 pkg/cmd/load_plugins.go; Helm 3.22.0 cmd/helm/load_plugins.go). */
import { compareStrings } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { findPlugins, type Plugin } from "../../../helm/plugin/index.ts";
import type { Command, CommandEntry } from "../../cobra/command.ts";
import { parseFlags } from "../../cobra/execute.ts";
import { find } from "../../cobra/find.ts";
import type { CommandContext } from "../../context.ts";
import { sortWords } from "./arguments.ts";
import { loadOptions } from "./surroundings.ts";

export interface PluginSource extends Pick<CommandContext, "dialect" | "files" | "log" | "out" | "err"> {
  readonly pluginsDirectory: string;
  /** The command line; what plugins propose is only read when it may be asked for. */
  readonly words: readonly string[];
}

/** Adds a command for each plugin to the root. Whatever is wrong is reported, and ends nothing. */
export async function addPluginCommands(root: Command, source: PluginSource): Promise<void> {
  const { dialect, log, err, words } = source;
  let plugins: Plugin[];
  try {
    plugins = findPlugins(source.pluginsDirectory, { type: "cli/v1" }, loadOptions(source));
  } catch (error) {
    const { message } = error as Error;
    if (dialect === "helm4") log.error("failed to load plugins", { error: message });
    else err.write(`failed to load plugins: ${message}\n`);
    return;
  }
  for (const plugin of plugins) {
    const entry = entryOf(plugin, { root, source });
    const name = entry.use.split(" ", 1)[0] ?? "";
    if (dialect === "helm4") {
      // Helm sorts what it has each time it looks for a clash, which is the order suggestions come in.
      root.commands.sort((a, b) => compareStrings(a.name, b.name));
      if (root.commands.some((command) => command.name === name)) {
        log.error("failed to load plugins: name conflicts", { name });
        return;
      }
    }
    const command = root.addCommand(entry);
    if (await concernsCompletion(root, words)) {
      (await import("./completion.ts")).addCompletion(command, { plugin, root, source });
    }
  }
}

/**
 * Whether plugins have to tell what they can complete. Helm looks before all commands are there, so that anything it does not
 * know yet counts: the hidden command for completion, but also `help` and plugins that come later.
 */
async function concernsCompletion(root: Command, words: readonly string[]): Promise<boolean> {
  try {
    const { command } = await find(root, words);
    return command === root || command.parent?.name === "completion";
  } catch {
    return true;
  }
}

export interface Place {
  readonly root: Command;
  readonly source: PluginSource;
}

function entryOf(plugin: Plugin, place: Place): CommandEntry {
  const { name, config } = plugin.metadata;
  return {
    use: config.usage || name,
    short: config.shortHelp || `the ${quote(name)} plugin`,
    ...(config.longHelp === "" ? {} : { long: config.longHelp }),
    disableFlagParsing: true,
    run: async () => ({ run: (context: CommandContext) => runPlugin(plugin, place, context) }),
  };
}

async function runPlugin(plugin: Plugin, { root, source }: Place, context: CommandContext): Promise<void> {
  const { known, unknown } = sortWords(context.args);
  parseFlags(source, root, known);
  if (plugin.metadata.runtime.kind === "extism/v1") {
    const { runExtismCommand } = await import("./extism/run.ts");
    return await runExtismCommand(context, plugin, unknown);
  }
  const { runCommand } = await import("./run-subprocess.ts");
  runCommand(context, plugin, unknown);
}
