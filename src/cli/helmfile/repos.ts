/** `helmfile repos` (pkg/app/run.go, `Repos`). */
import { syncRepositories } from "./repositories.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords } from "./shared-options.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    site.helm.extra = extraWords(context, site.state);
    await syncRepositories(site);
    return true;
  });
}
