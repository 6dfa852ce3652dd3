/** What is done to charts before Helm is given them (pkg/state/state.go, `PrepareCharts`). */
import { peek } from "../../base/index.ts";
import { GoError, withinAwaited } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import {
  type Event,
  addressFault,
  fetching,
  fetchValues,
  isDesired,
  isPatched,
  isRemote,
  lockedState,
  type Release,
  releaseId,
  selectReleases,
  type State,
  triggerGlobal,
  triggerRelease,
  type World,
} from "../../helmfile/index.ts";
import { CommandError } from "../context.ts";
import { atMost } from "./at-most.ts";
import { buildDependencies, type PreparedChart } from "./chart-dependencies.ts";
import {
  type ChartDownloads,
  chartDownloads,
  downloadedChart,
  type DownloadOptions,
  pulledChart,
  sharedCharts,
} from "./download-charts.ts";
import { chartified, needsChartify } from "./chartify/chartify.ts";
import { fetchFolder } from "./chartify/dependencies.ts";
import { type ChartifyOptions, PLAIN } from "./chartify/making.ts";
import { localChart } from "./local-chart.ts";
import { MultiError, throwFirst } from "./release-errors.ts";
import { syncRepositories } from "./repositories.ts";
import type { Site } from "./site.ts";

export interface PrepareOptions {
  /** The command, as hooks see it. */
  readonly command: string;
  readonly skipRepos?: boolean;
  readonly skipDeps: boolean;
  readonly skipRefresh: boolean;
  /** Charts of releases that selected ones need are prepared, too. */
  readonly includeNeeds?: boolean;
  /** For charts that are made anew. */
  readonly chartify?: Partial<ChartifyOptions>;
  /** How many charts are prepared at a time; 0: all. */
  readonly concurrency?: number;
  /** Charts from elsewhere are fetched, as Helm would not do it itself. */
  readonly forceDownload?: boolean;
  /** A chart of several releases is fetched once. */
  readonly prefetch?: boolean;
  /** Where charts are fetched to, if they are to stay. */
  readonly outputDir?: string;
  readonly outputDirTemplate?: string;
}

/** Releases with the paths of their charts, where these are here, and the versions that are locked; those that could not be prepared are left out. */
export type WithCharts = (releases: readonly Release[]) => Release[];

/** Prepares the charts of selected releases, and hooks run before and after. Throws `GoError`. */
export async function withPreparedCharts(
  site: Site,
  options: PrepareOptions,
  act: (withCharts: WithCharts) => Promise<void> | void,
): Promise<void> {
  const failures: GoError[] = [];
  const downloads = chartDownloads(site, options);
  try {
    await makeReposKnown(site, options);
    const prepare = () => prepareAll(site, options, { downloads, failures });
    await withGlobalHooks(site, options.command, prepare, act);
  } catch (error) {
    throw cleanupFailure(error, failures);
  } finally {
    downloads.remove();
  }
  if (failures.length > 0) throw new MultiError(failures);
}

/** What went wrong at the end is said beside charts that could not be prepared. */
function cleanupFailure(error: unknown, failures: readonly GoError[]): unknown {
  if (!(error instanceof CleanupError) || failures.length === 0) return error;
  return new MultiError([...failures, new GoError(`error during global cleanup event: ${error.message}`)]);
}

async function makeReposKnown(site: Site, { skipRepos = false, skipDeps, skipRefresh }: PrepareOptions): Promise<void> {
  const { helmDefaults = {} } = site.state.spec;
  const skips = [skipRepos, skipDeps, skipRefresh, helmDefaults.skipDeps, helmDefaults.skipRefresh].includes(true);
  await syncRepositories(site, { ociOnly: skips });
}

/** A hook of the state file failed after everything else went well. */
class CleanupError extends GoError {}

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
    // Who is asked, and does not answer, ends the program.
    if (error instanceof CommandError) throw error;
    failed = error instanceof Error ? error : new Error(String(error));
  }
  try {
    triggerGlobal(world, state, event("cleanup", failed));
  } catch (error) {
    if (failed === undefined && error instanceof GoError) throw new CleanupError(error.message, { cause: error });
    if (failed === undefined) throw error;
  }
  if (failed !== undefined) throw failed;
}

interface Preparation {
  readonly downloads: ChartDownloads;
  /** Where releases may fail, what went wrong with them is put here. */
  readonly failures: GoError[];
}

