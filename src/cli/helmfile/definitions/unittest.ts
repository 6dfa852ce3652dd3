/** Help and flags of `helmfile unittest`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { args, concurrency, needsFlags, valueFlags } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    ...valueFlags,
    ...needsFlags,
    args("exec"),
    {
      name: "color",
      type: "bool",
      usage: "enforce colored output even when stdout is not a tty (ignored on Helm 4 due to flag parsing issues)",
    },
    { name: "debug-plugin", type: "bool", usage: "enable verbose output from the helm-unittest plugin" },
    { name: "fail-fast", type: "bool", usage: "fail fast on the first test failure" },
  ],
  run: runPart("unittest"),
};
