import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm registry logout: not implemented yet");
}