/** Helmfile lists what fails here in brackets. */
async function prepareAll(site: Site, options: PrepareOptions, preparation: Preparation): Promise<WithCharts> {
  try {
    return await prepareSelected(site, options, preparation);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`[${error.message}]`, { cause: error });
    throw error;
  }
}

async function prepareSelected(
  { state: given, ...rest }: Site,
  options: PrepareOptions,
  { downloads, failures }: Preparation,
): Promise<WithCharts> {
  const { context, world } = rest;
  const state = lockedState(world, given);
  const site = { ...rest, state };
  const releases = selectedToPrepare(state, options);
  const shared = options.prefetch === true ? sharedCharts(state, releases) : new Set<string>();
  const charts = new Map<string, PreparedChart>();
  const failed = new Map<string, GoError>();
  await atMost(options.concurrency ?? 0, releases, async (release) => {
    try {
      charts.set(releaseId(release), await prepareChart(site, release, { options, downloads, shared }));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      failed.set(releaseId(release), error);
    }
  });
  if (failed.size === 0 || context.settings.allowFailedReleases)
    await buildDependencies(site, [...charts.values()], { options, failed });
  failures.push(...failed.values());
  if (!context.settings.allowFailedReleases) throwFirst(failures.splice(0));
  const locked = new Map((state.spec.releases ?? []).map((release) => [releaseId(release), release.version]));
  return (all) =>
    all.flatMap((release) => {
      const id = releaseId(release);
      if (failed.has(id)) return [];
      const [chartPath, version] = [charts.get(id)?.path ?? "", locked.get(id) ?? ""];
      const placed = chartPath === "" || chartPath === release.chart ? release : { ...release, chartPath };
      return [version === "" ? placed : { ...placed, version }];
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

async function prepareChart(
  site: Site,
  given: Release,
  { options, downloads, shared }: DownloadOptions,
): Promise<PreparedChart> {
  const { world, state } = site;
  const { command } = options;
  const release = { ...given, chart: state.spec.chart ?? (given.chart || given.directory || "") };
  triggerRelease(world, state, { release, event: { name: "prepare", command } });
  await fetchValues(world, release);
  const fetched = await fetchedChart(world, release);
  const pulled = fetched ?? (await pulledChart(site, release, { options, downloads, shared }));
  const folder = pulled ?? localChart(world, state, release);
  const skipsDeps =
    (pulled !== undefined && fetched === undefined) ||
    folder === undefined ||
    skipsDependencies(state, release, options);
  const skipsRefresh = folder === undefined || pulled !== undefined || skipsRefreshing(state, release, options);
  const chart = folder ?? release.chart;
  const made = { release, skipsRefresh, isFetched: fetched !== undefined };
  if (needsChartify(site, release, { chart, command })) {
    const request = { chart, command, skipDeps: skipsDeps, options: { ...PLAIN, ...options.chartify } };
    return { ...made, path: await chartified(site, release, request), buildsDependencies: !skipsDeps };
  }
  if (folder === undefined) {
    const path = await downloadedChart(site, release, { options, downloads, shared });
    return { ...made, path, buildsDependencies: false };
  }
  // A single file is given to Helm as it is, and so is what turns out not to be there.
  if (peek(world.files, folder)?.kind !== "directory") return { ...made, path: folder, buildsDependencies: false };
  const path = command === "pull" && pulled === undefined ? downloads.copied(release, folder) : folder;
  return { ...made, path, buildsDependencies: !skipsDeps };
}

async function fetchedChart(world: World, release: Release): Promise<string | undefined> {
  const { name = "", chart = "", forceGoGetter = false } = release;
  if (isRemote(chart)) {
    return await withinAwaited(`release "${name}": fetching "${chart}"`, () =>
      fetching(world, () => world.fetch(chart, fetchFolder(release))),
    );
  }
  if (!forceGoGetter) return undefined;
  throw new GoError(
    `release "${name}": Parsing url from dir failed due to error ${quote(addressFault(chart) ?? "")}.\nContinuing the process assuming this is a regular Helm chart or a local dir.`,
  );
}

function skipsDependencies({ spec }: State, { skipDeps }: Release, options: PrepareOptions): boolean {
  return options.skipDeps || (skipDeps ?? spec.helmDefaults?.skipDeps ?? false);
}

function skipsRefreshing({ spec }: State, { skipRefresh }: Release, options: PrepareOptions): boolean {
  return options.skipRefresh || (skipRefresh ?? spec.helmDefaults?.skipRefresh ?? false);
}
