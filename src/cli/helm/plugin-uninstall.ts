import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm plugin uninstall: not implemented yet");
}
