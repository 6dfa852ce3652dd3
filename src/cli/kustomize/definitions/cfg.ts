/** Help, flags and arguments of `kustomize cfg`, as Kustomize 5.8.1 has them. */
import { maximumArguments } from "../../cobra/arguments.ts";
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  commands: [
    {
      use: "cat DIR",
      short: "[Alpha] Print Resource Config from a local directory.",
      long: `
[Alpha]  Print Resource Config from a local directory.

  DIR:
    Path to local directory.`,
      example: `
    # print Resource config from a directory
    kustomize cfg cat my-dir/

    # wrap Resource config from a directory in an ResourceList
    kustomize cfg cat my-dir/ --wrap-kind ResourceList --wrap-version config.kubernetes.io/v1alpha1 --function-config fn.yaml

    # unwrap Resource config from a directory in an ResourceList
    ... | kustomize cfg cat`,
      flags: [
        { name: "annotate", type: "bool", usage: "annotate resources with their file origins." },
        { name: "dest", usage: "if specified, write output to a file rather than stdout" },
        { name: "exclude-non-local", type: "bool", usage: "if true, exclude non-local-config in the output." },
        { name: "format", type: "bool", usage: "format resource config yaml before printing.", default: "true" },
        {
          name: "function-config",
          usage: "path to function config to put in ResourceList -- only if wrapped in a ResourceList.",
        },
        { name: "include-local", type: "bool", usage: "if true, include local-config in the output." },
        {
          name: "recurse-subpackages",
          shorthand: "R",
          type: "bool",
          usage: "print resources recursively in all the nested subpackages",
          default: "true",
        },
        { name: "strip-comments", type: "bool", usage: "remove comments from yaml." },
        {
          name: "style",
          type: "stringSlice",
          usage:
            "yaml styles to apply.  may be 'TaggedStyle', 'DoubleQuotedStyle', 'LiteralStyle', 'FoldedStyle', 'FlowStyle'.",
        },
        { name: "wrap-kind", usage: "if set, wrap the output in this list type kind." },
        { name: "wrap-version", usage: "if set, wrap the output in this list type apiVersion." },
      ],
      args: maximumArguments(1),
      run: () => import("../cfg-cat.ts"),
    },
    {
      use: "count [DIR]",
      short: "[Alpha] Count Resources Config from a local directory.",
      long: `
[Alpha] Count Resources Config from a local directory.

  DIR:
    Path to local directory.`,
      example: `
    # print Resource counts from a directory
    kustomize cfg count my-dir/`,
      flags: [
        { name: "kind", type: "bool", usage: "count resources by kind.", default: "true" },
        {
          name: "recurse-subpackages",
          shorthand: "R",
          type: "bool",
          usage: "prints count of resources recursively in all the nested subpackages",
          default: "true",
        },
      ],
      args: maximumArguments(1),
      run: () => import("../cfg-count.ts"),
    },
    {
      use: "grep QUERY [DIR]",
      short: "[Alpha] Search for matching Resources in a directory or from stdin",
      long: `
[Alpha] Search for matching Resources in a directory or from stdin.

  QUERY:
    Query to match expressed as 'path.to.field=value'.
    Maps and fields are matched as '.field-name' or '.map-key'
    List elements are matched as '[list-elem-field=field-value]'
    The value to match is expressed as '=value'
    '.' as part of a key or value can be escaped as '\\.'

  DIR:
    Path to local directory.`,
      example: `
    # find Deployment Resources
    kustomize cfg grep "kind=Deployment" my-dir/

    # find Resources named nginx
    kustomize cfg grep "metadata.name=nginx" my-dir/

    # use tree to display matching Resources
    kustomize cfg grep "metadata.name=nginx" my-dir/ | kustomize cfg tree

    # look for Resources matching a specific container image
    kustomize cfg grep "spec.template.spec.containers[name=nginx].image=nginx:1\\.7\\.9" my-dir/ | kustomize cfg tree`,
      flags: [
        { name: "annotate", type: "bool", usage: "annotate resources with their file origins.", default: "true" },
        {
          name: "invert-match",
          type: "bool",
          usage: "Selected Resources are those not matching any of the specified patterns..",
        },
        {
          name: "recurse-subpackages",
          shorthand: "R",
          type: "bool",
          usage: "also print resources recursively in all the nested subpackages",
          default: "true",
        },
      ],
      args: maximumArguments(2),
      run: () => import("../cfg-grep.ts"),
    },
    {
      use: "tree [DIR]",
      short: "[Alpha] Display Resource structure from a directory or stdin.",
      long: `
[Alpha] Display Resource structure from a directory or stdin.

kustomize cfg tree may be used to print Resources in a directory or cluster, preserving structure

Args:

  DIR:
    Path to local directory directory.

Resource fields may be printed as part of the Resources by specifying the fields as flags.

kustomize cfg tree has build-in support for printing common fields, such as replicas, container images,
container names, etc.

kustomize cfg tree supports printing arbitrary fields using the '--field' flag.

By default, kustomize cfg tree uses Resource graph structure if any relationships between resources (ownerReferences)
are detected, as is typically the case when printing from a cluster. Otherwise, directory graph structure is used. The
graph structure can also be selected explicitly using the '--graph-structure' flag.`,
      example: `
    # print Resources using directory structure
    kustomize cfg tree my-dir/

    # print replicas, container name, and container image and fields for Resources
    kustomize cfg tree my-dir --replicas --image --name

    # print all common Resource fields
    kustomize cfg tree my-dir/ --all

    # print the "foo"" annotation
    kustomize cfg tree my-dir/ --field "metadata.annotations.foo"

    # print the "foo"" annotation
    kubectl get all -o yaml | kustomize cfg tree \\
      --field="status.conditions[type=Completed].status"

    # print live Resources from a cluster using owners for graph structure
    kubectl get all -o yaml | kustomize cfg tree --replicas --name --image

    # print live Resources with status condition fields
    kubectl get all -o yaml | kustomize cfg tree \\
      --name --image --replicas \\
      --field="status.conditions[type=Completed].status" \\
      --field="status.conditions[type=Complete].status" \\
      --field="status.conditions[type=Ready].status" \\
      --field="status.conditions[type=ContainersReady].status"`,
      flags: [
        { name: "all", type: "bool", usage: "print all field infos" },
        { name: "args", type: "bool", usage: "print args field" },
        { name: "command", type: "bool", usage: "print command field" },
        { name: "env", type: "bool", usage: "print env field" },
        { name: "exclude-non-local", type: "bool", usage: "if true, exclude non-local-config in the output." },
        { name: "field", type: "stringSlice", usage: "print field" },
        {
          name: "graph-structure",
          usage: "Graph structure to use for printing the tree.  may be any of: owners,directory",
        },
        { name: "image", type: "bool", usage: "print image field" },
        { name: "include-local", type: "bool", usage: "if true, include local-config in the output." },
        { name: "name", type: "bool", usage: "print name field" },
        { name: "ports", type: "bool", usage: "print ports field" },
        { name: "replicas", type: "bool", usage: "print replicas field" },
        { name: "resources", type: "bool", usage: "print resources field" },
      ],
      args: maximumArguments(1),
      run: () => import("../cfg-tree.ts"),
    },
  ],
};
