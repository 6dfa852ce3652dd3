import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm search repo: not implemented yet");
}
