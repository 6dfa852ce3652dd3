/** The commands of Kustomize 5.8.1; what is needed to run one is loaded when it is called. */
import type { CommandBody, CommandEntry } from "../../cobra/command.ts";

const commands: readonly CommandEntry[] = [
  {
    use: "build DIR",
    short: "Build a kustomization target from a directory or URL",
    load: async (): Promise<CommandBody> => (await import("./build.ts")).definition,
  },
  {
    use: "cfg",
    short: "Commands for reading and writing configuration",
    load: async (): Promise<CommandBody> => (await import("./cfg.ts")).definition,
  },
  {
    use: "completion [bash|zsh|fish|powershell]",
    short: "Generate shell completion script",
    load: async (): Promise<CommandBody> => (await import("./completion.ts")).definition,
  },
  {
    use: "create",
    aliases: ["init"],
    short: "Create a new kustomization in the current directory",
    load: async (): Promise<CommandBody> => (await import("./create.ts")).definition,
  },
  {
    use: "edit",
    short: "Edits a kustomization file",
    load: async (): Promise<CommandBody> => (await import("./edit.ts")).definition,
  },
  {
    use: "fn",
    short: "Commands for running functions against configuration",
    load: async (): Promise<CommandBody> => (await import("./fn.ts")).definition,
  },
  {
    use: "localize [target [destination]]",
    short: "[Alpha] Creates localized copy of target kustomization root at destination",
    load: async (): Promise<CommandBody> => (await import("./localize.ts")).definition,
  },
  {
    use: "version",
    short: "Prints the kustomize version",
    load: async (): Promise<CommandBody> => (await import("./version.ts")).definition,
  },
  {
    use: "openapi",
    short: "Commands for interacting with the OpenAPI data",
    hidden: true,
    load: async (): Promise<CommandBody> => (await import("./openapi.ts")).definition,
  },
];

/** What Kustomize does not have; there when it is called as `lade kustomize`. */
const OWN: CommandEntry = {
  use: "lock DIR",
  short: "Write down the commits and digests of remote sources",
  hidden: true,
  load: async (): Promise<CommandBody> => (await import("./lock.ts")).definition,
};

/** Texts that only `help` shows. */
const TOPICS: Readonly<Record<string, string>> = {
  "docs-fn": "[Alpha] Documentation for developing and invoking Configuration Functions.",
  "docs-fn-spec": "[Alpha] Documentation for Configuration Functions Specification.",
  "docs-io-annotations": "[Alpha] Documentation for annotations used by io.",
  "docs-merge": "[Alpha] Documentation for merging Resources (2-way merge).",
  "docs-merge3": "[Alpha] Documentation for merging Resources (3-way merge).",
  "tutorials-command-basics": "[Alpha] Tutorials for using basic config commands.",
  "tutorials-function-basics": "[Alpha] Tutorials for using functions.",
};

export function isTopic(word: string): boolean {
  return Object.hasOwn(TOPICS, word);
}

/** The whole tree; `topics` holds the texts when one of them was asked for. */
export function root(
  topics: Readonly<Record<string, CommandBody>> | undefined,
  { own = false }: { readonly own?: boolean } = {},
): CommandEntry {
  const texts = Object.entries(TOPICS).map(([use, short]): CommandEntry => ({ use, short, ...topics?.[use] }));
  return {
    use: "kustomize",
    short: "Manages declarative configuration of Kubernetes",
    long: "\nManages declarative configuration of Kubernetes.\nSee https://sigs.k8s.io/kustomize\n",
    persistentFlags: [{ name: "stack-trace", type: "bool", usage: "print a stack-trace on error" }],
    // As cobra 1.9 spells it.
    topicsTitle: "Additional help topcis:",
    commands: [...commands, ...(own ? [OWN] : []), ...texts],
  };
}
