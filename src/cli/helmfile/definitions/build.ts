/** Help and flags of `helmfile build`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";

export const definition: CommandBody = {
  flags: [
    {
      name: "embed-values",
      type: "bool",
      usage: "Read all the values files for every release and embed into the output helmfile.yaml",
    },
  ],
  run: runPart("build"),
};
