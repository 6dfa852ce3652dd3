/**
 * What `template` and `install` have in common up to the finished manifests (helm pkg/cmd/install.go, runInstall, and
 * pkg/action/install.go, RunWithContext).
 */
import { GoError, type GoMap } from "../../../go/index.ts";
import { type Capabilities, defaultCapabilities, type KubeVersion } from "../../../helm/capabilities/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { checkDependencies } from "../../../helm/dependencies/index.ts";
import { sourceDateEpochMs } from "../network/source-date-epoch.ts";
import {
  checkSchemas,
  copyMap,
  hasSchema,
  prepareValues,
  ChartRendering,
  type RenderOptions,
  type Rendered,
  releaseNameFault,
} from "../../../helm/index.ts";
import type { Lookup } from "../../../helm/render/index.ts";
import type { CommandContext } from "../../context.ts";
import { checkDryRun3 } from "./dry-run.ts";
import { loadChart, locateChart } from "./load.ts";
import { printer, reportUnknownHook, warningsOf } from "./messages.ts";
import { Outside } from "./outside.ts";
import { sprigFunctions } from "./release-name.ts";
import { noSchema, schemaCheck } from "./schema-check.ts";
import { valuesFromFlags } from "./values.ts";
import { repeatPluginFaults } from "../plugins/repeat-faults.ts";

export interface InstallRequest {
  readonly name: string;
  /** As typed. */
  readonly chart: string;
  readonly isUpgrade?: boolean;
  readonly kubeVersion?: KubeVersion | undefined;
  readonly apiVersions?: readonly string[];
  readonly postRender?: RenderOptions["postRender"];
  /** Called before anything is rendered, where a cluster has to answer first. */
  readonly reachCluster?: () => Promise<void>;
  /** Called once the name is known to be one. */
  readonly checkName?: () => Promise<void>;
  /** Called when the chart's dependencies are settled: what the cluster tells its templates. */
  readonly live?: (chart: Chart) => Promise<LiveCluster>;
}

export interface LiveCluster {
  /** Absent: those that are known without a cluster. */
  readonly capabilities?: Capabilities;
  /** Gives templates the objects of the cluster. */
  readonly lookup?: ((outside: Outside) => Lookup) | undefined;
}

export interface Installable {
  readonly name: string;
  readonly chart: Chart;
  /** The user's values, before the chart's. */
  readonly given: GoMap;
  readonly rendered: Rendered;
}

/** Throws `GoError`; a `RenderError` when the chart itself is at fault. */
export async function renderInstall(context: CommandContext, request: InstallRequest): Promise<Installable> {
  const path = await locateChart(context, request.chart);
  debugPath(context, path);
  await repeatPluginFaults(context);
  const given = await valuesFromFlags(context);
  const chart = await loadInstallable(context, path);
  if (context.dialect === "helm3") checkDryRun3(context.flags.string("dry-run"));
  checkVersion(context, chart);
  await request.reachCluster?.();
  checkName(context, request.name);
  await request.checkName?.();
  const values = valuesOf(context, chart, given);
  const live = await request.live?.(chart);
  await checkValues(context, chart, values);
  checkLabels(context);
  const rendered = await renderLive(chart, values, { ...renderOptions(context, request), live });
  return { name: request.name, chart, given, rendered };
}

interface LiveOptions extends Omit<RenderOptions, "sprig"> {
  readonly env: CommandContext["env"];
  readonly live?: LiveCluster | undefined;
}

/** Renders as often as templates ask the world outside, and once more where they ask for keys: each time with values of its own, which they may change. */
export async function renderLive(chart: Chart, values: GoMap, { env, live, ...rest }: LiveOptions): Promise<Rendered> {
  const outside = new Outside();
  const rendering = new ChartRendering(chart, {
    ...rest,
    capabilities: live?.capabilities ?? rest.capabilities,
    sprig: sprigFunctions(env, outside),
    lookup: live?.lookup?.(outside),
  });
  return rendering.finish(await outside.render(() => rendering.run(copyMap(values))));
}

