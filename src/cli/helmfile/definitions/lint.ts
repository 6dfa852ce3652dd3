/** Help and flags of `helmfile lint`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { args, concurrency, needsFlags, valueFlags } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [concurrency, ...valueFlags, ...needsFlags, args("exec")],
  run: runPart("lint"),
};
