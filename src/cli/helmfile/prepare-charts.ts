/** What is done to charts before Helm is given them (pkg/state/state.go, `PrepareCharts`). */
import { peek } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import {
  type Event,
  isDesired,
  type Release,
  releaseId,
  selectReleases,
  type State,
  triggerGlobal,
  triggerRelease,
  type World,
} from "../../helmfile/index.ts";
import type { Site } from "./site.ts";

export interface PrepareOptions {
  /** The command, as hooks see it. */
  readonly command: string;
  readonly skipDeps: boolean;
  readonly skipRefresh: boolean;
  /** Charts of releases that selected ones need are prepared, too. */
  readonly includeNeeds?: boolean;
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
  const { world, state } = site;
  const paths = new Map<string, string>();
  const built = new Set<string>();
  for (const release of selectedToPrepare(state, options)) {
    triggerRelease(world, state, { release, event: { name: "prepare", command: options.command } });
    const path = localChart(world, state, release);
    const chartPath = path ?? state.spec.chart;
    if (chartPath !== undefined && chartPath !== release.chart) paths.set(releaseId(release), chartPath);
    if (path === undefined || skips(state, release, options) || built.has(path)) continue;
    built.add(path);
    await buildDependencies(site, release, path, options);
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
  return selected.filter(
    ({ jsonPatches = [], strategicMergePatches = [], transformers = [] }) =>
      jsonPatches.length + strategicMergePatches.length + transformers.length === 0,
  );
}

/** The folder of a chart that is here; `undefined` for what Helm gets from elsewhere. */
function localChart({ files }: World, { folder, spec }: State, release: Release): string | undefined {
  const chart = spec.chart ?? release.chart ?? "";
  const path = isLocalName(chart) && !isAbsolute(chart) ? join(folder, chart) : chart;
  return peek(files, path)?.kind === "directory" ? path : undefined;
}

/** What looks like a path, and not like `repository/name`. */
function isLocalName(chart: string): boolean {
  if (/^\.{1,2}\//.test(chart)) return true;
  if (chart.includes("://")) return false;
  const parts = chart.split("/").length;
  return isAbsolute(chart) || (parts !== 2 && parts !== 3);
}

function skips({ spec }: State, { skipDeps }: Release, options: PrepareOptions): boolean {
  return options.skipDeps || (skipDeps ?? spec.helmDefaults?.skipDeps ?? false);
}

async function buildDependencies(
  { context, state, helm }: Site,
  release: Release,
  path: string,
  options: PrepareOptions,
): Promise<void> {
  const { name = "", chart = "", skipRefresh } = release;
  const skipsRefresh = options.skipRefresh || (skipRefresh ?? state.spec.helmDefaults?.skipRefresh ?? false);
  context.log.info(`Building dependency release=${name}, chart=${path}`);
  try {
    const said = await helm.run(["dependency", "build", path, ...(skipsRefresh ? ["--skip-refresh"] : [])]);
    const text = said.replace(/\n+$/, "");
    if (text !== "") context.log.info(text);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`building dependencies of local chart "${chart}" for release "${name}": ${error.message}`, {
      cause: error,
    });
  }
}
