/** `kubectl options`. */
import { Command } from "../cobra/command.ts";
import type { RunContext } from "../context.ts";
import { root } from "./root.ts";
import { optionsText } from "./voice.ts";

export function run({ env, out }: RunContext): void {
  const command = new Command(root(env)).child("options");
  if (command !== undefined) out.write(optionsText(command));
}
