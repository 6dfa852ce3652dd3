/** `helmfile sync` (pkg/app/app.go, `Sync`, `SyncState`). */
import type { GoError } from "../../go/index.ts";
import { isDesired, type Plan, plannedReleases } from "../../helmfile/index.ts";
import { CommandError } from "../context.ts";
import { affectedMessage } from "./affected-message.ts";
import { AffectedReleases } from "./affected-releases.ts";
import { CHANGED_EXIT_CODE, changeReleases, cleanUpAfter, type Changes } from "./change-releases.ts";
import { confirms } from "./confirm.ts";
import { diffReleases } from "./diff-releases.ts";
import { unwanted } from "./installed.ts";
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
      ...prepareOptions(context, "sync"),
      prefetch: true,
      chartify: chartifyOptions(context),
    };
    return await withPreparedSite(site, options, async (prepared) => {
      const plan = plannedReleases(prepared.state, needsOptions(context));
      if (plan.planned.length === 0) return false;
      if (await synced(prepared, plan)) changed = true;
      return true;
    });
  });
  if (changed && context.flags.bool("detailed-exitcode"))
    throw new CommandError("", { exitCode: CHANGED_EXIT_CODE, silent: true });
}

/** Whether anything was done. Throws `GoError`. */
async function synced(site: Site, plan: Plan): Promise<boolean> {
  const { context, state, helm } = site;
  const toDelete = await unwanted(site, plan.planned);
  const changes: Changes = { toDelete, toUpdate: plan.planned.filter(isDesired) };
  helm.extra = extraWords(context, state);
  const message = await preview(site, plan, changes);
  const affected = new AffectedReleases();
  const question = `${message}\nDo you really want to sync?\n  Helmfile will sync all your releases, as shown above.\n\n`;
  const isConfirmed = confirms(context, question);
  const errors: GoError[] = isConfirmed ? await changeReleases(site, plan, { changes, affected }) : [];
  affected.show(context);
  cleanUpAfter(site, plan, { changes, command: "sync" });
  throwFirst(errors);
  return isConfirmed && toDelete.length + changes.toUpdate.length > 0;
}

/** What is going to be done; with what it changes where somebody is asked. */
async function preview(site: Site, { planned }: Plan, changes: Changes): Promise<string> {
  const { context, state } = site;
  const message = affectedMessage(changes);
  if (!context.settings.interactive) {
    context.log.debug(message);
    return message;
  }
  const inPlan = { ...site, state: { ...state, spec: { ...state.spec, releases: planned } } };
  const detailed = context.flags.bool("detailed-exitcode");
  const { message: shown } = await diffReleases(inPlan, { detailedExitCode: detailed, cleansUp: false });
  return shown ?? message;
}
