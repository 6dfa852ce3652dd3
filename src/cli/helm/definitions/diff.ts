/** The commands of helm-diff 3.15.11, which stand below `helm diff` where no plugin of that name is installed. */
import { completionCommand } from "../../cobra/completion-definition.ts";
import type { CommandBody, CommandEntry } from "../../cobra/command.ts";
import type { FlagDefinition } from "../../cobra/flag.ts";
import type { Environment } from "../../context.ts";
import { chartFlags, checkCount, diffFlags, manifestFlags } from "./diff-flags.ts";

const DIFF = `
The Helm Diff Plugin

* Shows a diff explaining what a helm upgrade would change:
    This fetches the currently deployed version of a release
  and compares it to a local chart plus values. This can be
  used to visualize what changes a helm upgrade will perform.

* Shows a diff explaining what had changed between two revisions:
    This fetches previously deployed versions of a release
  and compares them. This can be used to visualize what changes
  were made during revision change.

* Shows a diff explaining what a helm rollback would change:
    This fetches the currently deployed version of a release
  and compares it to the previously deployed version of the release, that you
  want to rollback. This can be used to visualize what changes a
  helm rollback will perform.
`;
const UPGRADE = `Show a diff explaining what a helm upgrade would change.

This fetches the currently deployed version of a release
and compares it to a chart plus values.
This can be used to visualize what changes a helm upgrade will
perform.
`;
const UPGRADE_EXAMPLES = [
  "  helm diff upgrade my-release stable/postgresql --values values.yaml",
  "",
  "  # Set HELM_DIFF_IGNORE_UNKNOWN_FLAGS=true to ignore unknown flags",
  "  # It's useful when you're using `helm-diff` in a `helm upgrade` wrapper.",
  "  # See https://github.com/databus23/helm-diff/issues/278 for more information.",
  "  HELM_DIFF_IGNORE_UNKNOWN_FLAGS=true helm diff upgrade my-release stable/postgres --wait",
  "",
  "  # Set HELM_DIFF_USE_UPGRADE_DRY_RUN=true to",
  "  # use `helm upgrade --dry-run` instead of `helm template` to render manifests from the chart.",
  "  # See https://github.com/databus23/helm-diff/issues/253 for more information.",
  "  HELM_DIFF_USE_UPGRADE_DRY_RUN=true helm diff upgrade my-release datadog/datadog",
  "",
  "  # Set HELM_DIFF_THREE_WAY_MERGE=true to",
  "  # enable the three-way-merge on diff.",
  "  # This is equivalent to specifying the --three-way-merge flag.",
  "  # Read the flag usage below for more information on --three-way-merge.",
  "  HELM_DIFF_THREE_WAY_MERGE=true helm diff upgrade my-release datadog/datadog",
  "",
  "  # Set HELM_DIFF_NORMALIZE_MANIFESTS=true to",
  "  # normalize the yaml file content when using helm diff.",
  "  # This is equivalent to specifying the --normalize-manifests flag.",
  "  # Read the flag usage below for more information on --normalize-manifests.",
  "  HELM_DIFF_NORMALIZE_MANIFESTS=true helm diff upgrade my-release datadog/datadog",
  "",
  "# Set HELM_DIFF_OUTPUT_CONTEXT=n to configure the output context to n lines.",
  "# This is equivalent to specifying the --context flag.",
  "# Read the flag usage below for more information on --context.",
  "HELM_DIFF_OUTPUT_CONTEXT=5 helm diff upgrade my-release datadog/datadog",
].join("\n");
const REVISION = `
This command compares the manifests details of a named release.

It can be used to compare the manifests of

 - latest REVISION with specified REVISION
	$ helm diff revision [flags] RELEASE REVISION1
   Example:
	$ helm diff revision my-release 2

 - REVISION1 with REVISION2
	$ helm diff revision [flags] RELEASE REVISION1 REVISION2
   Example:
	$ helm diff revision my-release 2 3
`;
const RELEASE = `
This command compares the manifests details of a different releases created from the same chart.
The release name may be specified using namespace/release syntax.

It can be used to compare the manifests of

 - release1 with release2
	$ helm diff release [flags] release1 release2
   Example:
	$ helm diff release my-prod my-stage
	$ helm diff release prod/my-prod stage/my-stage
`;
const ROLLBACK = `
This command compares the latest manifest details of a named release
with specific revision values to rollback.

It forecasts/visualizes changes, that a helm rollback could perform.
`;

const COLOR_DEFAULT =
  'If both --no-color and --color are unspecified, coloring enabled only when the stdout is a term and TERM is not "dumb"';

export function diffCommands(env: Environment): CommandEntry {
  const chart = upgrade(env);
  return {
    use: "diff",
    short: "Show manifest differences",
    long: DIFF,
    ...{ flags: chart.flags ?? [], args: chart.args ?? (() => {}) },
    persistentFlags: colorFlags(),
    run: async () => ({ run: (await import("../diff-upgrade.ts")).runAsRoot }),
    commands: [
      { use: "version", short: "Show version of the helm diff plugin", run: () => import("../diff-version.ts") },
      {
        use: "upgrade [flags] [RELEASE] [CHART]",
        short: "Show a diff explaining what a helm upgrade would change.",
        ...chart,
      },
      revision(),
      rollback(),
      release(),
      local(),
      // The plugin has a command without a name in place of `help`.
      { use: "" },
      completionCommand("diff"),
    ],
  };
}

function colorFlags(): FlagDefinition[] {
  return [
    { name: "no-color", type: "bool", usage: `remove colors from the output. ${COLOR_DEFAULT}` },
    {
      name: "color",
      type: "bool",
      usage: `color output. You can control the value for this flag via HELM_DIFF_COLOR=[true|false]. ${COLOR_DEFAULT}`,
    },
  ];
}

function upgrade(env: Environment): CommandBody {
  return {
    long: UPGRADE,
    example: UPGRADE_EXAMPLES,
    flags: [...chartFlags(), ...diffFlags()],
    args: (_, args) => checkCount(args, ["release name", "chart path"]),
    ignoreUnknownFlags: env.get("HELM_DIFF_IGNORE_UNKNOWN_FLAGS") === "true",
    run: () => import("../diff-upgrade.ts"),
  };
}

function revision(): CommandEntry {
  return {
    use: "revision [flags] RELEASE REVISION1 [REVISION2]",
    short: "Shows diff between revision's manifests",
    long: REVISION,
    flags: [...manifestFlags(), ...diffFlags()],
    run: () => import("../diff-revision.ts"),
  };
}

function rollback(): CommandEntry {
  return {
    use: "rollback [flags] [RELEASE] [REVISION]",
    short: "Show a diff explaining what a helm rollback could perform",
    long: ROLLBACK,
    example: "  helm diff rollback my-release 2",
    flags: [...manifestFlags(), ...diffFlags()],
    run: () => import("../diff-rollback.ts"),
  };
}

function release(): CommandEntry {
  return {
    use: "release [flags] RELEASE release1 [release2]",
    short: "Shows diff between release's manifests",
    long: RELEASE,
    flags: [...manifestFlags(), ...diffFlags()],
    run: () => import("../diff-release.ts"),
  };
}

function local(): CommandEntry {
  return {
    use: "local [flags] CHART1 CHART2",
    short: "Shows diff between two local chart directories",
    load: async () => (await import("./diff-local.ts")).local(),
  };
}
