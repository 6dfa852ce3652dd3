/** Proposes installed plugins (compListPlugins in pkg/cmd/plugin_list.go). */
import type { CommandContext } from "../context.ts";
import { installedPlugins } from "./plugins/surroundings.ts";

export function proposePlugins(context: CommandContext): string[] {
  try {
    return installedPlugins(context, { type: "cli/v1" })
      .filter(({ metadata }) => !context.args.includes(metadata.name))
      .map(({ metadata }) => `${metadata.name}\t${metadata.config.shortHelp}`);
  } catch {
    return [];
  }
}
