/** What `sync` and `apply` read from their flags for `helm upgrade`. */
import type { AffectedReleases } from "./affected-releases.ts";
import { givenFiles, givenSets } from "./given-values.ts";
import { postRenderOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import type { SyncOptions } from "./sync-releases.ts";

/** Throws `GoError`. */
export function syncOptions({ context, world }: Site, affected: AffectedReleases): SyncOptions {
  const { flags } = context;
  const resetValues = flags.bool("reset-values");
  return {
    concurrency: flags.int("concurrency"),
    affected,
    trackFailOnError: flags.bool("track-fail-on-error"),
    upgrade: {
      ...postRenderOptions(context),
      wait: flags.bool("wait"),
      waitForJobs: flags.bool("wait-for-jobs"),
      timeout: flags.int("timeout"),
      reuseValues: !resetValues && flags.bool("reuse-values"),
      resetValues,
      skipCrds: flags.bool("skip-crds"),
      skipSchemaValidation: flags.bool("skip-schema-validation"),
      syncArgs: flags.string("sync-args"),
      hideNotes: flags.bool("hide-notes"),
      takeOwnership: flags.bool("take-ownership"),
      serverSide: flags.string("server-side"),
      syncReleaseLabels: flags.bool("sync-release-labels"),
      trackMode: flags.string("track-mode"),
      description: flags.string("description"),
      givenValues: [...givenFiles(context, world), ...givenSets(context)],
    },
  };
}
