import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm repo remove: not implemented yet");
}
