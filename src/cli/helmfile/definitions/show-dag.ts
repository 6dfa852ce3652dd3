/** Help and flags of `helmfile show-dag`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";

export const definition: CommandBody = {
  run: runPart("show-dag"),
};
