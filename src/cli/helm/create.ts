import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm create: not implemented yet");
}
