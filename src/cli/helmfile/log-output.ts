import type { HelmfileContext } from "./settings.ts";

/** What Helm wrote, as a line of the log. */
export function logOutput({ log }: Pick<HelmfileContext, "log">, output: string): void {
  const text = output.replace(/\n+$/, "");
  if (text !== "") log.info(text);
}
