/** Help and flags of `helmfile repos`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { args } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [args("exec")],
  run: runPart("repos"),
};
