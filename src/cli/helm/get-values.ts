import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm get values: not implemented yet");
}
