/** Help and flags of `helmfile write-values`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { concurrency, valueFlags } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    ...valueFlags,
    {
      name: "output-file-template",
      usage:
        "go text template for generating the output file. Default: {{ .State.BaseName }}-{{ .State.AbsPathSHA1 }}/{{ .Release.Name}}.yaml",
    },
  ],
  run: runPart("write-values"),
};
