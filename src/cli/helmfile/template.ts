/** `helmfile template` (pkg/app/app.go, `Template`; pkg/state/state.go, `TemplateReleases`). */
import { isDesired, neededReleases, type Release, templateFlags, triggerRelease } from "../../helmfile/index.ts";
import { warnOf } from "./delete-releases.ts";
import { outputFolder } from "./output-folder.ts";
import { withPreparedCharts } from "./prepare-charts.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords, givenValues, needsOptions, postRenderOptions, prepareOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, {}, async (site) => {
    const { state } = site;
    const needs = needsOptions(context);
    let matched = false;
    site.helm.extra = [];
    await withPreparedCharts(
      site,
      { ...prepareOptions(context, "template"), chartify: chartifyOptions(context) },
      async (withCharts) => {
        const releases = neededReleases(state, { ...needs, includeDisabled: false });
        matched = releases !== undefined;
        await templateAll(site, withCharts(releases ?? []).filter(isDesired));
      },
    );
    return matched;
  });
}

function chartifyOptions({ flags }: HelmfileContext) {
  return {
    validate: flags.bool("validate"),
    includeCrds: flags.bool("include-crds"),
    kubeVersion: flags.string("kube-version"),
    set: flags.strings("set"),
    values: flags.strings("values"),
    skipSchemaValidation: flags.bool("skip-schema-validation"),
    templateArgs: flags.string("template-args"),
  };
}

async function templateAll(site: Site, releases: readonly Release[]): Promise<void> {
  let failed: unknown;
  for (const release of releases) failed = await templateRelease(site, release, failed);
  if (failed !== undefined) throw failed;
}

/** After a failure nothing is rendered, but everything is cleaned up. Gives the first failure. */
async function templateRelease(site: Site, release: Release, failedBefore: unknown): Promise<unknown> {
  const { context, world, state } = site;
  let failed = failedBefore;
  if (failed === undefined) {
    try {
      await writeRelease(site, release);
    } catch (error) {
      failed = error;
    }
  }
  warnOf(context, () => triggerRelease(world, state, { release, event: { name: "cleanup", command: "template" } }));
  return failed;
}

async function writeRelease(site: Site, release: Release): Promise<void> {
  const { context, state, helm } = site;
  const { name = "", chart = "", chartPath = chart } = release;
  const words = wordsOf(site, release);
  context.log.info(`Templating release=${name}, chart=${chartPath}`);
  const output = await helm.run(["template", name, chartPath, ...words], {
    extra: extraWords(context, state),
    quiet: true,
  });
  if (words.includes("--output-dir")) context.log.info(withoutRepeats(output));
  else if (output !== "") context.out.write(`${output}\n`);
}

function wordsOf({ context, world, state, helm }: Site, release: Release): string[] {
  const { flags } = context;
  const options = {
    ...postRenderOptions(context),
    kubeVersion: flags.string("kube-version"),
    showOnly: flags.strings("show-only"),
    skipSchemaValidation: flags.bool("skip-schema-validation"),
    templateArgs: flags.string("template-args"),
    isHelm3: helm.isHelm3,
  };
  const folder = outputFolder(context, world, state, release);
  return [
    ...templateFlags(world, state, { release, options }),
    ...givenValues(context, world).flatMap((path) => ["--values", path]),
    ...flags.strings("set").flatMap((each) => ["--set", each]),
    ...(folder === undefined ? [] : ["--output-dir", folder]),
    ...["validate", "include-crds", "no-hooks", "skip-tests"]
      .filter((flag) => flags.bool(flag))
      .map((flag) => `--${flag}`),
  ];
}

/** Helm says once more that it wrote a file for each object in it. */
function withoutRepeats(output: string): string {
  const lines = output.split("\n");
  return lines
    .filter((line, i) => !line.startsWith("wrote ") || lines.indexOf(line) === i)
    .join("\n")
    .replace(/\n+$/, "");
}
