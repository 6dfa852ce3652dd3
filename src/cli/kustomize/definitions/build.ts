/** Help, flags and arguments of `kustomize build`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { proposal } from "../../cobra/completion.ts";

export const definition: CommandBody = {
  long: `Build a set of KRM resources using a 'kustomization.yaml' file.
The DIR argument must be a path to a directory containing
'kustomization.yaml', or a git repository URL with a path suffix
specifying same with respect to the repository root.
If DIR is omitted, '.' is assumed.`,
  example: `# Build the current working directory
  kustomize build

# Build some shared configuration directory
  kustomize build /home/config/production

# Build from github
  kustomize build https://github.com/kubernetes-sigs/kustomize.git/examples/helloWorld?ref=v1.0.6
`,
  flags: [
    {
      name: "as-current-user",
      type: "bool",
      usage: "use the uid and gid of the command executor to run the function in the container",
    },
    { name: "enable-alpha-plugins", type: "bool", usage: "enable kustomize plugins" },
    {
      name: "enable-exec",
      type: "bool",
      usage: "enable support for exec functions (raw executables); do not use for untrusted configs! (Alpha)",
    },
    { name: "enable-helm", type: "bool", usage: "Enable use of the Helm chart inflator generator." },
    {
      name: "env",
      shorthand: "e",
      type: "stringArray",
      usage: "a list of environment variables to be used by functions",
    },
    {
      name: "helm-api-versions",
      type: "stringArray",
      usage: "Kubernetes api versions used by Helm for Capabilities.APIVersions",
    },
    { name: "helm-command", usage: "helm command (path to executable)", default: "helm" },
    { name: "helm-debug", type: "bool", usage: "Enable debug output from the Helm chart inflator generator." },
    { name: "helm-kube-version", usage: "Kubernetes version used by Helm for Capabilities.KubeVersion" },
    {
      name: "load-restrictor",
      usage:
        "if set to 'LoadRestrictionsNone', local kustomizations may load files from outside their root. This does, however, break the relocatability of the kustomization.",
      default: "LoadRestrictionsRootOnly",
      complete: { propose: () => proposal(["LoadRestrictionsNone", "LoadRestrictionsRootOnly"]) },
    },
    { name: "mount", type: "stringArray", usage: "a list of storage options read from the filesystem" },
    { name: "network", type: "bool", usage: "enable network access for functions that declare it" },
    { name: "network-name", usage: "the docker network to run the container in", default: "bridge" },
    { name: "output", shorthand: "o", usage: "If specified, write output to this path." },
    {
      name: "reorder",
      usage:
        "Reorder the resources just before output. Use 'legacy' to apply a legacy reordering (Namespaces first, Webhooks last, etc). Use 'none' to suppress a final reordering.",
      default: "legacy",
      deprecated: "use the new 'sortOptions' field in kustomization.yaml instead.",
    },
    {
      name: "enable-managedby-label",
      type: "bool",
      usage: "enable adding app.kubernetes.io/managed-by",
      deprecated:
        "The flag `enable-managedby-label` has been deprecated. Use the `managedByLabel` option in the `buildMetadata` field instead.",
    },
  ],
  run: () => import("../build.ts"),
};
