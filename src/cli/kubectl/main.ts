/** `kubectl kustomize` as kubectl 1.36.3 answers: Kustomize 5.8.1's build in kubectl's frame. No other command of kubectl is here. */
import { isTerminal } from "../../sys/index.ts";
import { Command } from "../cobra/command.ts";
import { execute } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { RunContext } from "../context.ts";
import type { Surroundings } from "../process.ts";
import { root } from "./root.ts";
import { voice } from "./voice.ts";

/** Runs a command line of kubectl and gives its exit code. */
export async function main(around: Surroundings, words: readonly string[]): Promise<number> {
  const { out, err, env } = around;
  const context = ({ flags }: Command, args: readonly string[]): RunContext =>
    around.context({
      args,
      flags: flagValues(flags),
      terminal: { outIsTerminal: isTerminal(1), errIsTerminal: isTerminal(2), color: false },
    });
  return await execute({ root: new Command(root(env)), out, err, env, context, voice }, words.map(withHyphens));
}

/** kubectl takes `_` in the name of a flag for `-`. */
function withHyphens(word: string): string {
  if (!word.startsWith("--")) return word;
  const equals = word.indexOf("=");
  const name = equals < 0 ? word : word.slice(0, equals);
  return name.replaceAll("_", "-") + word.slice(name.length);
}
