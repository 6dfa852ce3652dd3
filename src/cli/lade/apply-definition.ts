import { exactly } from "../helm/definitions/argument-rules.ts";
import type { CommandBody } from "../cobra/command.ts";
import { globalFlags } from "../helm/definitions/global-flags.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";
import { outputFlag } from "../helm/definitions/output-flag.ts";
import { explained, shownProgressFlags } from "../helm/definitions/progress-flags.ts";

const LONG = `
Execute a plan that lade plan --plan-out wrote: exactly what it says, with the flags that it was made with. Before the first write all
fields that the plan touches are compared with what they were; if one has moved, nothing is written. Other changes in the
cluster do not matter.
`;

export function apply(options: DefinitionOptions): CommandBody {
  return {
    long: LONG,
    example: `  lade apply web.plan`,
    flags: [
      outputFlag,
      { name: "hide-notes", type: "bool", usage: "if set, do not show notes in the output" },
      ...shownProgressFlags,
      ...globalFlags(options),
    ],
    args: exactly(1),
    run: async () => explained(await import("./apply.ts")),
  };
}
