/** `helm rollback` (helm pkg/cmd/rollback.go 4.3.1, cmd/helm/rollback.go 3.22.0). */
import { atoi } from "../../go/strconv/index.ts";
import { rollback } from "../../helm/action/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { dryRunStrategy } from "./chart/dry-run.ts";
import { applyOptions } from "./release/action-flags.ts";
import { interruptiblePorts } from "./release/action-ports.ts";
import { failingAsCommand } from "./release/failures.ts";
import { openCluster } from "./release/open.ts";

const DESCRIPTION_LENGTH_MAX = 256;

export async function run(context: CommandContext): Promise<void> {
  const { args, dialect, flags, out } = context;
  const [name = "", revision] = args;
  const version = revision === undefined ? 0 : versionOf(revision);
  const description = dialect === "helm4" ? flags.string("description") : "";
  const length = [...description].length;
  if (length > DESCRIPTION_LENGTH_MAX) {
    throw new CommandError(`description must be ${DESCRIPTION_LENGTH_MAX} characters or less, got ${length}`);
  }
  await failingAsCommand(async () => {
    const dryRun =
      dialect === "helm4" ? dryRunStrategy(context, { template: false }) !== "none" : flags.bool("dry-run");
    const serverSideWanted = dialect === "helm4" ? flags.string("server-side") : "false";
    const open = await openCluster(context, { maxHistory: flags.int("history-max") });
    const own = { version, dryRun, serverSideWanted, cleanupOnFail: flags.bool("cleanup-on-fail"), description };
    await rollback(name, { ...applyOptions(context), ...own }, interruptiblePorts(context, open));
  });
  out.write("Rollback was a success! Happy Helming!\n");
}

function versionOf(text: string): number {
  try {
    return Number(atoi(text));
  } catch (error) {
    throw new CommandError(`could not convert revision to a number: ${(error as Error).message}`);
  }
}
