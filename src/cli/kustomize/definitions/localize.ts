/** Help, flags and arguments of `kustomize localize`, as Kustomize 5.8.1 has them. */
import { maximumArguments } from "../../cobra/arguments.ts";
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  long: `[Alpha] Creates copy of target kustomization directory or
versioned URL at destination, where remote references in the original
are replaced by local references to the downloaded remote content.

If target is not specified, the current working directory will be used.
Destination is a path to a new directory in an existing directory. If
destination is not specified, a new directory will be created in the current
working directory.

For details, see: https://kubectl.docs.kubernetes.io/references/kustomize/cmd/

Disclaimer:
This command does not yet localize helm or KRM plugin fields. This command also
alphabetizes kustomization fields in the localized copy.`,
  example: `
# Localize the current working directory, with default scope and destination
kustomize localize

# Localize some local directory, with scope and default destination
kustomize localize /home/path/scope/target --scope /home/path/scope

# Localize remote at set destination relative to working directory
kustomize localize https://github.com/kubernetes-sigs/kustomize//api/krusty/testdata/localize/simple?ref=v4.5.7 path/non-existing-dir
`,
  flags: [
    {
      name: "no-verify",
      type: "bool",
      usage: `Does not verify that the outputs of kustomize build for target and newDir are the same after localization.
		If not specified, this flag defaults to false and will run kustomize build.
	`,
    },
    {
      name: "scope",
      usage: `Path to directory inside of which localize is limited to running.
Cannot specify for remote targets, as scope is by default the containing repo.
If not specified for local target, scope defaults to target.`,
    },
  ],
  args: maximumArguments(2),
  run: () => import("../localize.ts"),
};
