/** `helmfile test` (pkg/app/app.go, `Test`; pkg/state/state.go, `TestReleases`). */
import { selectedReleases, testFlags } from "../../helmfile/index.ts";
import { logged } from "./log-output.ts";
import { withPreparedSite } from "./prepared-site.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords, prepareOptions } from "./shared-options.ts";
import { eachRelease } from "./status.ts";
import { forEachSite } from "./visit.ts";

const AS_IF_NONE = -1;

export async function run(context: HelmfileContext): Promise<void> {
  const { flags, log } = context;
  const timeout = flags.changed("timeout") ? flags.int("timeout") : AS_IF_NONE;
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    if (flags.bool("cleanup"))
      log.warn(
        "warn: requested cleanup will not be applied. To clean up test resources with Helm 3, you have to remove them manually or set helm.sh/hook-delete-policy\n",
      );
    return await withPreparedSite(site, prepareOptions(context, "test"), async ({ state, helm }) => {
      const { chosen } = selectedReleases(state);
      if (chosen.length === 0) return false;
      helm.extra = extraWords(context, state);
      await eachRelease(context, chosen, async (release) => {
        const { name = "" } = release;
        log.info(`Testing ${name}`);
        const words = testFlags(state, release, { logs: flags.bool("logs"), timeout });
        await logged(context, helm.run(["test", name, ...words]));
      });
      return true;
    });
  });
}
