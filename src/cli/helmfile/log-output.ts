/** What Helm writes, as a line of the log: also where it fails (pkg/helmexec/exec.go, `info`). */
import { ExitError } from "./exit-error.ts";
import type { HelmfileContext } from "./settings.ts";

type Logged = Pick<HelmfileContext, "log">;

export function logOutput({ log }: Logged, output: string): void {
  const text = output.replace(/\n+$/, "");
  if (text !== "") log.info(text);
}

/** Throws what `ran` throws. */
export async function logged(context: Logged, ran: Promise<string>): Promise<void> {
  try {
    logOutput(context, await ran);
  } catch (error) {
    if (error instanceof ExitError) logOutput(context, error.output);
    throw error;
  }
}
