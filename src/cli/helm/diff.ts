/** `helm diff`, which does what the plugin helm-diff 3.15 does, where no plugin of that name is installed. */
import type { Command } from "../cobra/command.ts";
import { Command as CommandTree } from "../cobra/command.ts";
import { execute, parseFlags } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import { CommandError, type CommandContext, type Environment, type Output } from "../context.ts";
import { diffCommands } from "./definitions/diff.ts";
import { sortWords } from "./plugins/arguments.ts";

const ABOUT = "Preview helm upgrade changes as a diff";

/** Adds the command, unless there is one of that name. */
export function addDiffCommand(root: Command, err: Output): void {
  if (root.commands.some(({ name }) => name === "diff")) return;
  root.addCommand({
    use: "diff",
    short: ABOUT,
    long: ABOUT,
    disableFlagParsing: true,
    run: async () => ({ run: (context: CommandContext) => runDiff(context, { root, err }) }),
  });
}

/** Flags of Helm are taken out and reach the commands by the environment, as with a plugin. */
async function runDiff(context: CommandContext, { root, err }: { root: Command; err: Output }): Promise<void> {
  const { known, unknown } = sortWords(context.args);
  parseFlags({ err }, root, known);
  const env = environmentOf(new Map([...context.env.entries(), ...context.settings.environment()]));
  const { out } = context;
  const exitCode = await execute(
    {
      root: new CommandTree(diffCommands(env)),
      ...{ out, err, env, showUsageOnError: true, withoutHelpCommand: true },
      context: ({ flags }, args) => innerContext(context, { env, args, flags: flagValues(flags) }),
    },
    unknown,
  );
  if (exitCode !== 0) throw new CommandError('plugin "diff" exited with error', { exitCode });
}

function environmentOf(variables: ReadonlyMap<string, string>): Environment {
  return { get: (name) => variables.get(name), entries: () => variables };
}

function innerContext(outer: CommandContext, own: Pick<CommandContext, "env" | "args" | "flags">): CommandContext {
  const { out, err, files, cwd, terminal, dialect, settings, log } = outer;
  return {
    ...{ out, err, files, cwd, terminal, dialect, settings, log },
    ...own,
    stdin: () => outer.stdin(),
    get signal() {
      return outer.signal;
    },
  };
}
