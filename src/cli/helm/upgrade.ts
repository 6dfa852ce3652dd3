/** `helm upgrade` (helm pkg/cmd/upgrade.go 4.3.1, cmd/helm/upgrade.go 3.22.0). */
import { GoError, type GoMap } from "../../go/index.ts";
import type { Chart } from "../../helm/chart/index.ts";
import { installsAnew, releaseNameFault, UnownedOperationError } from "../../helm/action/index.ts";
import { checkDependencies } from "../../helm/dependencies/index.ts";
import { NoRevisionError, ReleaseNotFoundError, type Release } from "../../helm/storage/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkDryRun3, dryRunStrategy, type DryRunStrategy } from "./chart/dry-run.ts";
import { missingDependencies } from "./chart/install.ts";
import { loadChart, locateChart } from "./chart/load.ts";
import { postRenderer } from "./chart/post-renderer.ts";
import { valuesFromFlags } from "./chart/values.ts";
import { failingAsCommand } from "./release/failures.ts";
import { openCluster, type OpenCluster } from "./release/open.ts";
import { writeRelease } from "./release/write-release.ts";

export async function run(context: CommandContext): Promise<void> {
  await failingAsCommand(async () => {
    const strategy = dryRunStrategy(context, { template: false });
    const open = context.flags.bool("install") ? await openCluster(context, historyLimit(context)) : undefined;
    if (open !== undefined && (await isToBeInstalled(context, { strategy, open })))
      return await installInstead(context, strategy, open);
    await upgrade(context, strategy, open);
  });
}

function historyLimit({ flags }: CommandContext): { maxHistory: number } {
  return { maxHistory: flags.int("history-max") };
}

/** Helm looks at the name before it looks for the release. */
function checkName(name: string): void {
  if (releaseNameFault(name) !== undefined) throw new GoError(`release name is invalid: ${name}`);
}

/** There is no such release, or its last revision was uninstalled. */
export async function isAbsent(context: CommandContext, open: OpenCluster): Promise<boolean> {
  const newest = await newestOf(context, open);
  return newest === "none" || (newest !== "unreadable" && newest.info.status === "uninstalled");
}

async function newestOf({ args }: CommandContext, { storage }: OpenCluster): Promise<Release | "none" | "unreadable"> {
  checkName(args[0] ?? "");
  try {
    return await storage.last(args[0] ?? "");
  } catch (error) {
    if (error instanceof ReleaseNotFoundError) return "none";
    if (error instanceof NoRevisionError) return "unreadable";
    throw error;
  }
}

interface Finding {
  readonly strategy: DryRunStrategy;
  readonly open: OpenCluster;
}

/** There is no such release, or its installation or removal was interrupted. */
async function isToBeInstalled(context: CommandContext, { strategy, open }: Finding): Promise<boolean> {
  const newest = await newestOf(context, open);
  if (newest === "none") return true;
  if (newest === "unreadable") return false;
  if (newest.info.status === "uninstalled") return true;
  if (newest.journal === undefined || strategy !== "none") return false;
  const { actionPorts } = await import("./release/action-ports.ts");
  return await failingAsUpgrade(context, () => installsAnew(newest, actionPorts(context, open)));
}

async function failingAsUpgrade<T>({ terminal }: CommandContext, action: () => Promise<T>): Promise<T> {
  try {
    return await failingAsCommand(action);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const hint = terminal.errIsTerminal ? hintOf(error.cause) : "";
    throw new CommandError(`UPGRADE FAILED: ${error.message}${hint}`, { cause: error });
  }
}

function hintOf(cause: unknown): string {
  if (!(cause instanceof UnownedOperationError)) return "";
  return `\n\nIf nobody is at work on it, lade recover ${cause.release} ends it.`;
}

async function installInstead(context: CommandContext, strategy: DryRunStrategy, open: OpenCluster): Promise<void> {
  const { args, dialect, flags, out } = context;
  const [name = "", chart = ""] = args;
  if (flags.string("output") === "table") {
    out.write(`Release ${JSON.stringify(name)} does not exist. Installing it now.\n`);
  }
  const postRender = await postRenderer(context);
  const { installLive } = await import("./release/install-live.ts");
  const serverSide = dialect === "helm4" && flags.string("server-side") !== "false";
  const replace = await open.storage.last(name).then(
    () => true,
    () => false,
  );
  writeRelease(context, await installLive(context, { name, chart, postRender, strategy, serverSide, replace, open }));
}

async function upgrade(context: CommandContext, strategy: DryRunStrategy, known?: OpenCluster): Promise<void> {
  const { args, flags, out } = context;
  const [name = ""] = args;
  const { chart, given } = await readChart(context);
  const postRender = await postRenderer(context);
  const release = await failingAsUpgrade(context, async () => {
    const { upgradeLive } = await import("./release/upgrade-live.ts");
    const open = known ?? (await openCluster(context, historyLimit(context)));
    return await upgradeLive(context, { name, chart, given, strategy, postRender, open });
  });
  if (flags.string("output") === "table") {
    out.write(`Release ${JSON.stringify(name)} has been upgraded. Happy Helming!\n`);
  }
  writeRelease(context, release);
}

/** What is looked at before the cluster: the chart, its values and its dependencies. Throws `GoError`. */
export async function readChart(context: CommandContext): Promise<{ chart: Chart; given: GoMap }> {
  const { args, dialect, flags, log } = context;
  const path = await locateChart(context, args[1] ?? "");
  if (dialect === "helm3") checkDryRun3(flags.string("dry-run"));
  const given = await valuesFromFlags(context);
  let chart = loadChart(context, path);
  if (chart.metadata.dependencies !== undefined) {
    try {
      checkDependencies(chart);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      if (!flags.bool("dependency-update")) throw missingDependencies(context, error);
      const { updateDependencies } = await import("./chart/update-dependencies.ts");
      await updateDependencies(context, path);
      chart = loadChart(context, path);
    }
  }
  if (chart.metadata.deprecated) {
    log.warn(dialect === "helm4" ? "this chart is deprecated" : "This chart is deprecated");
  }
  return { chart, given };
}
