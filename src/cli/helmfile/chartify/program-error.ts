/** A program that failed while a chart was made: what it was and what it said (chartify 0.28, runner.go). */
import { GoError } from "../../../go/index.ts";
import { howItEnded, StartError } from "../../../sys/index.ts";
import { indented } from "../exit-error.ts";
import type { Program } from "../program.ts";

/** What it writes to its first stream. Throws `GoError`. */
export async function output(program: Program, words: readonly string[], cwd: string): Promise<string> {
  const failed = (why: string, said: string) =>
    new GoError(`${why}\n\nCOMMAND:\n${indented([program.name, ...words].join(" "))}\n\nOUTPUT:\n${indented(said)}`);
  try {
    const ran = await program.run(words, cwd);
    if (ran.exitCode === 0) return ran.stdout;
    throw failed(howItEnded(ran), ran.stderr);
  } catch (error) {
    if (error instanceof StartError) throw failed(error.message, "");
    throw error;
  }
}
