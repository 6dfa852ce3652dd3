/** `helmfile destroy` (pkg/app/app.go, `Destroy`, `delete`). */
import type { GoError } from "../../go/index.ts";
import { type Release, selectedReleases } from "../../helmfile/index.ts";
import { AffectedReleases } from "./affected-releases.ts";
import { cleanUpAfter } from "./change-releases.ts";
import { confirms } from "./confirm.ts";
import { destroyReleases } from "./delete-releases.ts";
import { inGroups } from "./in-groups.ts";
import { present } from "./installed.ts";
import { withPreparedSite } from "./prepared-site.ts";
import { errorsOf, throwFirst } from "./release-errors.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords, prepareOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, { reverse: true }, async (site) => {
    if (context.flags.bool("skip-charts")) return await destroyed(site);
    return await withPreparedSite(site, prepareOptions(context, "destroy"), destroyed);
  });
}

async function destroyed(site: Site): Promise<boolean> {
  const { context, state } = site;
  const { chosen } = selectedReleases(state);
  if (chosen.length === 0) return false;
  const toDelete = await present(site, chosen);
  cleanUpAfter(site, { planned: chosen }, { changes: { toUpdate: [], toDelete }, command: "delete" });
  const affected = new AffectedReleases();
  const errors: GoError[] = confirms(context, question(chosen)) ? await deletion(site, toDelete, affected) : [];
  affected.show(context);
  throwFirst(errors);
  return true;
}

async function deletion(site: Site, toDelete: readonly Release[], affected: AffectedReleases): Promise<GoError[]> {
  const { context, state, helm } = site;
  const { flags } = context;
  helm.extra = extraWords(context, state);
  if (toDelete.length === 0) return [];
  const options = { concurrency: flags.int("concurrency"), cascade: flags.string("cascade"), affected };
  return await errorsOf(
    async () =>
      await inGroups(context, state, {
        options: { selected: toDelete, reverse: true },
        act: async (releases) => await destroyReleases(site, releases, options),
      }),
  );
}

function question(releases: readonly Release[]): string {
  const names = releases.map(({ name = "", chart = "" }) => `  ${name} (${chart})`);
  return `Affected releases are:\n${names.join("\n")}\n\nDo you really want to delete?\n  Helmfile will delete all your releases, as shown above.\n\n`;
}
