/** `helmfile status` (pkg/app/app.go, `Status`; pkg/state/state.go, `ReleaseStatuses`). */
import { GoError } from "../../go/index.ts";
import { isDesired, type Release, selectedReleases, statusFlags } from "../../helmfile/index.ts";
import { atMost } from "./at-most.ts";
import { releaseFailed } from "./delete-releases.ts";
import { inGroups } from "./in-groups.ts";
import { status } from "./installed.ts";
import { withPreparedSite } from "./prepared-site.ts";
import { throwFirst } from "./release-errors.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords, prepareOptions } from "./shared-options.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    const options = { ...prepareOptions(context, "status"), skipRepos: true, skipDeps: true };
    return await withPreparedSite(site, options, async (prepared) => {
      const { state, helm } = prepared;
      const selected = selectedReleases(state).chosen.filter(isDesired);
      helm.extra = extraWords(context, state);
      if (selected.length === 0) return false;
      const act = async (releases: readonly Release[]) =>
        await eachRelease(context, releases, async (release) => {
          await status(prepared, release, statusFlags(state, release));
        });
      await inGroups(context, state, { options: { selected }, act });
      return true;
    });
  });
}

/** Does one thing with each release. Throws the first error, after all were tried. */
export async function eachRelease(
  { flags, log }: HelmfileContext,
  releases: readonly Release[],
  action: (release: Release) => Promise<void>,
): Promise<void> {
  const errors: GoError[] = [];
  await atMost(flags.int("concurrency"), releases, async (release) => {
    try {
      if (isDesired(release)) await action(release);
    } catch (error) {
      errors.push(releaseFailed(release, error));
    }
    log.debug(`release "${release.name ?? ""}" processed`);
  });
  throwFirst(errors);
}
