/** Versions that stand in a lock file (`helmfile.lock`, pkg/state/chart_dependency.go). */
import { FileError, readIfThere } from "../../base/index.ts";
import { fromBytes, GoError, isMap, type Value, within } from "../../go/index.ts";
import { base, isAbsolute, join } from "../../go/path/index.ts";
import { parseConstraints, parseVersion } from "../../semver/index.ts";
import { readMap } from "../load/environment-values.ts";
import type { State } from "../load/state.ts";
import type { Release, Repository } from "../spec/state.ts";
import type { World } from "../world.ts";

/** A chart of a repository that the state file names. */
export interface Dependency {
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  /** It tells releases of one chart apart. */
  readonly alias: string;
}

export interface LockedChart {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
}

/** The state file's name, without what says how it is written. */
export function lockName({ path }: State): string {
  return base(path)
    .replace(/\.gotmpl$/, "")
    .replace(/\.yaml$/, "")
    .replace(/\.yml$/, "");
}

export function lockPath(state: State): string {
  const { spec, folder } = state;
  const path = spec.lockFilePath || `${lockName(state)}.lock`;
  return isAbsolute(path) ? path : join(folder, path);
}

/** Releases' charts that come from repositories. */
export function dependenciesOf(state: State): Dependency[] {
  return (state.spec.releases ?? []).flatMap((release) => {
    const found = remoteChart(state, release);
    if (found === undefined) return [];
    const { namespace = "", name = "", version = "" } = release;
    return [{ ...placeOf(found), version, alias: `${namespace}-${name}` }];
  });
}

interface RemoteChart {
  readonly repository: Repository;
  readonly chart: string;
}

function remoteChart({ spec }: State, { chart = "" }: Release): RemoteChart | undefined {
  const parts = chart.split("/");
  if (/^\.{0,2}$/.test(parts[0] ?? "") || chart.includes("://") || parts.length < 2 || parts.length > 3)
    return undefined;
  const repository = spec.repositories?.findLast(({ name }) => name === parts[0]);
  return repository && { repository, chart: parts.slice(1).join("/") };
}

/** Of a chart deep in a registry the folders belong to the repository. */
function placeOf({ repository, chart }: RemoteChart): Pick<Dependency, "chart" | "repository"> {
  const { url = "", oci = false } = repository;
  if (!oci) return { chart, repository: url };
  const slash = chart.lastIndexOf("/");
  if (slash < 0) return { chart, repository: `oci://${url}` };
  return {
    chart: chart.slice(slash + 1),
    repository: `${`oci://${url}`.replace(/\/$/, "")}/${chart.slice(0, slash)}`,
  };
}

/** The state with the versions that are locked, where there is a lock file. Throws `GoError` for charts that are not in it. */
export function lockedState(world: World, state: State): State {
  const count = new Set(dependenciesOf(state).map(({ chart }) => chart)).size;
  if (count === 0) return state;
  const locked = within(`unable to resolve ${count} deps`, () => readLock(world, lockPath(state)));
  if (locked === undefined) return state;
  const releases = (state.spec.releases ?? []).map((release) => {
    const found = remoteChart(state, release);
    return found === undefined ? release : { ...release, version: versionIn(locked, release, found) };
  });
  return { ...state, spec: { ...state.spec, releases } };
}

function readLock(world: World, path: string): LockedChart[] | undefined {
  try {
    const bytes = readIfThere(world.files, path);
    return bytes === undefined ? undefined : lockedCharts(fromBytes(bytes));
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message);
    throw error;
  }
}

function lockedCharts(text: string): LockedChart[] {
  const lock = readMap(text);
  const version = textOf(lock.get("version"));
  if (version !== "") parseVersion(version);
  return lockedDependencies(lock.get("dependencies"));
}

/** Of a lock file, or of the `Chart.lock` that Helm makes. */
export function lockedDependencies(list: Value | undefined): LockedChart[] {
  return (Array.isArray(list) ? (list as Value[]) : []).filter(isMap).map((each) => ({
    name: textOf(each.get("name")),
    repository: textOf(each.get("repository")),
    version: textOf(each.get("version")),
  }));
}

const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");

function versionIn(locked: readonly LockedChart[], { version = "" }: Release, remote: RemoteChart): string {
  const { chart } = placeOf(remote);
  const names = remote.repository.oci === true ? [chart, remote.chart] : [chart];
  const constraint = parseConstraints(version || "*");
  for (const name of names) {
    const found = locked.find((each) => each.name === name && constraint.check(parseVersion(each.version)));
    if (found !== undefined) return found.version;
  }
  throw new GoError(
    `no resolved dependency found for "${names.at(-1) ?? ""}", running "helmfile deps" may resolve the issue`,
  );
}
