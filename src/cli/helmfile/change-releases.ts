/** Deletes what is not to be there, and then installs and upgrades the others: `sync` and `apply` (pkg/app/app.go). */
import type { GoError } from "../../go/index.ts";
import { type Plan, type Release, releaseId, type State, triggerRelease } from "../../helmfile/index.ts";
import type { AffectedReleases } from "./affected-releases.ts";
import { deleteUnwanted, warnOf } from "./delete-releases.ts";
import { inGroups } from "./in-groups.ts";
import { needsOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { errorsOf } from "./release-errors.ts";
import { syncReleases } from "./sync-releases.ts";
import { syncOptions } from "./upgrade-options.ts";

/** What a command ends with that is to tell by it whether there was anything to do. */
export const CHANGED_EXIT_CODE = 2;

export interface Changes {
  readonly toUpdate: readonly Release[];
  readonly toDelete: readonly Release[];
}

/** What went wrong. */
export async function changeReleases(
  site: Site,
  { all }: Plan,
  { changes, affected }: { changes: Changes; affected: AffectedReleases },
): Promise<GoError[]> {
  const { context } = site;
  const { toDelete, toUpdate } = changes;
  const state = withReleases(site.state, all);
  const cascade = context.flags.string("cascade");
  const concurrency = context.flags.int("concurrency");
  const deletion = async () =>
    await inGroups(context, state, {
      options: { reverse: true, selected: toDelete },
      act: async (releases) => await deleteUnwanted(site, releases, { concurrency, cascade, affected }),
    });
  const { includeTransitiveNeeds } = needsOptions(context);
  const update = async () =>
    await inGroups(context, state, {
      options: { selected: toUpdate, includeTransitiveNeeds },
      act: async (releases) => await syncReleases(site, releases, syncOptions(site, affected)),
    });
  const errors: GoError[] = [];
  if (toDelete.length > 0) errors.push(...(await errorsOf(deletion)));
  if (toUpdate.length > 0) errors.push(...(await errorsOf(update)));
  return errors;
}

export function withReleases(state: State, releases: readonly Release[]): State {
  return { ...state, spec: { ...state.spec, releases } };
}

/** The cleanup hooks of releases with which nothing was done. */
export function cleanUpAfter(
  { context, world, state }: Site,
  { planned }: Pick<Plan, "planned">,
  { changes, command }: { changes: Changes; command: string },
): void {
  const changed = new Set([...changes.toUpdate, ...changes.toDelete].map(releaseId));
  for (const release of planned) {
    if (changed.has(releaseId(release))) continue;
    warnOf(context, () => triggerRelease(world, state, { release, event: { name: "cleanup", command } }));
  }
}
