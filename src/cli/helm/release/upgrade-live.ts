/** Upgrades a release in a cluster (helm pkg/action/upgrade.go, prepareUpgrade). */
import { GoError, type GoMap } from "../../../go/index.ts";
import { actionsOf } from "./upgrade-options.ts";
import {
  applyMethod,
  releaseNameFault,
  serverSideOf,
  upgrade,
  upgradeBase,
  type UpgradeBase,
} from "../../../helm/action/index.ts";
import { defaultCapabilities } from "../../../helm/capabilities/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { coalesceTables, coalesceValues, type PostRender, type Rendered } from "../../../helm/index.ts";
import { recordedChart, type Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import { checkLabels, checkValues, renderLive, valuesOf } from "../chart/install.ts";
import { printer, reportUnknownHook } from "../chart/messages.ts";
import type { DryRunStrategy } from "../chart/dry-run.ts";
import { now } from "../network/now.ts";
import { actionPorts } from "./action-ports.ts";
import { liveCapabilities } from "./capabilities.ts";
import { lookupIn } from "./lookup.ts";
import { newRelease } from "./new-release.ts";
import type { OpenCluster } from "./open.ts";

export interface LiveUpgrade {
  readonly name: string;
  readonly chart: Chart;
  /** The user's values. */
  readonly given: GoMap;
  readonly strategy: DryRunStrategy;
  readonly postRender?: PostRender | undefined;
  readonly open: OpenCluster;
  /** Takes the place of the upgrade itself. */
  readonly perform?: typeof upgrade;
}

/** Throws `GoError`. */
export async function upgradeLive(context: CommandContext, request: LiveUpgrade): Promise<Release> {
  const { dialect } = context;
  const { name, chart, open } = request;
  if (dialect === "helm4" && chart.metadata.apiVersion === "v3") throw new GoError("invalid chart apiVersion");
  if (releaseNameFault(name) !== undefined) throw new GoError(`release name is invalid: ${name}`);
  const ports = actionPorts(context, open, name);
  context.log.debug("preparing upgrade", { name });
  checkHiding(context, request.strategy);
  const base = await upgradeBase(name, ports, { dryRun: request.strategy !== "none" });
  const upgraded = await prepare(context, request, base);
  const options = actionsOf(context, { strategy: request.strategy, serverSide: upgraded.applyMethod === "ssa" });
  await (request.perform ?? upgrade)({ ...base, upgraded }, options, ports);
  return upgraded;
}

function checkHiding({ dialect, flags }: CommandContext, strategy: DryRunStrategy): void {
  if (strategy !== "none" || !flags.bool("hide-secret")) return;
  throw new GoError(`${dialect === "helm4" ? "h" : "H"}iding Kubernetes secrets requires a dry-run mode`);
}

async function prepare(context: CommandContext, request: LiveUpgrade, base: UpgradeBase): Promise<Release> {
  const { dialect, flags } = context;
  const { name, chart, postRender } = request;
  const { last, current } = base;
  const config = reusedValues(context, request, current);
  const values = valuesOf(context, chart, config);
  const rendered = await render(context, request, { values, base });
  checkLabels(context);
  const serverSide = dialect === "helm4" && serverSideOf(flags.string("server-side"), last.applyMethod);
  const before = last.applyMethod;
  context.log.debug("determined release apply method", {
    server_side_apply: serverSide,
    previous_release_apply_method: before,
  });
  const release = newRelease(context, { name, chart, config, rendered, serverSide, postRender });
  return {
    ...release,
    namespace: current.namespace,
    version: last.version + 1,
    info: {
      ...release.info,
      firstDeployed: current.info.firstDeployed,
      lastDeployed: now(),
      description: "Preparing upgrade",
      status: "pending-upgrade",
    },
    labels: mergedLabels(last.labels, flags.map("labels")),
    applyMethod: dialect === "helm4" ? applyMethod(serverSide) : "",
  };
}

interface Rendering {
  readonly values: GoMap;
  readonly base: UpgradeBase;
}

async function render(context: CommandContext, request: LiveUpgrade, rendering: Rendering): Promise<Rendered> {
  const { dialect, flags, env } = context;
  const { name, chart, open, strategy, postRender } = request;
  const { values, base } = rendering;
  const capabilities = await liveCapabilities(open, context);
  await checkValues(context, chart, values);
  const offline = strategy === "client";
  const { namespace } = base.current;
  return await renderLive(chart, values, {
    ...{ dialect, env, dns: flags.bool("enable-dns") },
    release: { name, namespace, revision: base.last.version + 1, isInstall: false, isUpgrade: true },
    capabilities: defaultCapabilities(dialect),
    subchartNotes: flags.bool("render-subchart-notes"),
    onUnknownHook: reportUnknownHook(context),
    postRender,
    live: { capabilities, lookup: offline ? undefined : (outside) => lookupIn(open.objects, outside) },
  });
}

/** Which of the last release's values stay (helm pkg/action/upgrade.go, reuseValues). Throws `GoError`. */
function reusedValues(context: CommandContext, { chart, given }: LiveUpgrade, current: Release): GoMap {
  const { dialect, flags } = context;
  const options = { dialect, warn: printer(context) };
  if (flags.bool("reset-values")) {
    context.log.debug("resetting values to the chart's original version");
    return given;
  }
  if (flags.bool("reuse-values")) {
    context.log.debug("reusing the old release's values");
    const old = coalesceValues(recordedChart(current), current.config, options);
    const merged = coalesceTables(given, current.config, options);
    chart.values = old;
    return merged;
  }
  if (flags.bool("reset-then-reuse-values")) {
    context.log.debug("merging values from old release to new values");
    return coalesceTables(given, current.config, options);
  }
  if (given.size > 0 || current.config.size === 0) return given;
  context.log.debug("copying values from old release", { name: current.name, version: current.version });
  return current.config;
}

/** `null` takes a label away. */
function mergedLabels(before: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...before, ...wanted].filter(([name]) => (wanted.get(name) ?? before.get(name)) !== "null"));
}
