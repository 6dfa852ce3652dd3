/** `helm dependency build` (Helm 4.3.1 pkg/cmd/dependency_build.go; Helm 3.22.0 the same). */
import type { CommandContext } from "../context.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";
import { chartPath, dependenciesOf } from "./network/dependencies.ts";

export async function run(context: CommandContext): Promise<void> {
  const verify = context.flags.bool("verify") ? "ifPossible" : "never";
  const dependencies = dependenciesOf(context, { chartPath: chartPath(context), verify });
  await repeatPluginFaults(context);
  await dependencies.build();
}
