/** `--dependency-update`. */
import type { CommandContext } from "../../context.ts";
import { dependenciesOf } from "../network/dependencies.ts";

/** Throws `GoError`. */
export async function updateDependencies(context: CommandContext, chartPath: string): Promise<void> {
  await dependenciesOf(context, { chartPath, verify: "never" }).update();
}
