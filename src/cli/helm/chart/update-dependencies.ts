/** `--dependency-update`. */
import { GoError } from "../../../go/value.ts";
import type { CommandContext } from "../../context.ts";

export async function updateDependencies(_context: CommandContext, _path: string): Promise<void> {
  throw new GoError("dependencies cannot be updated yet");
}
