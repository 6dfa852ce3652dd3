import type { FlagDefinition } from "../../cobra/flag.ts";

/** What `apply`, `diff` and `doctor` have of the comparison in the same words. */
export const previewFlags: readonly FlagDefinition[] = [
  { name: "diff-args", usage: "Pass args to helm-diff" },
  { name: "include-tests", type: "bool", usage: "enable the diffing of the helm test hooks" },
  { name: "no-hooks", type: "bool", usage: "do not diff changes made by hooks." },
  {
    name: "skip-diff-on-install",
    type: "bool",
    usage:
      "Skips running helm-diff on releases being newly installed on this apply. Useful when the release manifests are too huge to be reviewed, or it's too time-consuming to diff at all",
  },
  {
    name: "skip-diff-validation-on-install",
    type: "bool",
    usage:
      "Disables K8s API validation (--disable-validation) when running helm-diff on releases being newly installed. Useful when charts include CRDs and CRs in the same release",
  },
  { name: "strip-trailing-cr", type: "bool", usage: "strip trailing carriage return on input" },
];

export const contextLines: FlagDefinition = {
  name: "context",
  type: "int",
  usage: "output NUM lines of context around changes",
};

export const diffOutput: FlagDefinition = { name: "output", usage: "output format for diff plugin" };
