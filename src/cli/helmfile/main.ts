/** Helmfile 1.8.0's command line: its tree of commands, what every command is given, and how it ends. */
import { isTerminal } from "../../sys/index.ts";
import { Command } from "../cobra/command.ts";
import { execute, type Voice } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { Surroundings } from "../process.ts";
import { root as rootEntry } from "./definitions/root.ts";
import { createLog } from "./log.ts";
import { USAGE_EXIT_CODE } from "./command-errors.ts";
import { globalSettings, type HelmfileContext } from "./settings.ts";

/** Runs a command line of helmfile and gives its exit code. */
export async function main(around: Surroundings, words: readonly string[]): Promise<number> {
  const { out, err, env, program } = around;
  const root = new Command(rootEntry({ env, program }));
  const context = ({ flags }: Command, args: readonly string[]): HelmfileContext => {
    const settings = globalSettings(root.persistentFlags, env, isTerminal(1));
    return around.context({
      ...{ args, settings, program },
      isInterrupted: () => around.interruptedBy !== undefined,
      flags: flagValues(flags),
      log: createLog(err, settings.logLevel),
      terminal: {
        outIsTerminal: isTerminal(1),
        get errIsTerminal() {
          return isTerminal(2);
        },
        color: settings.color,
      },
    });
  };
  const exitCode = await execute({ root, out, err, env, context, voice, failureCode: USAGE_EXIT_CODE }, words);
  return around.interruptedBy === undefined ? exitCode : INTERRUPTED[around.interruptedBy];
}

/** As shells say it of a program that a signal ended. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 };

const voice: Voice = { error: (message) => message };
