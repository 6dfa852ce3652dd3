/** Which releases a command works on, in which order (pkg/app/app.go, `withNeeds`, `getSelectedReleases`). */
import { GoError } from "../../go/index.ts";
import type { State } from "../load/state.ts";
import { isDesired, releaseId } from "../release/identity.ts";
import { markReleases, selectReleases } from "../release/selectors.ts";
import type { Release } from "../spec/state.ts";
import { groupReleases } from "./groups.ts";

export interface NeedsOptions {
  readonly includeNeeds: boolean;
  readonly includeTransitiveNeeds: boolean;
  readonly skipNeeds: boolean;
  readonly enforceNeedsAreInstalled: boolean;
  /** Also those that are not to be installed. */
  readonly includeDisabled: boolean;
}

/** In order of needs; `undefined` where none is selected. Throws `GoError`. */
export function neededReleases(state: State, options: NeedsOptions): Release[] | undefined {
  const selected = selectedReleases(state);
  if (selected.chosen.length === 0) return undefined;
  const { includeTransitiveNeeds, skipNeeds } = options;
  const includeNeeds = options.includeNeeds || includeTransitiveNeeds;
  const marked = (transitive: boolean) =>
    markReleases(selected.all, { selectors: state.selectors, values: state.values, includeNeeds: transitive });
  const all = groupReleases(marked(includeTransitiveNeeds), { selected: selected.chosen, includeNeeds, skipNeeds });
  const planned = all.flat().map(({ release }) => release);
  const desired = planned.filter(isDesired);
  const groups =
    desired.length === 0 ? [] : groupReleases(marked(false), { selected: desired, includeNeeds, skipNeeds });
  if (options.enforceNeedsAreInstalled) enforceNeeds(selected.all, desired);
  const disabled = options.includeDisabled ? planned.filter((each) => !isDesired(each)) : [];
  return [...groups.flat().map(({ release }) => release), ...disabled];
}

export interface Plan {
  /** Those that are meant, with what they need where that is wanted, in order of needs. */
  readonly planned: Release[];
  /** All of the file: what is needed is looked for among them. */
  readonly all: Release[];
}

/** What `sync` and `apply` work on; nothing is planned where nothing is selected. Throws `GoError`. */
export function plannedReleases(
  state: State,
  {
    includeNeeds,
    includeTransitiveNeeds,
    skipNeeds,
  }: Omit<NeedsOptions, "includeDisabled" | "enforceNeedsAreInstalled">,
): Plan {
  const { chosen, all } = selectedReleases(state, includeTransitiveNeeds);
  if (chosen.length === 0) return { planned: [], all };
  const { selectors, values } = state;
  const marked = markReleases(all, { selectors, values, includeNeeds: includeTransitiveNeeds });
  const groups = groupReleases(marked, { selected: chosen, includeNeeds, skipNeeds });
  return { planned: groups.flat().map(({ release }) => release), all };
}

/** Of several releases with one id only the selected one counts: the order of needs could not be told otherwise. */
export function selectedReleases(
  { spec, selectors, values }: Pick<State, "spec" | "selectors" | "values">,
  includeNeeds = false,
): { chosen: Release[]; all: Release[] } {
  const releases = spec.releases ?? [];
  const chosen = selectReleases(releases, { selectors, values, includeNeeds });
  const byId = new Map<string, Release>();
  for (const release of chosen) {
    const id = releaseId(release);
    if (byId.has(id)) throw new GoError(`found 2 duplicate releases with ID "${id}"`);
    byId.set(id, release);
  }
  return { chosen, all: withoutDuplicates(releases, byId) };
}

function withoutDuplicates(releases: readonly Release[], chosen: Map<string, Release>): Release[] {
  const counts = new Map<string, number>();
  for (const release of releases) counts.set(releaseId(release), (counts.get(releaseId(release)) ?? 0) + 1);
  const seen = new Set<string>();
  return releases.flatMap((release) => {
    const id = releaseId(release);
    if (counts.get(id) === 1) return [release];
    const own = seen.has(id) ? undefined : chosen.get(id);
    seen.add(id);
    return own === undefined ? [] : [own];
  });
}

function enforceNeeds(all: readonly Release[], releases: readonly Release[]): void {
  for (const release of releases) {
    const found = absentNeed(release, all, new Set());
    if (found === undefined) continue;
    throw new GoError(
      `Release ${found.release.name ?? ""} has a transitive dependency ${found.need.name ?? ""} marked as installed=false`,
    );
  }
}

interface AbsentNeed {
  readonly release: Release;
  readonly need: Release;
}

function absentNeed(release: Release, all: readonly Release[], visited: Set<string>): AbsentNeed | undefined {
  if (visited.has(release.name ?? "")) return undefined;
  visited.add(release.name ?? "");
  for (const id of release.needs ?? []) {
    for (const need of all.filter(({ name }) => name === id)) {
      const found = isDesired(need) ? absentNeed(need, all, visited) : { release, need };
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
