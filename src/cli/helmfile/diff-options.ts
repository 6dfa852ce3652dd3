/** What `diff`, `apply` and an asking `sync` read from their flags for `helm diff`. */
import type { DiffOptions } from "../../helmfile/index.ts";
import { givenFiles } from "./given-values.ts";
import { serverVersion } from "./server-version.ts";
import { postRenderOptions } from "./shared-options.ts";
import type { Site } from "./site.ts";

/** Throws `GoError`. */
export async function diffOptions({ context, world, state }: Site, detailedExitCode: boolean): Promise<DiffOptions> {
  const { flags, settings } = context;
  const resetValues = flags.bool("reset-values");
  return {
    ...postRenderOptions(context),
    detailedExitCode,
    stripTrailingCr: flags.bool("strip-trailing-cr"),
    includeTests: flags.bool("include-tests"),
    suppress: flags.strings("suppress"),
    suppressSecrets: flags.bool("suppress-secrets"),
    showSecrets: flags.bool("show-secrets"),
    noHooks: flags.bool("no-hooks"),
    color: settings.color,
    noColor: settings.noColor,
    context: flags.int("context"),
    output: flags.string("output"),
    diffArgs: flags.string("diff-args"),
    templateArgs: flags.string("template-args"),
    suppressOutputLineRegex: flags.strings("suppress-output-line-regex"),
    skipSchemaValidation: flags.has("skip-schema-validation") && flags.bool("skip-schema-validation"),
    takeOwnership: flags.bool("take-ownership"),
    serverSide: flags.string("server-side"),
    reuseValues: !resetValues && flags.bool("reuse-values"),
    resetValues,
    set: flags.strings("set"),
    givenFiles: givenFiles(context, world),
    detectedKubeVersion: state.spec.kubeVersion ? "" : await serverVersion(context),
  };
}
