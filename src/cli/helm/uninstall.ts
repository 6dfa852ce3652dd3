/** `helm uninstall` (helm pkg/cmd/uninstall.go 4.3.1, cmd/helm/uninstall.go 3.22.0). */
import { uninstall, type UninstallOptions } from "../../helm/action/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { runOptions } from "./release/action-flags.ts";
import { actionPorts } from "./release/action-ports.ts";
import { failingAsCommand } from "./release/failures.ts";
import { openCluster } from "./release/open.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, flags, out } = context;
  const options: UninstallOptions = {
    ...runOptions(context),
    cascade: cascadeOf(flags.string("cascade")),
    dryRun: flags.bool("dry-run"),
    ignoreNotFound: flags.bool("ignore-not-found"),
    keepHistory: flags.bool("keep-history"),
    description: flags.string("description"),
  };
  await failingAsCommand(async () => {
    const ports = actionPorts(context, await openCluster(context));
    for (const name of args) {
      const left = await uninstall(name, options, ports);
      if (left !== "") out.write(`${left}\n`);
      out.write(`release "${name}" uninstalled\n`);
    }
  });
}

function cascadeOf(text: string): NonNullable<UninstallOptions["cascade"]> {
  if (text === "background" || text === "foreground" || text === "orphan") return text;
  throw new CommandError(`invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`);
}
