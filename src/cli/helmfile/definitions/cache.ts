/** Help of `helmfile cache`, as Helmfile 1.8.0 has it. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";

export const definition: CommandBody = {
  commands: [
    { use: "cleanup", short: "clean up cache directory", run: runPart("cache cleanup") },
    { use: "info", short: "cache info", run: runPart("cache info") },
  ],
};
