import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm dependency build: not implemented yet");
}
