/**
 * `helmfile init` (Helmfile 1.8.0, pkg/app/init.go) looks for Helm and five plug-ins and fetches what is missing or too old.
 * Here Helm and the comparison of releases are part of the program, so there is nothing to look for and nothing to fetch.
 */
import type { HelmfileContext } from "./settings.ts";

export function run({ log }: HelmfileContext): void {
  log.info("helm and its plug-in diff are built in, nothing has to be installed");
  log.info("helmfile initialization completed!");
}
