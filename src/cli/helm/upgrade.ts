/** `helm upgrade` (helm pkg/cmd/upgrade.go 4.3.1, cmd/helm/upgrade.go 3.22.0). */
import { GoError, type GoMap } from "../../go/index.ts";
import type { Chart } from "../../helm/chart/index.ts";
import { installsAnew, releaseNameFault, UnownedOperationError } from "../../helm/action/index.ts";
import { checkDependencies } from "../../helm/dependencies/index.ts";
import { NoRevisionError, ReleaseNotFoundError, type Release } from "../../helm/storage/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkCertificates } from "./chart/certificates.ts";
import { checkDryRun3, dryRunStrategy, type DryRunStrategy } from "./chart/dry-run.ts";
import { missingDependencies } from "./chart/install.ts";
import { loadChart, locateChart } from "./chart/load.ts";
import { debugAnyVersion, debugInstalledVersion } from "./chart/version.ts";
import { postRenderer } from "./chart/post-renderer.ts";
import { valuesFromFlags } from "./chart/values.ts";
import { failingAsCommand } from "./release/failures.ts";
import { openCluster, type OpenCluster } from "./release/open.ts";
import { writeRelease } from "./release/write-release.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";

export async function run(context: CommandContext): Promise<void> {
  await checkCertificates(context);
  await failingAsCommand(async () => {
    const strategy = dryRunStrategy(context, { template: false });
    const open = context.flags.bool("install") ? await openCluster(context, historyLimit(context)) : undefined;
    const reason = open === undefined ? undefined : await reasonToInstall(context, { strategy, open });
    if (open === undefined || reason === undefined) return await upgrade(context, strategy, open);
    await installInstead(context, { strategy, open, replace: reason === "gone" });
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

async function newestOf(context: CommandContext, { storage }: OpenCluster): Promise<Release | "none" | "unreadable"> {
  const [name = ""] = context.args;
  checkName(name);
  context.log.debug("getting history for release", { release: name });
  try {
    return await storage.newest(name);
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

/** There is no such release, or its installation or removal was interrupted, or it was uninstalled. Undefined: it is to be upgraded. */
async function reasonToInstall(
  context: CommandContext,
  { strategy, open }: Finding,
): Promise<"none" | "gone" | undefined> {
  const newest = await newestOf(context, open);
  if (newest === "none") return "none";
  if (newest === "unreadable") return undefined;
  if (newest.info.status === "uninstalled") return "gone";
  if (newest.journal === undefined || strategy !== "none") return undefined;
  const { actionPorts } = await import("./release/action-ports.ts");
  const anew = await failingAsUpgrade(context, () => installsAnew(newest, actionPorts(context, open)));
  return anew ? "gone" : undefined;
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

interface Installing extends Finding {
  readonly replace: boolean;
}

async function installInstead(context: CommandContext, installing: Installing): Promise<void> {
  const { args, dialect, flags, out } = context;
  const [name = "", chart = ""] = args;
  if (flags.string("output") === "table") {
    out.write(`Release ${JSON.stringify(name)} does not exist. Installing it now.\n`);
  }
  debugInstalledVersion(context);
  const postRender = await postRenderer(context);
  const { installLive } = await import("./release/install-live.ts");
  const serverSide = dialect === "helm4" && flags.string("server-side") !== "false";
  writeRelease(context, await installLive(context, { ...installing, name, chart, postRender, serverSide }));
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
  debugAnyVersion(context, "upgrade.go:171");
  const path = await locateChart(context, args[1] ?? "");
  if (dialect === "helm3") checkDryRun3(flags.string("dry-run"));
  await repeatPluginFaults(context);
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
