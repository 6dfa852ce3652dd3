/** Helm loads all plugins anew wherever a command may come to need a getter, and says each time what is wrong with them (pkg/getter, `All`). */
import { peek, type FileSystem } from "../../../base/index.ts";
import { GoError } from "../../../go/index.ts";
import type { CommandContext } from "../../context.ts";

export async function repeatPluginFaults(context: CommandContext): Promise<void> {
  if (!hasPlugins(context.settings.pluginsDirectory, context.files)) return;
  const { installedPlugins } = await import("./surroundings.ts");
  try {
    installedPlugins(context);
  } catch (error) {
    // Then there are no getters but Helm's own.
    if (!(error instanceof GoError)) throw error;
  }
}

/** Whether there is a folder of plugins at all; without one nothing is loaded for them. */
export function hasPlugins(directories: string, files: FileSystem): boolean {
  // One that is a pattern is looked at by whoever knows of patterns.
  return directories
    .split(":")
    .some((directory) => /[*?[\\]/.test(directory) || peek(files, directory)?.kind === "directory");
}
