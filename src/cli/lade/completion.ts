/** `lade completion SHELL`: cobra's scripts, which ask the program itself. */
import { completionScript, isShell } from "../cobra/shells/index.ts";
import type { RunContext } from "../context.ts";

export function run({ args: [shell = ""], out }: RunContext): void {
  if (!isShell(shell)) throw new Error(`unknown shell ${shell}: name bash, fish, powershell or zsh`);
  out.write(completionScript({ shell, program: "lade", descriptions: true }));
}
