/** Help and flags of `helmfile list`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";

export const definition: CommandBody = {
  flags: [
    { name: "keep-temp-dir", type: "bool", usage: "Keep temporary directory" },
    { name: "output", usage: "output releases list as a json string" },
    { name: "skip-charts", type: "bool", usage: "don't prepare charts when listing releases" },
  ],
  run: runPart("list"),
};
