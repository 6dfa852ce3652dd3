import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm pull: not implemented yet");
}
