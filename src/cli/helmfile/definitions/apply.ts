/** Help and flags of `helmfile apply`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { checkTrackMode } from "../track-mode.ts";
import { runPart } from "../run-parts.ts";
import {
  args,
  cascade,
  concurrency,
  enforceNeedsAreInstalled,
  needsFlags,
  postRendererFlags,
  skipCleanup,
  skipSchemaValidation,
  takeOwnership,
  validate,
  valueFlags,
} from "./shared-flags.ts";
import { contextLines, diffOutput, previewFlags } from "./preview-flags.ts";
import { upgradeFlags } from "./upgrade-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    cascade,
    skipCleanup,
    skipSchemaValidation,
    enforceNeedsAreInstalled,
    takeOwnership,
    ...valueFlags,
    ...needsFlags,
    ...postRendererFlags,
    ...previewFlags,
    contextLines,
    diffOutput,
    ...upgradeFlags,
    args("exec"),
    {
      name: "description",
      usage:
        'Set description for all releases. If set, overridesdescriptions in helmfile.yaml. Will be passed to "helm upgrade --description"',
    },
    {
      name: "detailed-exitcode",
      type: "bool",
      usage:
        "return a non-zero exit code 2 instead of 0 when there were changes detected AND the changes are synced successfully",
    },
    {
      name: "show-secrets",
      type: "bool",
      usage: "do not redact secret values in the diff output. should be used for debug purpose only",
    },
    {
      name: "suppress",
      type: "stringArray",
      usage:
        "suppress specified Kubernetes objects in the diff output. Can be provided multiple times. For example: --suppress KeycloakClient --suppress VaultSecret",
    },
    { name: "suppress-diff", type: "bool", usage: "suppress diff in the output. Usable in new installs" },
    {
      name: "suppress-output-line-regex",
      type: "stringArray",
      usage: "a list of regex patterns to suppress output lines from diff output",
    },
    {
      name: "suppress-secrets",
      type: "bool",
      usage: "suppress secrets in the diff output. highly recommended to specify on CI/CD use-cases",
    },
    {
      name: "template-args",
      usage:
        'Pass extra args to the helm template run by chartify during chart preparation and to helm-diff rendering (e.g. --template-args="--dry-run=server" to enable the helm lookup function). Overrides helmDefaults.templateArgs.',
    },
    validate("list"),
  ],
  run: runPart("apply", { check: checkTrackMode }),
};
