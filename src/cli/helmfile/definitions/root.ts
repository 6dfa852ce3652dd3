/** The commands of Helmfile 1.8.0; what is needed to run one is loaded when it is called. */
import type { CommandBody, CommandEntry } from "../../cobra/command.ts";
import { completionCommand } from "../../cobra/completion-definition.ts";
import type { Environment } from "../../context.ts";
import { HELMFILE_VERSION } from "../build-info.ts";
import { globalFlags } from "./global-flags.ts";

/** In the order of Helmfile, in which those that are alike are proposed. */
const commands: readonly CommandEntry[] = [
  {
    use: "create [NAME]",
    short: "Create a helmfile deployment project scaffold",
    load: async (): Promise<CommandBody> => (await import("./create.ts")).definition,
  },
  {
    use: "init",
    short: "Initialize the helmfile, includes version checking and installation of helm and plug-ins",
    load: async (): Promise<CommandBody> => (await import("./init.ts")).definition,
  },
  {
    use: "apply",
    short: "Apply all resources from state file only when there are changes",
    load: async (): Promise<CommandBody> => (await import("./apply.ts")).definition,
  },
  {
    use: "build",
    short: "Build all resources from state file",
    load: async (): Promise<CommandBody> => (await import("./build.ts")).definition,
  },
  {
    use: "cache",
    short: "Cache management",
    load: async (): Promise<CommandBody> => (await import("./cache.ts")).definition,
  },
  {
    use: "deps",
    short: "Update charts based on their requirements",
    load: async (): Promise<CommandBody> => (await import("./deps.ts")).definition,
  },
  {
    use: "destroy",
    short: "Destroys and then purges releases",
    load: async (): Promise<CommandBody> => (await import("./destroy.ts")).definition,
  },
  {
    use: "diff",
    short: "Diff releases defined in state file",
    load: async (): Promise<CommandBody> => (await import("./diff.ts")).definition,
  },
  {
    use: "doctor",
    short: "AI-assisted diff analysis: summarize changes and flag risks",
    load: async (): Promise<CommandBody> => (await import("./doctor.ts")).definition,
  },
  {
    use: "fetch",
    short: "Fetch charts from state file",
    load: async (): Promise<CommandBody> => (await import("./fetch.ts")).definition,
  },
  {
    use: "list",
    short: "List releases defined in state file",
    load: async (): Promise<CommandBody> => (await import("./list.ts")).definition,
  },
  {
    use: "repos",
    short: "Add chart repositories defined in state file",
    load: async (): Promise<CommandBody> => (await import("./repos.ts")).definition,
  },
  {
    use: "lint",
    short: "Lint charts from state file (helm lint)",
    load: async (): Promise<CommandBody> => (await import("./lint.ts")).definition,
  },
  {
    use: "write-values",
    short: "Write values files for releases. Similar to `helmfile template`, write values files instead of manifests.",
    load: async (): Promise<CommandBody> => (await import("./write-values.ts")).definition,
  },
  {
    use: "test",
    short: "Test charts from state file (helm test)",
    load: async (): Promise<CommandBody> => (await import("./test.ts")).definition,
  },
  {
    use: "unittest",
    short: "Unit test charts from state file using helm-unittest plugin",
    load: async (): Promise<CommandBody> => (await import("./unittest.ts")).definition,
  },
  {
    use: "template",
    short: "Template releases defined in state file",
    load: async (): Promise<CommandBody> => (await import("./template.ts")).definition,
  },
  {
    use: "sync",
    short: "Sync releases defined in state file",
    load: async (): Promise<CommandBody> => (await import("./sync.ts")).definition,
  },
  {
    use: "status",
    short: "Retrieve status of releases in state file",
    load: async (): Promise<CommandBody> => (await import("./status.ts")).definition,
  },
  {
    use: "show-dag",
    short:
      'It prints a table with 3 columns, GROUP, RELEASE, and DEPENDENCIES. GROUP is the unsigned, monotonically increasing integer starting from 1. All the releases with the same GROUP are deployed concurrently. Everything in GROUP 2 starts being deployed only after everything in GROUP 1 got successfully deployed. RELEASE is the release that belongs to the GROUP. DEPENDENCIES is the list of releases that the RELEASE depends on. It should always be empty for releases in GROUP 1. DEPENDENCIES for a release in GROUP 2 should have some or all dependencies appeared in GROUP 1. It can be "some" because Helmfile simplifies the DAGs of releases into a DAG of groups, so that Helmfile always produce a single DAG for everything written in helmfile.yaml, even when there are technically two or more independent DAGs of releases in it.',
    load: async (): Promise<CommandBody> => (await import("./show-dag.ts")).definition,
  },
  {
    use: "print-env",
    short: "Print parsed environment configuration",
    load: async (): Promise<CommandBody> => (await import("./print-env.ts")).definition,
  },
];

export interface RootOptions {
  readonly env: Environment;
  /** The word by which the program was called, as the examples of `version` have it. */
  readonly program: string;
}

export function root({ env, program }: RootOptions): CommandEntry {
  const about = `Declaratively deploy your Kubernetes manifests, Kustomize configs, and Charts as Helm releases in one shot
YAML library = go.yaml.in/yaml/${env.get("HELMFILE_GO_YAML_V3") === "false" ? "v2" : "v3"}`;
  return {
    use: "helmfile",
    short: about,
    long: about,
    version: HELMFILE_VERSION,
    persistentFlags: globalFlags,
    commands: [
      ...commands,
      {
        use: "version",
        aliases: ["ver"],
        short: "Print the CLI version",
        load: async (): Promise<CommandBody> => (await import("./version.ts")).version(program),
      },
      completionCommand("helmfile"),
    ],
  };
}
