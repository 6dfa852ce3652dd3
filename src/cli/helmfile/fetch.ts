/** `helmfile fetch` (pkg/app/app.go, `Fetch`). */
import { GoError } from "../../go/index.ts";
import { writtenState } from "./build.ts";
import { withPreparedSite } from "./prepared-site.ts";
import type { HelmfileContext } from "./settings.ts";
import { prepareOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  const { flags, settings } = context;
  const [writes, outputDir] = [flags.bool("write-output"), flags.string("output-dir")];
  if (writes && outputDir === "") throw new GoError("--output-dir is required when --write-output is set");
  let [output, count] = ["", 0];
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    count += 1;
    if (writes && count > 1)
      throw new GoError(
        "--write-output requires a single helmfile state file, but multiple were found; use -f to specify a single helmfile instead of a directory or a helmfile with nested helmfiles: entries",
      );
    const options = {
      ...prepareOptions(context, "pull"),
      ...{ forceDownload: true, includeNeeds: false, outputDir },
      outputDirTemplate: flags.string("output-dir-template"),
      skipRepos: settings.skipRefresh || settings.skipDeps,
    };
    // oxlint-disable-next-line require-await -- as others do
    return await withPreparedSite(site, options, async (prepared) => {
      if (writes) output += writtenState(withFetched(prepared), prepared.world, settings);
      return true;
    });
  });
  context.out.write(output);
}

/** Releases with the charts that are here now. */
function withFetched({ state }: Site): Site["state"] {
  const releases = (state.spec.releases ?? []).map(({ chartPath = "", ...release }) =>
    chartPath === "" ? release : { ...release, chart: chartPath },
  );
  return { ...state, spec: { ...state.spec, releases } };
}
