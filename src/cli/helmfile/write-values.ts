/** `helmfile write-values`: the values of each release, laid over each other, as a file (pkg/app/app.go, `WriteValues`). */
import { GoError, toBytes } from "../../go/index.ts";
import { absolute, dir } from "../../go/path/index.ts";
import {
  absentNeeds,
  desiredIds,
  fetchValues,
  isDesired,
  mergedFiles,
  type Release,
  selectedReleases,
  triggerRelease,
  valuesFiles,
} from "../../helmfile/index.ts";
import { marshalPretty } from "../../yaml/index.ts";
import { outputFile } from "./output-folder.ts";
import { withGlobalHooks } from "./prepare-charts.ts";
import type { HelmfileContext } from "./settings.ts";
import { givenValues } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    let isAny = false;
    await withGlobalHooks(site, "write-values", nothing, async () => {
      const { chosen } = selectedReleases(site.state);
      isAny = chosen.length > 0;
      const desired = desiredIds(site.state.allReleases);
      for (const release of chosen.filter(isDesired)) {
        await fetchValues(site.world, release);
        // Helmfile looks at the needs once more here.
        for (const warning of absentNeeds(release, desired)) site.context.log.warn(warning);
        writeValues(site, release);
      }
    });
    return isAny;
  });
}

/** Charts are not needed for it. */
function nothing(): void {}

function writeValues({ context, world, state }: Site, release: Release): void {
  const { files, flags, log } = context;
  const paths = [...valuesFiles(world, state, release), ...givenValues(context, world)];
  const path = outputFile(flags.string("output-file-template"), { world, state, release });
  files.makeDirectory(absolute(dir(path), world.cwd));
  log.info(`Writing values file ${path}`);
  files.write(absolute(path, world.cwd), toBytes(marshalPretty(mergedFiles(world, paths))));
  try {
    triggerRelease(world, state, { release, event: { name: "cleanup", command: "write-values" } });
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    log.warn(`warn: ${error.message}\n`);
  }
}
