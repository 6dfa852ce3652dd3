import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm get notes: not implemented yet");
}
