/** `helmfile deps` (pkg/app/run.go, `Deps`; pkg/state/state.go, `UpdateDeps`; pkg/state/chart_dependency.go). */
import { CREATED, FileError, peek, readIfThere } from "../../base/index.ts";
import { compareStrings, fromBytes, GoError, isMap, toBytes, type Value, withinAwaited } from "../../go/index.ts";
import { absolute, join } from "../../go/path/index.ts";
import {
  type Dependency,
  dependenciesOf,
  isDesired,
  lockedDependencies,
  lockedState,
  lockName,
  lockPath,
  selectReleases,
} from "../../helmfile/index.ts";
import { withTemporaryFolder } from "../../sys/index.ts";
import { FieldMap, marshalPretty, unmarshal } from "../../yaml/index.ts";
import { HELMFILE_VERSION } from "./build-info.ts";
import { updateDependencies } from "./chart-dependencies.ts";
import { errorsOf, throwFirst } from "./release-errors.ts";
import { syncRepositories } from "./repositories.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    const { helmDefaults = {} } = site.state.spec;
    const skips = [context.flags.bool("skip-repos"), helmDefaults.skipDeps, helmDefaults.skipRefresh].includes(true);
    await syncRepositories(site, { ociOnly: skips });
    site.helm.extra = extraWords(context, site.state);
    await updateCharts(site);
    await updateLock(site);
    return true;
  });
}

/** Dependencies of charts that are here. */
async function updateCharts(site: Site): Promise<void> {
  const { context, world, state } = site;
  const selected = selectReleases(state.spec.releases ?? [], { ...state, includeNeeds: false });
  const errors: GoError[] = [];
  for (const { chart = "", chartPath = chart } of selected.filter(isDesired)) {
    if (peek(world.files, chartPath)?.kind !== "directory")
      context.log.debug(`skipped updating dependencies for remote chart ${chart}`);
    else if (peek(world.files, join(chartPath, "Chart.yaml"))?.kind !== "file")
      context.log.debug(`skipped updating dependencies for ${chart} as it does not have a Chart.yaml`);
    else errors.push(...(await errorsOf(() => updateDependencies(site, chartPath))));
  }
  throwFirst(errors);
}

/** Versions of charts from elsewhere, as Helm finds them for a chart that depends on all of them. */
async function updateLock(site: Site): Promise<void> {
  const { context, state, world } = site;
  const dependencies = dependenciesOf(state);
  if (dependencies.length === 0) {
    context.log.warn(
      "There are no repositories defined in your helmfile.yaml.\nThis means helmfile cannot update your dependencies or create a lock file.\nSee https://github.com/roboll/helmfile/issues/878 for more information.",
    );
    return;
  }
  await withinAwaited("unable to update deps", async () => {
    await inUpdate(dependencies, async () => await writeLock(site, dependencies));
    lockedState(world, state);
  });
}

async function inUpdate(dependencies: readonly Dependency[], action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof GoError || error instanceof FileError)) throw error;
    const count = new Set(dependencies.map(({ chart }) => chart)).size;
    throw new GoError(`unable to update ${count} deps: ${error.message}`, { cause: error });
  }
}

async function writeLock(site: Site, dependencies: readonly Dependency[]): Promise<void> {
  const { context, state, world } = site;
  const path = lockPath(state);
  const known = readIfThere(world.files, path);
  await withTemporaryFolder("helmfile", async (folder) => {
    context.files.write(join(folder, "Chart.yaml"), toBytes(chartText(lockName(state), dependencies)), CREATED);
    if (known !== undefined) context.files.write(join(folder, "Chart.lock"), known, CREATED);
    await updateDependencies(site, folder);
    const locked = fromBytes(context.files.read(join(folder, "Chart.lock")));
    writeBeside(site, path, lockText(locked));
  });
}

/** A file of which messages speak as the state file does. */
function writeBeside({ context, world }: Site, path: string, text: string): void {
  const place = absolute(path, world.cwd);
  try {
    context.files.write(place, toBytes(text), CREATED);
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message.replace(place, path));
    throw error;
  }
}

function chartText(name: string, dependencies: readonly Dependency[]): string {
  const list = dependencies.map(
    ({ chart, repository, version, alias }) =>
      new FieldMap([
        ["name", chart],
        ["repository", repository],
        ["version", version || "*"],
        ["alias", alias],
      ]),
  );
  return `name: ${name}\nversion: 1.0.0\napiVersion: v2\n${marshalPretty(new FieldMap([["dependencies", list]]))}`;
}

/** What Helm locked, in order of names and each once. */
function lockText(text: string): string {
  const lock = unmarshal(text);
  const field = (name: string): Value => (lock !== undefined && isMap(lock) ? (lock.get(name) ?? "") : "");
  const sorted = lockedDependencies(field("dependencies")).sort((a, b) => compareStrings(a.name, b.name));
  const unique = new Map(sorted.map((each) => [`${each.name}|${each.repository}|${each.version}`, each]));
  return marshalPretty(
    new FieldMap([
      ["version", HELMFILE_VERSION],
      ["dependencies", [...unique.values()].map((each) => new FieldMap(Object.entries(each)))],
      ["digest", field("digest")],
      ["generated", field("generated")],
    ]),
  );
}
