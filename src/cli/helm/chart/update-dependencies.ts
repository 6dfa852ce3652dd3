/** `--dependency-update`. */
import type { CommandContext } from "../../context.ts";
import { managerFor } from "../network/dependencies.ts";

/** Throws `GoError`. */
export async function updateDependencies(context: CommandContext, chartPath: string): Promise<void> {
  await managerFor(context, { chartPath, verify: "never" }).update();
}
