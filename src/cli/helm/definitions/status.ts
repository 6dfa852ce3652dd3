import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { oneRelease, revisions } from "../completions.ts";
import { exactly } from "./argument-rules.ts";
import { outputFlag } from "./output-flag.ts";
import { present } from "./present.ts";

const STATUS_4 = `
This command shows the status of a named release.
The status consists of:
- last deployment time
- k8s namespace in which the release lives
- state of the release (can be: unknown, deployed, uninstalled, superseded, failed, uninstalling, pending-install, pending-upgrade or pending-rollback)
- revision of the release
- description of the release (can be completion message or error message)
- list of resources that this release consists of
- details on last test suite run, if applicable
- additional notes provided by the chart
`;
const STATUS_3 = `
This command shows the status of a named release.
The status consists of:
- last deployment time
- k8s namespace in which the release lives
- state of the release (can be: unknown, deployed, uninstalled, superseded, failed, uninstalling, pending-install, pending-upgrade or pending-rollback)
- revision of the release
- description of the release (can be completion message or error message, need to enable --show-desc)
- list of resources that this release consists of (need to enable --show-resources)
- details on last test suite run, if applicable
- additional notes provided by the chart
`;

export function status({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? STATUS_4 : STATUS_3,
    flags: present(
      outputFlag,
      {
        name: "revision",
        type: "int",
        usage: "if set, display the status of the named release with revision",
        complete: revisions,
      },
      !helm4 && {
        name: "show-desc",
        type: "bool",
        usage: "if set, display the description message of the named release",
      },
      !helm4 && { name: "show-resources", type: "bool", usage: "if set, display the resources of the named release" },
    ),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../status.ts"),
  };
}
