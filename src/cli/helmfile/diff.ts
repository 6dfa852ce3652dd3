/** `helmfile diff` (pkg/app/app.go, `Diff`). */
import { neededReleases } from "../../helmfile/index.ts";
import { CommandError } from "../context.ts";
import { CHANGED_EXIT_CODE, withReleases } from "./change-releases.ts";
import { diffReleases } from "./diff-releases.ts";
import { withPreparedSite } from "./prepared-site.ts";
import type { HelmfileContext } from "./settings.ts";
import { chartifyOptions, extraWords, needsOptions, prepareOptions } from "./shared-options.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  const detailedExitCode = context.flags.bool("detailed-exitcode");
  let changed = false;
  await forEachSite(context, {}, async (site) => {
    const options = {
      ...prepareOptions(context, "diff"),
      prefetch: true,
      // Helmfile does not hand `--template-args` on to charts that are made for a comparison.
      chartify: { ...chartifyOptions(context), templateArgs: "" },
    };
    return await withPreparedSite(site, options, async (prepared) => {
      const { state, helm } = prepared;
      const releases = neededReleases(state, { ...needsOptions(context), includeDisabled: true });
      if (releases === undefined) return false;
      helm.extra = extraWords(context, state);
      const inPlan = { ...prepared, state: withReleases(state, releases) };
      const compared = await diffReleases(inPlan, { detailedExitCode, cleansUp: true });
      if (compared.message !== undefined) context.log.info(compared.message);
      if (compared.toUpdate.length > 0 || compared.toDelete.length > 0) changed = true;
      return true;
    });
  });
  if (detailedExitCode && changed)
    throw new CommandError("Identified at least one change", { exitCode: CHANGED_EXIT_CODE });
}
