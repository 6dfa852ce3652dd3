/** Help and flags of `helmfile init`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";

export const definition: CommandBody = {
  flags: [{ name: "force", type: "bool", usage: "Do not prompt, install dependencies required by helmfile" }],
  run: runPart("init"),
};
