/** Help and flags of `helmfile deps`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { args, concurrency } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    args("exec"),
    { name: "skip-repos", type: "bool", usage: 'skip running "helm repo update" and "helm dependency build"' },
  ],
  run: runPart("deps"),
};
