import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm plugin package: not implemented yet");
}
