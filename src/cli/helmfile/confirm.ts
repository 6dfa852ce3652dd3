/** `--interactive`: nothing is done before somebody says so (pkg/app/ask.go). */
import { readLine } from "../../sys/index.ts";
import { CommandError } from "../context.ts";
import type { HelmfileContext } from "./settings.ts";

/** Asks until the answer is one. Throws `CommandError` at the end of the input. */
export function confirms({ settings, out }: HelmfileContext, question: string): boolean {
  if (!settings.interactive) return true;
  for (;;) {
    const answer = readLine(() => {
      out.write(`${question} [y/n]: `);
      out.flush();
    });
    if (answer === undefined) throw new CommandError("EOF");
    const word = answer.trim().toLowerCase();
    if (word === "y" || word === "yes") return true;
    if (word === "n" || word === "no") return false;
  }
}
