import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm version: not implemented yet");
}
