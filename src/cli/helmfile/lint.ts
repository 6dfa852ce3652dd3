/** `helmfile lint` (pkg/app/app.go, `Lint`; pkg/state/state.go, `LintReleases`). */
import { GoError } from "../../go/index.ts";
import { lintFlags, neededReleases, type Release, triggerRelease } from "../../helmfile/index.ts";
import { warnOf } from "./delete-releases.ts";
import { ExitError } from "./exit-error.ts";
import { givenFiles, givenSets } from "./given-values.ts";
import { withPreparedSite } from "./prepared-site.ts";
import { MultiError, throwFirst } from "./release-errors.ts";
import type { HelmfileContext } from "./settings.ts";
import { extraWords, needsOptions, prepareOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  const deferred: GoError[] = [];
  await forEachSite(context, {}, async (site) => {
    try {
      const options = { ...prepareOptions(context, "lint"), forceDownload: true };
      return await withPreparedSite(site, options, (prepared) => linted(prepared, deferred));
    } catch (error) {
      // Charts that Helm finds fault with do not keep those of other state files from being looked at.
      if (error instanceof GoError && deferred.includes(error)) return true;
      throw error;
    }
  });
  if (deferred.length > 0) throw new MultiError(deferred);
}

/** Hooks are told of what Helm finds, which is thrown, and is put aside as well. */
async function linted(site: Site, deferred: GoError[]): Promise<boolean> {
  const { context, state, helm } = site;
  const releases = neededReleases(state, { ...needsOptions(context), includeDisabled: false });
  if (releases === undefined) return false;
  helm.extra = extraWords(context, state);
  const errors = await lintReleases(site, releases);
  const [only] = errors.length === 1 ? errors : [];
  if (only instanceof ExitError && only.exitCode > 0) deferred.push(only);
  throwFirst(errors);
  return true;
}

async function lintReleases(site: Site, releases: readonly Release[]): Promise<GoError[]> {
  const { context, world, state } = site;
  const errors: GoError[] = [];
  for (const release of releases) {
    const { name = "", chart = "", chartPath = chart } = release;
    try {
      const flags = [...lintFlags(world, state, release), ...givenFiles(context, world), ...givenSets(context)];
      if (errors.length === 0) {
        context.log.info(`Linting release=${name}, chart=${chartPath}`);
        await runLint(site, ["lint", chartPath, ...flags]);
      }
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      errors.push(error);
    }
    warnOf(context, () => triggerRelease(world, state, { release, event: { name: "cleanup", command: "lint" } }));
  }
  return errors;
}

/** What Helm says is the result, whether it finds fault or not. */
async function runLint({ context, helm }: Site, words: readonly string[]): Promise<void> {
  const write = (output: string) => output !== "" && context.out.write(`${output}\n`);
  try {
    write(await helm.run(words));
  } catch (error) {
    if (error instanceof ExitError) write(error.output);
    throw error;
  }
}
