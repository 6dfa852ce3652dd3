import type { CommandEntry } from "../cobra/command.ts";
import { exactly, noArguments } from "../helm/definitions/argument-rules.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";

const TOOLS: readonly (readonly [string, string])[] = [
  ["helm", "Do what Helm 4 does (Helm 3 with LADE_HELM=3)"],
  ["helm3", "Do what Helm 3 does"],
  ["kustomize", "Do what Kustomize does"],
  ["kubectl", "Do what kubectl kustomize does"],
  ["helmfile", "Do what Helmfile does"],
];

/** lade's own commands. The tools it stands in for are listed here and taken by `main.ts` before this tree is made. */
export function root(options: DefinitionOptions): CommandEntry {
  return { ...FRAME, commands: [...FRAME.commands, ...own(options)] };
}

function own(options: DefinitionOptions): CommandEntry[] {
  return [
    {
      use: "why CHART|KUSTOMIZATION OBJECT [PATH]",
      short: "Say where a field of a rendered object comes from",
      load: async () => (await import("./why-definition.ts")).why(options),
    },
    {
      use: "lint CHART",
      short: "Examine a chart as helm lint does, and its values files for keys that nothing reads",
      load: async () => (await import("./lint-definition.ts")).lint(options),
    },
    {
      use: "plan RELEASE CHART",
      short: "Say what helm upgrade --install would change in the cluster, object by object and field by field",
      load: async () => (await import("./plan-definition.ts")).plan({ ...options, dialect: "helm4" }),
    },
    {
      use: "apply PLAN",
      short: "Do what a plan says, if the cluster is still as it was planned for",
      load: async () => (await import("./apply-definition.ts")).apply({ ...options, dialect: "helm4" }),
    },
    {
      use: "rehearse RELEASE CHART | PLAN",
      short: "Play an upgrade and its rollback in a sandbox with a copy of what they touch, and say what would happen",
      load: async () => (await import("./rehearse-definition.ts")).rehearse({ ...options, dialect: "helm4" }),
    },
    {
      use: "recover [RELEASE]",
      short: "Say which operations on releases were interrupted, and undo or finish one",
      load: async () => (await import("./recover-definition.ts")).recover(options),
    },
    {
      use: "sandbox",
      short: "A Kubernetes API in a box, to install, upgrade, break and roll back without a cluster",
      load: async () => (await import("./sandbox-definition.ts")).sandbox(),
    },
    {
      use: "sops",
      short: "Read files that sops has encrypted",
      load: async () => (await import("./sops-definition.ts")).sops(),
    },
    {
      use: "completion SHELL",
      short: "Print a script that completes command lines of lade, and of the tools behind it",
      args: exactly(1),
      validArgs: ["bash", "fish", "powershell", "zsh"],
      run: () => import("./completion.ts"),
    },
    {
      use: "version",
      short: "Print the version, and those of the tools it stands in for",
      args: noArguments,
      flags: [{ name: "short", type: "bool", usage: "print the number only" }],
      run: () => import("./version.ts"),
    },
  ];
}

const FRAME = {
  use: "lade",
  short: "Packages, configures and releases applications on Kubernetes",
  long: `lade packages, configures and releases applications on Kubernetes.

It speaks the dialects of the tools it stands in for: called as helm, helm3, kustomize or helmfile,
or with that word first, it answers as they do, byte for byte.`,
  commands: TOOLS.map(([use, short]) => ({ use, short, disableFlagParsing: true, run: () => import("./tool.ts") })),
};
