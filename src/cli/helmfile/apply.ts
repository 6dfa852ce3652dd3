/** `helmfile apply` (pkg/app/app.go, `Apply`). */
import type { GoError } from "../../go/index.ts";
import { type Plan, plannedReleases, triggerRelease } from "../../helmfile/index.ts";
import { CommandError } from "../context.ts";
import { AffectedReleases } from "./affected-releases.ts";
import { CHANGED_EXIT_CODE, changeReleases, cleanUpAfter, type Changes, withReleases } from "./change-releases.ts";
import { confirms } from "./confirm.ts";
import { diffReleases } from "./diff-releases.ts";
import { inGroups } from "./in-groups.ts";
import { withPreparedSite } from "./prepared-site.ts";
import { throwFirst } from "./release-errors.ts";
import type { HelmfileContext } from "./settings.ts";
import { chartifyOptions, extraWords, needsOptions, prepareOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  let changed = false;
  await forEachSite(context, {}, async (site) => {
    const options = {
      ...prepareOptions(context, "apply"),
      prefetch: true,
      chartify: chartifyOptions(context),
    };
    return await withPreparedSite(site, options, async (prepared) => {
      prepared.helm.extra = extraWords(context, prepared.state);
      const plan = plannedReleases(prepared.state, needsOptions(context));
      if (plan.planned.length === 0) return false;
      if (await applied(prepared, plan)) changed = true;
      return true;
    });
  });
  if (changed && context.flags.bool("detailed-exitcode"))
    throw new CommandError("", { exitCode: CHANGED_EXIT_CODE, silent: true });
}

/** Whether anything differed. Throws `GoError`. */
async function applied(site: Site, plan: Plan): Promise<boolean> {
  const { context, state } = site;
  const inPlan = { ...site, state: withReleases(state, plan.planned) };
  const compared = await diffReleases(inPlan, { detailedExitCode: true, cleansUp: false });
  const { message = "", toUpdate, toDelete } = compared;
  if (!context.settings.interactive && message !== "") context.log.debug(message);
  if (toUpdate.length === 0 && toDelete.length === 0) return false;
  const question = `${message}\nDo you really want to apply?\n  Helmfile will apply all your changes, as shown above.\n\n`;
  const affected = new AffectedReleases();
  const errors: GoError[] = confirms(context, question) ? await changeAll(site, plan, { compared, affected }) : [];
  affected.show(context);
  cleanUpAfter(site, plan, { changes: compared, command: "apply" });
  throwFirst(errors);
  return true;
}

async function changeAll(
  site: Site,
  plan: Plan,
  { compared, affected }: { compared: Changes; affected: AffectedReleases },
): Promise<GoError[]> {
  const { context, world, state } = site;
  await inGroups(context, withReleases(state, plan.all), {
    options: { purpose: "invoking preapply hooks for", reverse: true, selected: plan.planned },
    // oxlint-disable-next-line require-await -- as others do
    act: async (releases) => {
      for (const release of releases)
        triggerRelease(world, state, { release, event: { name: "preapply", command: "apply" } });
    },
  });
  return await changeReleases(site, plan, { changes: compared, affected });
}
