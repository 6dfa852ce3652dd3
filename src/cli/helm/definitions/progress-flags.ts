/** lade's own flags of commands that wait. Helm has none of them, so that its help and completion know nothing of them. */
import type { RunPart } from "../../cobra/command.ts";
import type { FlagDefinition } from "../../cobra/flag.ts";
import { textType } from "../../cobra/flag-types.ts";

const MODES = ["auto", "plain", "none"];

export const progressFlags: readonly FlagDefinition[] = [
  {
    name: "progress",
    type: textType("mode", (text) => {
      if (!MODES.includes(text)) throw new Error(`must be one of ${MODES.join(", ")}`);
      return text;
    }),
    usage: "how waiting is shown: a tree on a terminal (auto), lines (plain), or nothing (none)",
    hidden: true,
  },
  {
    name: "fail-fast",
    type: "bool",
    usage: "stop waiting as soon as something cannot become ready any more",
    hidden: true,
  },
];

/** For lade's own commands. */
export const shownProgressFlags: readonly FlagDefinition[] = progressFlags.map((flag) => ({ ...flag, hidden: false }));

/** A run part whose failures are followed by their cause, where that is wanted. */
export function explained(part: RunPart): RunPart {
  return {
    async run(context) {
      try {
        await part.run(context);
      } catch (error) {
        throw (await import("../release/explained-error.ts")).explainedError(context, error);
      }
    },
  };
}
