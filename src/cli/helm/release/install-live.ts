/** Installs into a cluster: `install`, and `upgrade --install` (helm pkg/cmd/install.go, runInstall). */
import { GoError } from "../../../go/index.ts";
import { checkNameIsFree, install, installCrds, type InstallOptions } from "../../../helm/action/index.ts";
import type { Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import { renderInstall, type InstallRequest } from "../chart/install.ts";
import type { DryRunStrategy } from "../chart/dry-run.ts";
import { applyOptions, rollbackOnFailure } from "./action-flags.ts";
import { actionPorts } from "./action-ports.ts";
import { liveCapabilities } from "./capabilities.ts";
import { lookupIn } from "./lookup.ts";
import { newRelease } from "./new-release.ts";
import { openCluster, type OpenCluster } from "./open.ts";

export interface LiveInstall extends Pick<InstallRequest, "name" | "chart" | "postRender"> {
  readonly strategy: DryRunStrategy;
  readonly serverSide: boolean;
  /** The name of an uninstalled release may be used again. */
  readonly replace: boolean;
  /** A cluster that is open already. */
  readonly open?: OpenCluster;
  /** Takes the place of the installation itself. */
  readonly perform?: typeof install;
}

/** Throws `GoError`. */
export async function installLive(context: CommandContext, request: LiveInstall): Promise<Release> {
  const { flags, args } = context;
  const { serverSide, replace } = request;
  const dryRun = request.strategy !== "none";
  let options = installOptions(context, { dryRun, serverSide, replace });
  const cluster = new LazyCluster(request.open);
  const { name, chart, postRender } = request;
  const installable = await renderInstall(context, {
    ...{ name, chart, postRender },
    reachCluster: async () => {
      await cluster.open(context);
      checkHiding(context, dryRun);
    },
    checkName: async () => {
      if (dryRun) return;
      const ports = actionPorts(context, await cluster.open(context));
      const replaces = await checkFree(context, () => checkNameIsFree(name, options, ports));
      options = { ...options, replace: replaces };
    },
    live: async (chartToInstall) => {
      const open = await cluster.open(context);
      const crds = flags.bool("skip-crds") ? [] : chartToInstall.crds();
      if (crds.length > 0 && dryRun) warnCrds(context);
      else if (crds.length > 0) await installCrds(crds, options, actionPorts(context, open));
      const capabilities = await liveCapabilities(open, context);
      if (request.strategy === "client") return { capabilities };
      return { capabilities, lookup: (outside) => lookupIn(open.objects, outside) };
    },
  });
  const { given: config, rendered, chart: rendering } = installable;
  const parts = { name, chart: rendering, config, rendered, serverSide: request.serverSide, postRender };
  const release = newRelease(context, parts);
  const ports = actionPorts(context, await cluster.open(context), args[0] ?? "");
  await (request.perform ?? install)(release, options, ports);
  return release;
}

export function installOptions(
  context: CommandContext,
  own: Pick<InstallOptions, "dryRun" | "serverSide" | "replace">,
): InstallOptions {
  const { flags } = context;
  return {
    ...applyOptions(context),
    ...own,
    validate: !flags.bool("disable-openapi-validation"),
    takeOwnership: flags.bool("take-ownership"),
    createNamespace: flags.bool("create-namespace"),
    rollbackOnFailure: rollbackOnFailure(context),
    description: flags.string("description"),
  };
}

/** Opened when it is first asked for. */
export class LazyCluster {
  #open: OpenCluster | undefined;

  constructor(open?: OpenCluster) {
    this.#open = open;
  }

  async open(context: CommandContext): Promise<OpenCluster> {
    if (this.#open !== undefined) return this.#open;
    try {
      return (this.#open = await openCluster(context));
    } catch (error) {
      const { message } = error as Error;
      if (context.dialect === "helm3") throw new GoError(message, { cause: error });
      context.log.error(`cluster reachability check failed: ${message}`);
      throw new GoError(`cluster reachability check failed: ${message}`, { cause: error });
    }
  }
}

function checkHiding({ dialect, flags, log }: CommandContext, dryRun: boolean): void {
  if (dryRun || !flags.bool("hide-secret")) return;
  const fault = "iding Kubernetes secrets requires a dry-run mode";
  if (dialect === "helm4") log.error(`h${fault}`);
  throw new GoError(`${dialect === "helm4" ? "h" : "H"}${fault}`);
}

async function checkFree<T>({ dialect, log }: CommandContext, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof GoError) || dialect === "helm3") throw error;
    log.error("release name check failed", { error: error.message });
    throw new GoError(`release name check failed: ${error.message}`, { cause: error });
  }
}

export function warnCrds({ dialect, log }: CommandContext): void {
  const warning = "This chart or one of its subcharts contains CRDs. Rendering may fail or contain inaccuracies.";
  if (dialect === "helm4") log.warn(warning);
  else log.debug(warning, {}, `install.go:266 WARNING: ${warning}`);
}
