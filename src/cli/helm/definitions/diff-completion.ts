import type { CommandBody } from "../../cobra/command.ts";

export function diffCompletion(): CommandBody {
  return { long: "Generate the autocompletion script for diff for the specified shell.\n" };
}
