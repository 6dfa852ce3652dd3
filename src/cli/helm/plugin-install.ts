import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm plugin install: not implemented yet");
}
