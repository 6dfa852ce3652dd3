/** What a command of Helmfile does with each state file, and how that ends. */
import { type Act, NoMatchingReleases, type VisitOptions, visitStates } from "../../helmfile/index.ts";
import { CommandError } from "../context.ts";
import type { HelmfileContext } from "./settings.ts";
import { worldOf } from "./world.ts";

/** How Helmfile ends where no release was meant. */
const NO_MATCH_EXIT_CODE = 3;

/** Throws `CommandError` where no release is meant, unless that is allowed, and `GoError`. */
export async function forEachState(
  context: HelmfileContext,
  { reverse = false, filter }: Partial<Pick<VisitOptions, "reverse" | "filter">>,
  act: Act,
): Promise<void> {
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
    if (context.settings.allowNoMatchingRelease) return context.log.debug(error.message);
    throw new CommandError(error.message, { exitCode: NO_MATCH_EXIT_CODE });
  }
}
