/** Options that several commands of Helmfile read from flags of one name. */
import type { HelmfileContext } from "./settings.ts";

export function needsOptions({ flags }: Pick<HelmfileContext, "flags">) {
  const on = (name: string): boolean => flags.has(name) && flags.bool(name);
  const includeTransitiveNeeds = on("include-transitive-needs");
  const includeNeeds = on("include-needs") || includeTransitiveNeeds;
  return {
    includeTransitiveNeeds,
    includeNeeds,
    // What is to be included is not skipped.
    skipNeeds: includeNeeds ? false : flags.has("skip-needs") && flags.bool("skip-needs"),
    enforceNeedsAreInstalled: on("enforce-needs-are-installed"),
  };
}

export function postRenderOptions({ flags }: Pick<HelmfileContext, "flags">) {
  return { postRenderer: flags.string("post-renderer"), postRendererArgs: flags.strings("post-renderer-args") };
}
