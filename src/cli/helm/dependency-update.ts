import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm dependency update: not implemented yet");
}
