import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm status: not implemented yet");
}
