import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm test: not implemented yet");
}
