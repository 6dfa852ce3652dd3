/** Help and flags of `helmfile sync`, as Helmfile 1.8.0 has them. */
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
  skipSchemaValidation,
  takeOwnership,
  validate,
  valueFlags,
} from "./shared-flags.ts";
import { upgradeFlags } from "./upgrade-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    cascade,
    skipSchemaValidation,
    enforceNeedsAreInstalled,
    takeOwnership,
    ...valueFlags,
    ...needsFlags,
    ...postRendererFlags,
    ...upgradeFlags,
    args("sync"),
    { name: "context", type: "int", usage: "output NUM lines of context around changes (interactive preview only)" },
    {
      name: "description",
      usage:
        'Set description for all releases. If set, overrides descriptions in helmfile.yaml. Will be passed to "helm upgrade --description"',
    },
    {
      name: "detailed-exitcode",
      type: "bool",
      usage:
        "return a non-zero exit code 2 instead of 0 when releases are synced (use --interactive to also see a diff preview)",
    },
    { name: "diff-args", usage: "pass args to helm-diff (interactive preview only)" },
    {
      name: "include-tests",
      type: "bool",
      usage: "enable the diffing of the helm test hooks (interactive preview only)",
    },
    { name: "no-hooks", type: "bool", usage: "do not diff changes made by hooks (interactive preview only)" },
    { name: "output", usage: "output format for diff plugin (interactive preview only)" },
    {
      name: "show-secrets",
      type: "bool",
      usage:
        "do not redact secret values in the diff output (interactive preview only). should be used for debug purpose only",
    },
    {
      name: "skip-diff-on-install",
      type: "bool",
      usage:
        "Skips running helm-diff on releases being newly installed on this sync (interactive preview only). Useful when the release manifests are too huge to be reviewed, or it's too time-consuming to diff at all",
    },
    {
      name: "skip-diff-validation-on-install",
      type: "bool",
      usage:
        "Disables K8s API validation (--disable-validation) when running helm-diff on releases being newly installed (interactive preview only). Useful when charts include CRDs and CRs in the same release",
    },
    {
      name: "strip-trailing-cr",
      type: "bool",
      usage: "strip trailing carriage return on input (interactive preview only)",
    },
    {
      name: "suppress",
      type: "stringArray",
      usage:
        "suppress specified Kubernetes objects in the diff output (interactive preview only). Can be provided multiple times. For example: --suppress KeycloakClient --suppress VaultSecret",
    },
    {
      name: "suppress-diff",
      type: "bool",
      usage: "suppress diff in the output (interactive preview only). Usable in new installs",
    },
    {
      name: "suppress-output-line-regex",
      type: "stringArray",
      usage: "a list of regex patterns to suppress output lines from diff output (interactive preview only)",
    },
    {
      name: "suppress-secrets",
      type: "bool",
      usage:
        "suppress secrets in the diff output (interactive preview only). highly recommended to specify on CI/CD use-cases",
    },
    {
      name: "template-args",
      usage:
        'Pass extra args to the helm template run by chartify during chart preparation (e.g. --template-args="--dry-run=server" to enable the helm lookup function). Overrides helmDefaults.templateArgs.',
    },
    validate("sync"),
  ],
  run: runPart("sync", { check: checkTrackMode }),
};
