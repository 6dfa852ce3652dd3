import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm push: not implemented yet");
}
