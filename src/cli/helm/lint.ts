import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm lint: not implemented yet");
}
