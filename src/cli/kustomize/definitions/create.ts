/** Help, flags and arguments of `kustomize create`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  example: `
	# Create a new overlay from the base '../base".
	kustomize create --resources ../base

	# Create a new kustomization detecting resources in the current directory.
	kustomize create --autodetect

	# Create a new kustomization with multiple resources and fields set.
	kustomize create --resources deployment.yaml,service.yaml,../base --namespace staging --nameprefix acme-
`,
  flags: [
    { name: "annotations", usage: "Add one or more common annotations." },
    {
      name: "autodetect",
      type: "bool",
      usage: "Search for kubernetes resources in the current directory to be added to the kustomization file.",
    },
    { name: "labels", usage: "Add one or more common labels." },
    { name: "nameprefix", usage: "Sets the value of the namePrefix field in the kustomization file." },
    { name: "namespace", usage: "Set the value of the namespace field in the kustomization file." },
    { name: "namesuffix", usage: "Sets the value of the nameSuffix field in the kustomization file." },
    { name: "recursive", type: "bool", usage: "Enable recursive directory searching for resource auto-detection." },
    { name: "resources", usage: "Name of a file containing a file to add to the kustomization file." },
  ],
  run: () => import("../create.ts"),
};
