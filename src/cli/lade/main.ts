import { Command } from "../cobra/command.ts";
import { execute } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { Surroundings } from "../process.ts";
import { PLUGIN_PROCESS } from "../helm/plugins/extism/messages.ts";
import { createLog } from "../helm/log.ts";
import { isTerminal } from "../../sys/index.ts";
import { dialectOf } from "./dialect.ts";
import { root } from "./root.ts";

/** Runs a command line of lade itself and gives its exit code. */
export async function main(around: Surroundings, words: readonly string[]): Promise<number> {
  if (words[0] === PLUGIN_PROCESS) {
    return (await import("../helm/plugins/extism/plugin-process.ts")).runPluginProcess();
  }
  const { out, err, env, files } = around;
  const dialect = dialectOf(env);
  const terminal = { outIsTerminal: false, errIsTerminal: isTerminal(2), color: false };
  return await execute(
    {
      root: new Command(root({ dialect, env, files, log: createLog({ dialect, err }) })),
      out,
      err,
      env,
      hintOnFlag: async (command, message) => (await import("./flag-hint.ts")).flagHint(command, message),
      context: ({ flags }, args) => around.context({ args, flags: flagValues(flags), terminal }),
    },
    words,
  );
}
