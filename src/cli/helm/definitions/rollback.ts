import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { releaseAndRevision } from "../completions.ts";
import { atLeast } from "./argument-rules.ts";
import { defaultsFrom } from "../settings.ts";
import { present } from "./present.ts";
import { explained, progressFlags } from "./progress-flags.ts";
import { timeoutFlag, waitFlag, waitForJobsFlag } from "./wait-flags.ts";

const ROLLBACK = `
This command rolls back a release to a previous revision.

The first argument of the rollback command is the name of a release, and the
second is a revision (version) number. If this argument is omitted or set to
0, it will roll back to the previous release.

To see revision numbers, run 'helm history RELEASE'.
`;

export function rollback({ dialect, env, log }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: ROLLBACK,
    flags: present(
      {
        name: "cleanup-on-fail",
        type: "bool",
        usage: "allow deletion of new resources created in this rollback when rollback fails",
      },
      helm4 && { name: "description", usage: "add a custom description for the rollback (max 256 characters)" },
      helm4
        ? {
            name: "dry-run",
            usage:
              "simulates the operation without persisting changes. Must be one of: \"none\" (default), \"client\", or \"server\". '--dry-run=none' executes the operation normally and persists changes (no simulation). '--dry-run=client' simulates the operation client-side only and avoids cluster connections. '--dry-run=server' simulates the operation on the server, requiring cluster connectivity.",
            default: "none",
            alone: "unset",
          }
        : { name: "dry-run", type: "bool", usage: "simulate a rollback" },
      helm4
        ? { name: "force", type: "bool", usage: "deprecated", deprecated: "use --force-replace instead" }
        : { name: "force", type: "bool", usage: "force resource update through delete/recreate if needed" },
      helm4 && {
        name: "force-conflicts",
        type: "bool",
        usage: "if set server-side apply will force changes against conflicts",
      },
      helm4 && { name: "force-replace", type: "bool", usage: "force resource updates by replacement" },
      {
        name: "history-max",
        type: "int",
        usage: "limit the maximum number of revisions saved per release. Use 0 for no limit",
        default: String(defaultsFrom(env, dialect).maxHistory),
      },
      { name: "no-hooks", type: "bool", usage: "prevent hooks from running during rollback" },
      !helm4 && { name: "recreate-pods", type: "bool", usage: "performs pods restart for the resource if applicable" },
      helm4 && {
        name: "server-side",
        usage:
          'must be "true", "false" or "auto". Object updates run in the server instead of the client ("auto" defaults the value from the previous chart release\'s method)',
        default: "auto",
      },
      timeoutFlag,
      waitFlag({ dialect, log }),
      waitForJobsFlag,
      ...progressFlags,
    ),
    args: atLeast(1),
    complete: releaseAndRevision,
    exclusive: helm4
      ? [
          ["force-replace", "force-conflicts"],
          ["force", "force-conflicts"],
        ]
      : [],
    run: async () => explained(await import("../rollback.ts")),
  };
}
