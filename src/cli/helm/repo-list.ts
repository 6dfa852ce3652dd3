import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm repo list: not implemented yet");
}
