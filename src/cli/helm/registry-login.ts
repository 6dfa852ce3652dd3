import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm registry login: not implemented yet");
}
