import { atoi } from "../../go/strconv/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { needCluster } from "./no-cluster.ts";

/** `helm rollback RELEASE [REVISION]`, as far as it comes without a cluster. */
export async function run(context: CommandContext): Promise<void> {
  const [, revision] = context.args;
  if (revision !== undefined) checkRevision(revision);
  await needCluster(context);
}

function checkRevision(text: string): void {
  try {
    atoi(text);
  } catch (error) {
    throw new CommandError(`could not convert revision to a number: ${(error as Error).message}`);
  }
}
