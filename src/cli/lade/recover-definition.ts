import { atMost } from "../helm/definitions/argument-rules.ts";
import type { CommandBody } from "../cobra/command.ts";
import { globalFlags } from "../helm/definitions/global-flags.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";

const LONG = `
Without a release, say which operations in the namespace were begun and have not ended, and what would be done about each.
With a release, do it: an installation is removed with everything it made, an upgrade or rollback goes back to the revision that
is deployed, a removal is finished; where everything was done but the last record, that is written. With --finish, what was begun is brought to its end
instead: the manifest, hooks and values of its record are installed, upgraded or rolled back to as a revision of their own.

Commands of helm do the same by themselves before they begin, for operations that lade began. Operations that Helm began have no
sign of who is at them: only this command ends them, so make sure that nobody is.
`;

export function recover(options: DefinitionOptions): CommandBody {
  return {
    long: LONG,
    example: `  lade recover
  lade recover web
  lade recover web --finish`,
    flags: [
      { name: "dry-run", type: "bool", usage: "say what would be done, and do nothing" },
      { name: "finish", type: "bool", usage: "bring what was begun to its end, instead of undoing it" },
      { name: "force", type: "bool", usage: "take the release over even from a run that lives" },
      { name: "no-hooks", type: "bool", usage: "prevent hooks from running" },
      {
        name: "timeout",
        type: "duration",
        usage: "time to wait for any individual Kubernetes operation (like Jobs for hooks)",
        default: "5m0s",
      },
      ...globalFlags(options),
    ],
    args: atMost(1),
    run: () => import("./recover.ts"),
  };
}
