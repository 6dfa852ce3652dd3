import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm uninstall: not implemented yet");
}
