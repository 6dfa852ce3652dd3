/** Commands that cannot work with a cluster yet: they end as Helm does where none answers. */
import { CommandError, type CommandContext } from "../context.ts";
import { openCluster } from "./release/open.ts";

/** The words in which Helm says that the cluster does not answer. */
export async function unreachable(context: CommandContext): Promise<string> {
  try {
    await openCluster(context);
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
  throw new CommandError("lade cannot work with a cluster yet");
}

/** Ends a command that begins by asking the cluster. */
export async function needCluster(context: CommandContext): Promise<never> {
  throw new CommandError(await unreachable(context));
}
