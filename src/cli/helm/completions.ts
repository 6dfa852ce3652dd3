/** What Helm's commands propose to the shell (ValidArgsFunction and RegisterFlagCompletionFunc in pkg/cmd). What takes reading files is loaded when asked for. */
import { Directive, fixed, proposal, type Completion, type Proposal } from "../cobra/completion.ts";
import type { CommandContext } from "../context.ts";

const NO_MORE = "_activeHelp_ This command does not take any more arguments (but may accept flags).";

/** Anything a shell proposes itself: files. */
const files = proposal([], Directive.default);
const nothing = proposal([]);
const noMore = proposal([NO_MORE]);

export const noMoreArguments: Completion = { propose: () => noMore };

/** One argument that is a path. */
export const onePath: Completion = { propose: ({ args }) => (args.length === 0 ? files : noMore) };

export const repoAddArguments: Completion = { propose: ({ args }) => (args.length > 1 ? noMore : nothing) };

export const outputFormats: Completion = fixed(
  "json\tOutput result in JSON format",
  "table\tOutput result in human-readable format",
  "yaml\tOutput result in YAML format",
);

export const colorModes: Completion = fixed("never", "auto", "always");

export const environmentNames: Completion = {
  propose: ({ args, settings }: CommandContext) =>
    args.length === 0 ? proposal([...settings.environment().keys()]) : noMore,
};

export const contexts: Completion = {
  async propose(context: CommandContext) {
    const { readKubeconfig } = await import("./kubeconfig.ts");
    const known = readKubeconfig(context)?.contexts ?? [];
    return proposal(known.map(({ name, cluster }) => `${name}\t${cluster}`));
  },
};

export const namespaces: Completion = {
  async propose(context: CommandContext) {
    return await (await import("./complete-releases.ts")).proposeNamespaces(context);
  },
};

export const repositories: Completion = {
  async propose(context: CommandContext) {
    const { proposeRepositories } = await import("./complete-charts.ts");
    return proposal(await proposeRepositories(context, context.args));
  },
};

async function charts(
  context: CommandContext,
  word: string,
  withFiles: "with files" | "without files",
): Promise<Proposal> {
  const { proposeCharts } = await import("./complete-charts.ts");
  return await proposeCharts(context, { word, withFiles: withFiles === "with files" });
}

export const pullArguments: Completion = {
  propose: (context: CommandContext, word) =>
    context.args.length === 0 ? charts(context, word, "without files") : nothing,
};

export const showArguments: Completion = {
  propose: (context: CommandContext, word) =>
    context.args.length === 0 ? charts(context, word, "with files") : noMore,
};

export const installArguments: Completion = {
  propose: (context: CommandContext, word) =>
    context.args.length === nameArguments(context) ? charts(context, word, "with files") : nothing,
};

function nameArguments({ flags }: CommandContext): number {
  return flags.bool("generate-name") ? 0 : 1;
}

export const pushArguments: Completion = {
  propose({ args }) {
    if (args.length === 0) return files;
    if (args.length > 1) return noMore;
    return proposal(["oci://"], Directive.noFiles | Directive.noSpace);
  },
};

/** Versions of the chart that argument `index` names; it must be the last one. */
export function versionOfArgument(index: number): Completion {
  return { propose: (context: CommandContext) => versions(context, index) };
}

export const installVersion: Completion = {
  propose: (context: CommandContext) => versions(context, nameArguments(context)),
};

async function versions(context: CommandContext, index: number): Promise<Proposal> {
  if (context.args.length !== index + 1) return nothing;
  const { proposeVersions } = await import("./complete-charts.ts");
  return proposal(await proposeVersions(context, context.args[index] ?? ""));
}

export const releases: Completion = {
  async propose(context: CommandContext) {
    return await (await import("./complete-releases.ts")).proposeReleases(context);
  },
};

export const oneRelease: Completion = {
  propose: (context, word) => (context.args.length === 0 ? releases.propose(context, word) : noMore),
};

async function revisionsOf(context: CommandContext, release: string): Promise<Proposal> {
  return await (await import("./complete-releases.ts")).proposeRevisions(context, release);
}

export const revisions: Completion = {
  propose: (context: CommandContext) =>
    context.args.length === 1 ? revisionsOf(context, context.args[0] ?? "") : nothing,
};

export const releaseAndRevision: Completion = {
  propose(context: CommandContext, word) {
    const [release, ...more] = context.args;
    if (release === undefined) return releases.propose(context, word);
    return more.length === 0 ? revisionsOf(context, release) : noMore;
  },
};

export const releaseAndChart: Completion = {
  propose(context: CommandContext, word) {
    if (context.args.length === 0) return releases.propose(context, word);
    return context.args.length === 1 ? charts(context, word, "with files") : noMore;
  },
};

export const plugins: Completion = {
  async propose(context: CommandContext) {
    const { proposePlugins } = await import("./complete-plugins.ts");
    return proposal(await proposePlugins(context));
  },
};
