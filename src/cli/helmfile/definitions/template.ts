/** Help and flags of `helmfile template`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import {
  args,
  concurrency,
  enforceNeedsAreInstalled,
  needsFlags,
  postRendererFlags,
  skipCleanup,
  validate,
  valueFlags,
} from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    skipCleanup,
    enforceNeedsAreInstalled,
    ...valueFlags,
    ...needsFlags,
    ...postRendererFlags,
    args("template"),
    { name: "include-crds", type: "bool", usage: "include CRDs in the templated output" },
    { name: "kube-version", usage: 'pass --kube-version to "helm template". Overrides kubeVersion in helmfile.yaml' },
    { name: "no-hooks", type: "bool", usage: "do not template files made by hooks." },
    { name: "output-dir", usage: "output directory to pass to helm template (helm template --output-dir)" },
    {
      name: "output-dir-template",
      usage:
        "go text template for generating the output directory. Available fields: {{ .OutputDir }}, {{ .State.* }}, {{ .Release.* }}, {{ .Environment.Name }}, {{ .Environment.KubeContext }}, {{ .Environment.Values.* }}. Default: {{ .OutputDir }}/{{ .State.BaseName }}-{{ .State.AbsPathSHA1 }}-{{ .Release.Name}}",
    },
    { name: "show-only", type: "stringArray", usage: 'pass --show-only to "helm template"' },
    {
      name: "skip-schema-validation",
      type: "bool",
      usage: 'pass skip-schema-validation to "helm template" or "helm upgrade --install"',
    },
    { name: "skip-tests", type: "bool", usage: "skip tests from templated output" },
    {
      name: "template-args",
      usage:
        'Pass extra args to "helm template" (e.g. --template-args="--dry-run=server" to enable the helm lookup function). Overrides helmDefaults.templateArgs.',
    },
    validate("template"),
  ],
  run: runPart("template"),
};
