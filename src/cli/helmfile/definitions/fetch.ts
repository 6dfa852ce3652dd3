/** Help and flags of `helmfile fetch`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { concurrency } from "./shared-flags.ts";

export const definition: CommandBody = {
  long: `Fetch downloads all charts referenced in the Helmfile state.

Useful for air-gapped environments: download charts with --output-dir and --write-output,
then transfer the output directory and the generated helmfile.yaml to the air-gapped environment.

The --write-output flag requires a single helmfile state file specified with -f.
It fails if the input resolves to multiple state files (e.g. a directory or a helmfile
with nested helmfiles: entries).`,
  flags: [
    concurrency,
    {
      name: "output-dir",
      usage: "directory to store charts (default: temporary directory which is deleted when the command terminates)",
    },
    {
      name: "output-dir-template",
      usage:
        "go text template for generating the output directory. Available fields: {{ .OutputDir }}, {{ .ChartName }}, {{ .Release.* }}, {{ .Environment.Name }}, {{ .Environment.KubeContext }}, {{ .Environment.Values.* }}",
      default:
        '{{ .OutputDir }}{{ if .Release.Namespace }}/{{ .Release.Namespace }}{{ end }}{{ if .Release.KubeContext }}/{{ .Release.KubeContext }}{{ end }}/{{ .Release.Name }}/{{ .ChartName }}/{{ or .Release.Version "latest" }}',
    },
    {
      name: "write-output",
      type: "bool",
      usage:
        "write a helmfile.yaml to stdout with chart references updated to local chart paths; requires --output-dir and a single helmfile (use -f)",
    },
  ],
  run: runPart("fetch"),
};
