import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError("helm search hub: not implemented yet");
}
