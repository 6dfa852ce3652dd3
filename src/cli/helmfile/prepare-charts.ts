/** What is done to charts before Helm is given them (pkg/state/state.go, `PrepareCharts`). */
import { peek } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import {
  type Event,
  addressFault,
  isDesired,
  isPatched,
  isRemote,
  type Release,
  releaseId,
  selectReleases,
  type State,
  triggerGlobal,
  triggerRelease,
  type World,
} from "../../helmfile/index.ts";
import { chartified, needsChartify } from "./chartify/chartify.ts";
import { fetchFolder } from "./chartify/dependencies.ts";
import { type ChartifyOptions, PLAIN } from "./chartify/making.ts";
import { isLocalName } from "./local-chart.ts";
import type { Site } from "./site.ts";

export interface PrepareOptions {
  /** The command, as hooks see it. */
  readonly command: string;
  readonly skipDeps: boolean;
  readonly skipRefresh: boolean;
  /** Charts of releases that selected ones need are prepared, too. */
  readonly includeNeeds?: boolean;
  /** For charts that are made anew. */
  readonly chartify?: Partial<ChartifyOptions>;
}

/** Releases with the paths of their charts, where these are here. */
export type WithCharts = (releases: readonly Release[]) => Release[];

/** Prepares the charts of selected releases, and hooks run before and after. Throws `GoError`. */
export async function withPreparedCharts(
  site: Site,
  options: PrepareOptions,
  act: (withCharts: WithCharts) => Promise<void> | void,
): Promise<void> {
  await withGlobalHooks(site, options.command, () => prepareAll(site, options), act);
}

/** What is prepared, and then done, between the hooks of the state file. Throws `GoError`. */
export async function withGlobalHooks<Prepared>(
  { world, state }: Pick<Site, "world" | "state">,
  command: string,
  prepare: () => Prepared | Promise<Prepared>,
  act: (prepared: Prepared) => Promise<void> | void,
): Promise<void> {
  const event = (name: Event["name"], error?: Error): Event => ({ name, error, command });
  triggerGlobal(world, state, event("prepare"));
  const prepared = await prepare();
  let failed: Error | undefined;
  try {
    await act(prepared);
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    triggerGlobal(world, state, event("cleanup", failed));
  }
}

/** Helmfile lists what fails here in brackets. */
async function prepareAll(site: Site, options: PrepareOptions): Promise<WithCharts> {
  try {
    return await prepareSelected(site, options);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`[${error.message}]`, { cause: error });
    throw error;
  }
}

async function prepareSelected(site: Site, options: PrepareOptions): Promise<WithCharts> {
  const { state } = site;
  const paths = new Map<string, string>();
  const prepared: PreparedChart[] = [];
  for (const release of selectedToPrepare(state, options)) {
    const chart = await prepareChart(site, release, options);
    const chartPath = chart?.path ?? state.spec.chart;
    if (chartPath !== undefined && chartPath !== release.chart) paths.set(releaseId(release), chartPath);
    if (chart?.builds === true) prepared.push(chart);
  }
  const built = new Set<string>();
  for (const chart of prepared) {
    if (built.has(chart.path)) continue;
    built.add(chart.path);
    await buildDependencies(site, chart, options);
  }
  return (releases) =>
    releases.map((release) => {
      const chartPath = paths.get(releaseId(release));
      return chartPath === undefined ? release : { ...release, chartPath };
    });
}

/** What `build` only shows is not patched for it. */
function selectedToPrepare(
  { spec, selectors, values }: State,
  { command, includeNeeds = false }: PrepareOptions,
): Release[] {
  const selected = selectReleases(spec.releases ?? [], { selectors, values, includeNeeds }).filter(isDesired);
  if (command !== "build") return selected;
  return selected.filter((release) => !isPatched(release));
}

interface PreparedChart {
  readonly release: Release;
  readonly path: string;
  /** From elsewhere: it may be out of order, and of use. */
  readonly isFetched: boolean;
  /** Whether its dependencies are to be built. */
  readonly builds: boolean;
}

/** `undefined` for what Helm gets from elsewhere, as it is. */
async function prepareChart(site: Site, given: Release, options: PrepareOptions): Promise<PreparedChart | undefined> {
  const { world, state } = site;
  const { command } = options;
  const release = { ...given, chart: state.spec.chart ?? (given.chart || given.directory || "") };
  triggerRelease(world, state, { release, event: { name: "prepare", command } });
  const fetched = fetchedChart(world, release);
  const local = localChart(world, state, release);
  const path = fetched ?? local;
  const skipDeps = path === undefined || skips(state, release, options);
  const chart = path ?? release.chart;
  const prepared = { release, isFetched: fetched !== undefined, builds: !skipDeps };
  if (!needsChartify(site, release, chart)) return path === undefined ? undefined : { ...prepared, path };
  const request = { chart, command, skipDeps, options: { ...PLAIN, ...options.chartify } };
  return { ...prepared, path: await chartified(site, release, request) };
}

function fetchedChart(world: World, release: Release): string | undefined {
  const { name = "", chart = "", forceGoGetter = false } = release;
  if (isRemote(chart)) {
    try {
      return world.fetch(chart, fetchFolder(release));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      throw new GoError(`release "${name}": fetching "${chart}": ${error.message}`, { cause: error });
    }
  }
  if (!forceGoGetter) return undefined;
  throw new GoError(
    `release "${name}": Parsing url from dir failed due to error ${quote(addressFault(chart) ?? "")}.\nContinuing the process assuming this is a regular Helm chart or a local dir.`,
  );
}

/** The folder of a chart that is here; `undefined` for what Helm gets from elsewhere. */
function localChart({ files }: World, { folder, spec }: State, release: Release): string | undefined {
  const chart = spec.chart ?? release.chart ?? "";
  const path = isLocalName(chart) && !isAbsolute(chart) ? join(folder, chart) : chart;
  return peek(files, path)?.kind === "directory" ? path : undefined;
}

function skips({ spec }: State, { skipDeps }: Release, options: PrepareOptions): boolean {
  return options.skipDeps || (skipDeps ?? spec.helmDefaults?.skipDeps ?? false);
}

async function buildDependencies(
  { context, state, helm }: Site,
  { release, path, isFetched }: PreparedChart,
  options: PrepareOptions,
): Promise<void> {
  const { name = "", chart = "", skipRefresh } = release;
  const skipsRefresh =
    isFetched || options.skipRefresh || (skipRefresh ?? state.spec.helmDefaults?.skipRefresh ?? false);
  context.log.info(`Building dependency release=${name}, chart=${path}`);
  try {
    const said = await helm.run(["dependency", "build", path, ...(skipsRefresh ? ["--skip-refresh"] : [])]);
    const text = said.replace(/\n+$/, "");
    if (text !== "") context.log.info(text);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    if (isFetched) return context.log.warn(brokenChart(release, error));
    throw new GoError(`building dependencies of local chart "${chart}" for release "${name}": ${error.message}`, {
      cause: error,
    });
  }
}

function brokenChart({ name = "", chart = "" }: Release, { message }: GoError): string {
  return (
    `WARN: \`helm dep build\` failed. While processing release ${quote(name)}, Helmfile observed that remote chart ${quote(chart)} fetched by go-getter is seemingly broken. ` +
    "One of well-known causes of this is that the chart has outdated Chart.lock, which needs the chart maintainer needs to run `helm dep up`. " +
    "Helmfile is tolerating the error to avoid blocking you until the remote chart gets fixed. " +
    `But this may result in any failure later if the chart is broken badly. FYI, the tolerated error was: ${message}`
  );
}
