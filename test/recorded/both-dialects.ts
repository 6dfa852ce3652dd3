/** Records what the real programs answer in both dialects: those that HELM4 and HELM3 name. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Writes `helm4.jsonl` and `helm3.jsonl` into a folder, an answer a line. */
export async function recordBoth(
  folder: string,
  answersOf: (program: string) => Promise<readonly unknown[]>,
): Promise<void> {
  for (const dialect of ["helm4", "helm3"]) {
    const program = process.env[dialect.toUpperCase()];
    if (program === undefined) throw new Error(`${dialect.toUpperCase()} has to name the program`);
    const lines = (await answersOf(resolve(program))).map((answer) => JSON.stringify(answer));
    writeFileSync(join(folder, `${dialect}.jsonl`), `${lines.join("\n")}\n`);
  }
}
