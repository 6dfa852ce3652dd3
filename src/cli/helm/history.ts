import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm history: not implemented yet");
}
