/** What a command of Helmfile does with each state file, and how that ends. */
import { type Act, NoMatchingReleases, type VisitOptions, visitStates } from "../../helmfile/index.ts";
import { CommandError } from "../context.ts";
import { helmOf, type SharedHelm } from "./helm.ts";
import { withFiles } from "../helm/in-process.ts";
import { Downloads } from "./downloads.ts";
import { KeptCharts } from "./kept-charts.ts";
import { KeptFiles } from "./kept-files.ts";
import { maskingLog, SecretTexts } from "./secret-texts.ts";
import type { HelmfileContext } from "./settings.ts";
import type { Site, StateContext } from "./site.ts";
import { worldOf } from "./world.ts";

/** How Helmfile ends where no release was meant. */
const NO_MATCH_EXIT_CODE = 3;

type Options = Partial<Pick<VisitOptions, "reverse" | "filter">>;

/** Throws `CommandError` where no release is meant, with the exit code 0 where that is allowed, and `GoError`. */
export async function forEachSite(
  given: HelmfileContext,
  options: Options,
  act: (site: Site) => Promise<boolean> | boolean,
): Promise<void> {
  const context = withKeptFiles(given);
  try {
    await visit(context, options, async (state, world) => {
      return await act({ context, world, state, helm: await helmOf(context, world, state) });
    });
  } catch (error) {
    if (error instanceof Error) error.message = context.secretTexts.mask(error.message);
    throw error;
  } finally {
    if (given.flags.has("skip-cleanup") && given.flags.bool("skip-cleanup")) context.kept.write();
    else context.kept.remove();
    context.charts.remove();
  }
}

function withKeptFiles(context: HelmfileContext): StateContext {
  const [kept, charts] = [new KeptFiles(context), new KeptCharts(context.files)];
  const secretTexts = new SecretTexts();
  const known = { helms: new Map<string, SharedHelm>(), repositories: new Set<string>() };
  // The signal is asked for by those who want it, so the context is not copied.
  const more = {
    ...known,
    kept,
    charts,
    secretTexts,
    log: maskingLog(context.log, secretTexts),
    downloads: new Downloads(context),
    files: withFiles(charts.files, kept.bytes),
  };
  return Object.assign(Object.create(context) as HelmfileContext, more);
}

async function visit(context: StateContext, { reverse = false, filter }: Options, act: Act): Promise<void> {
  const { environment, namespace, selectors, stateValueFiles, stateValues, kubeContext, chart, file } =
    context.settings;
  const options = {
    environment,
    namespace,
    selectors,
    stateValueFiles,
    stateValues,
    kubeContext,
    chart,
    reverse,
    filter,
  };
  try {
    await visitStates(worldOf(context), { ...options, place: file }, act);
  } catch (error) {
    if (!(error instanceof NoMatchingReleases)) throw error;
    // The command ends here and says so even where that is allowed.
    const exitCode = context.settings.allowNoMatchingRelease ? 0 : NO_MATCH_EXIT_CODE;
    throw new CommandError(error.message, { exitCode, cause: error });
  }
}
