import { isTerminal } from "../../sys/index.ts";
import { Command } from "../cobra/command.ts";
import { execute } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { RunContext } from "../context.ts";
import type { InnerSurroundings } from "../process.ts";
import { isTopic, root } from "./definitions/root.ts";
import { leavingModes } from "./files.ts";

/** Commands that print an error alone; the others follow it with their usage, as cobra does unless told not to. */
const SILENT_USAGE: readonly string[] = ["build", "localize", "lock"];

export interface MainOptions {
  readonly words: readonly string[];
  /** Whether commands that Kustomize does not have are there, too. */
  readonly own: boolean;
}

/** Runs a command line of kustomize and gives its exit code. */
export async function main(around: InnerSurroundings, { words, own }: MainOptions): Promise<number> {
  const { out, err, env } = around;
  const topic = words.find(isTopic);
  const topics = topic === undefined ? undefined : (await import("./definitions/topics.ts")).topics;
  const tree = new Command(root(topics, { own }));
  const context = ({ flags }: Command, args: readonly string[]): RunContext =>
    around.context({ args, flags: flagValues(flags), terminal: TERMINAL, files: leavingModes(around.files) });
  const showUsageOnError = ({ path }: Command): boolean => !SILENT_USAGE.includes(path.split(" ")[1] ?? "");
  return await execute({ root: tree, out, err, env, context, showUsageOnError }, words);
}

const TERMINAL: RunContext["terminal"] = {
  get outIsTerminal() {
    return isTerminal(1);
  },
  get errIsTerminal() {
    return isTerminal(2);
  },
  color: false,
};