/** The chart, with its dependencies fetched if that was asked for. */
async function loadInstallable(context: CommandContext, path: string): Promise<Chart> {
  const chart = loadChart(context, path);
  checkType(chart);
  const { deprecated, dependencies } = chart.metadata;
  if (deprecated)
    context.log.warn(context.dialect === "helm4" ? "this chart is deprecated" : "This chart is deprecated");
  if (dependencies === undefined || dependencies.length === 0) return chart;
  // A wrong time for archives is an error before it is known whether any will be packed.
  sourceDateEpochMs(context);
  try {
    checkDependencies(chart);
    return chart;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    if (!context.flags.bool("dependency-update")) throw missingDependencies(context, error);
  }
  const { updateDependencies } = await import("./update-dependencies.ts");
  await updateDependencies(context, path);
  return loadChart(context, path);
}

/** Throws what Helm says of a chart that cannot be installed as it is, or under that name. */
export function checkInstallable(context: CommandContext, chart: Chart, name: string): void {
  checkType(chart);
  try {
    checkDependencies(chart);
  } catch (error) {
    throw error instanceof GoError ? missingDependencies(context, error) : error;
  }
  checkVersion(context, chart);
  checkName(context, name);
}

function checkType({ metadata: { type } }: Chart): void {
  if (type !== "" && type !== "application") throw new GoError(`${type} charts are not installable`);
}

function debugPath({ log }: CommandContext, path: string): void {
  log.debug("Chart path", { path }, `install.go:242 CHART PATH: ${path}\n`);
}

export function missingDependencies({ dialect }: CommandContext, error: GoError): GoError {
  const [start, mark] = dialect === "helm4" ? ["an", "'"] : ["An", "`"];
  const hint = `You may need to run ${mark}helm dependency build${mark} to fetch missing dependencies`;
  return new GoError(`${start} error occurred while checking for chart dependencies. ${hint}: ${error.message}`);
}

function checkName({ dialect, log }: CommandContext, name: string): void {
  const fault = releaseNameFault(name);
  if (fault === undefined) return;
  const message = `release name ${JSON.stringify(name)}: ${fault}`;
  if (dialect === "helm3") throw new GoError(message);
  log.error("release name check failed", { error: message });
  throw new GoError(`release name check failed: ${message}`);
}

const SYSTEM_LABELS = ["name", "owner", "status", "version", "createdAt", "modifiedAt"];

export function checkLabels({ flags }: CommandContext): void {
  const labels = flags.map("labels");
  if (!SYSTEM_LABELS.some((label) => labels.has(label))) return;
  throw new GoError(
    `user supplied labels contains system reserved label name. System labels: [${SYSTEM_LABELS.join(" ")}]`,
  );
}

/** Helm 4 loads charts of the experimental version, but does not install them. */
function checkVersion({ dialect }: CommandContext, { metadata: { apiVersion } }: Chart): void {
  if (dialect === "helm4" && apiVersion === "v3") throw new GoError("invalid chart apiVersion");
}

export function valuesOf(context: CommandContext, chart: Chart, given: GoMap): GoMap {
  const { dialect, log } = context;
  try {
    return prepareValues(chart, given, { dialect, warnings: warningsOf(context), warn: printer(context) });
  } catch (error) {
    const start = "chart dependencies processing failed";
    if (dialect === "helm4" && error instanceof GoError && error.message.startsWith(start)) {
      log.error(start, { error: error.message.slice(`${start}: `.length) });
    }
    throw error;
  }
}

/** The module for schemas is large: it is loaded only for charts that have one. */
export async function checkValues(context: CommandContext, chart: Chart, values: GoMap): Promise<void> {
  if (context.flags.bool("skip-schema-validation")) return;
  if (!hasSchema(chart)) return checkSchemas(chart, values, schemaCheck(context, noSchema));
  const { withSchemas } = await import("./schema.ts");
  await withSchemas(context, (validate, heard) => checkSchemas(chart, values, schemaCheck(heard, validate)));
}

function renderOptions(context: CommandContext, request: InstallRequest): LiveOptions {
  const { dialect, env, flags, settings } = context;
  const isUpgrade = request.isUpgrade === true;
  return {
    ...{ dialect, env, dns: flags.bool("enable-dns") },
    release: { name: request.name, namespace: settings.namespace, revision: 1, isInstall: !isUpgrade, isUpgrade },
    capabilities: defaultCapabilities(dialect, request),
    subchartNotes: flags.bool("render-subchart-notes"),
    onUnknownHook: reportUnknownHook(context),
    postRender: request.postRender,
  };
}
