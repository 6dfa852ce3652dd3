/** `helm upgrade` (helm pkg/cmd/upgrade.go 4.3.1, cmd/helm/upgrade.go 3.22.0), as far as it comes without a cluster. */
import { GoError } from "../../go/index.ts";
import { checkDependencies } from "../../helm/dependencies/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkDryRun3, dryRunStrategy } from "./chart/dry-run.ts";
import { loadChart, locateChart } from "./chart/load.ts";
import { valuesFromFlags } from "./chart/values.ts";
import { needCluster, unreachable } from "./no-cluster.ts";

export async function run(context: CommandContext): Promise<void> {
  try {
    dryRunStrategy(context, { template: false });
    if (context.flags.bool("install")) return await needCluster(context);
    await checkChart(context);
  } catch (error) {
    throw error instanceof GoError ? new CommandError(error.message, { cause: error }) : error;
  }
  throw new CommandError(`UPGRADE FAILED: ${await unreachable(context)}`);
}

/** What is looked at before the cluster: the chart, its values and its dependencies. Throws `GoError`. */
async function checkChart(context: CommandContext): Promise<void> {
  const { args, dialect, flags, log } = context;
  const path = await locateChart(context, args[1] ?? "");
  if (dialect === "helm3") checkDryRun3(flags.string("dry-run"));
  await valuesFromFlags(context);
  const chart = loadChart(context, path);
  if (chart.metadata.dependencies !== undefined) {
    try {
      checkDependencies(chart);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      if (!flags.bool("dependency-update")) throw missingDependencies(context, error);
      const { updateDependencies } = await import("./chart/update-dependencies.ts");
      await updateDependencies(context, path);
    }
  }
  if (chart.metadata.deprecated) {
    log.warn(dialect === "helm4" ? "this chart is deprecated" : "This chart is deprecated");
  }
}

function missingDependencies({ dialect }: CommandContext, error: GoError): GoError {
  const [start, quote] = dialect === "helm4" ? ["an", "'"] : ["An", "`"];
  const hint = `You may need to run ${quote}helm dependency build${quote} to fetch missing dependencies`;
  return new GoError(`${start} error occurred while checking for chart dependencies. ${hint}: ${error.message}`);
}
