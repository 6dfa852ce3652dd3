/** Help and flags of `helmfile create`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { maximumArguments } from "../../cobra/arguments.ts";
import { checkProjectName } from "../project-name.ts";
import { runPart } from "../run-parts.ts";

export const definition: CommandBody = {
  long: `Create a helmfile deployment project with best-practice directory structure.

Generates:
  - helmfile.yaml          Main configuration with commented examples
  - environments/           Environment-specific value files
  - values/                 Release-specific value files

If NAME is provided, creates the project in a new directory named NAME.
Otherwise, creates the project in the current directory.`,
  flags: [
    {
      name: "force",
      type: "bool",
      usage: "Overwrite existing scaffold files (helmfile.yaml, environments/default.yaml, values/.gitkeep)",
    },
    { name: "output-dir", shorthand: "o", usage: "Output directory (default: NAME or current directory)" },
  ],
  args: maximumArguments(1),
  run: runPart("create", { check: checkProjectName }),
};
