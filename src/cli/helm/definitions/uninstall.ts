import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { releases } from "../completions.ts";
import { atLeast } from "./argument-rules.ts";
import { present } from "./present.ts";
import { explained, progressFlags } from "./progress-flags.ts";
import { timeoutFlag, waitFlag } from "./wait-flags.ts";

const UNINSTALL_4 = `
This command takes a release name and uninstalls the release.

It removes all of the resources associated with the last release of the chart
as well as the release history, freeing it up for future use.

Use the '--dry-run' flag to see which releases will be uninstalled without actually
uninstalling them.

Use '--cascade foreground' with '--wait' to ensure resources with finalizers
are fully deleted before the command returns.
`;
const UNINSTALL_3 = `
This command takes a release name and uninstalls the release.

It removes all of the resources associated with the last release of the chart
as well as the release history, freeing it up for future use.

Use the '--dry-run' flag to see which releases will be uninstalled without actually
uninstalling them.
`;

export function uninstall({ dialect, log }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? UNINSTALL_4 : UNINSTALL_3,
    flags: present(
      helm4
        ? {
            name: "cascade",
            usage:
              'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents. Defaults to background. Use "foreground" with --wait to ensure resources with finalizers are fully deleted before returning.',
            default: "background",
          }
        : {
            name: "cascade",
            usage:
              'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents. Defaults to background.',
            default: "background",
          },
      { name: "description", usage: "add a custom description" },
      { name: "dry-run", type: "bool", usage: "simulate a uninstall" },
      { name: "ignore-not-found", type: "bool", usage: 'Treat "release not found" as a successful uninstall' },
      {
        name: "keep-history",
        type: "bool",
        usage: "remove all associated resources and mark the release as deleted, but retain the release history",
      },
      { name: "no-hooks", type: "bool", usage: "prevent hooks from running during uninstallation" },
      timeoutFlag,
      waitFlag(
        { dialect, log },
        "if set, will wait until all the resources are deleted before returning. It will wait for as long as --timeout",
      ),
      ...progressFlags,
    ),
    args: atLeast(1),
    complete: releases,
    run: async () => explained(await import("../uninstall.ts")),
  };
}
