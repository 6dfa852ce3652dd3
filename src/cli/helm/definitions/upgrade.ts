import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { releaseAndChart, versionOfArgument } from "../completions.ts";
import { exactly } from "./argument-rules.ts";
import { chartPathFlags } from "./chart-path-flags.ts";
import { postRendererArguments, postRendererName } from "./flag-types.ts";
import { outputFlag } from "./output-flag.ts";
import { defaultsFrom } from "../settings.ts";
import { checkPostRenderer } from "./post-renderer-flag.ts";
import { present } from "./present.ts";
import { explained, progressFlags } from "./progress-flags.ts";
import { valueFlags } from "./value-flags.ts";
import { timeoutFlag, waitFlag, waitForJobsFlag } from "./wait-flags.ts";

const UPGRADE_4 = `
This command upgrades a release to a new version of a chart.

The upgrade arguments must be a release and chart. The chart
argument can be either: a chart reference('example/mariadb'), a path to a chart directory,
a packaged chart, or a fully qualified URL. For chart references, the latest
version will be specified unless the '--version' flag is set.

To override values in a chart, use either the '--values' flag and pass in a file
or use the '--set' flag and pass configuration from the command line, to force string
values, use '--set-string'. You can use '--set-file' to set individual
values from a file when the value itself is too long for the command line
or is dynamically generated. You can also use '--set-json' to set json values
(scalars/objects/arrays) from the command line. Additionally, you can use '--set-json' and passing json object as a string.

You can specify the '--values'/'-f' flag multiple times. The priority will be given to the
last (right-most) file specified. For example, if both myvalues.yaml and override.yaml
contained a key called 'Test', the value set in override.yaml would take precedence:

    $ helm upgrade -f myvalues.yaml -f override.yaml redis ./redis

You can specify the '--set' flag multiple times. The priority will be given to the
last (right-most) set specified. For example, if both 'bar' and 'newbar' values are
set for a key called 'foo', the 'newbar' value would take precedence:

    $ helm upgrade --set foo=bar --set foo=newbar redis ./redis

You can update the values for an existing release with this command as well via the
'--reuse-values' flag. The 'RELEASE' and 'CHART' arguments should be set to the original
parameters, and existing values will be merged with any values set via '--values'/'-f'
or '--set' flags. Priority is given to new values.

    $ helm upgrade --reuse-values --set foo=bar --set foo=newbar redis ./redis

The --dry-run flag will output all generated chart manifests, including Secrets
which can contain sensitive values. To hide Kubernetes Secrets use the
--hide-secret flag. Please carefully consider how and when these flags are used.
`;
const UPGRADE_3 = `
This command upgrades a release to a new version of a chart.

The upgrade arguments must be a release and chart. The chart
argument can be either: a chart reference('example/mariadb'), a path to a chart directory,
a packaged chart, or a fully qualified URL. For chart references, the latest
version will be specified unless the '--version' flag is set.

To override values in a chart, use either the '--values' flag and pass in a file
or use the '--set' flag and pass configuration from the command line, to force string
values, use '--set-string'. You can use '--set-file' to set individual
values from a file when the value itself is too long for the command line
or is dynamically generated. You can also use '--set-json' to set json values
(scalars/objects/arrays) from the command line.

You can specify the '--values'/'-f' flag multiple times. The priority will be given to the
last (right-most) file specified. For example, if both myvalues.yaml and override.yaml
contained a key called 'Test', the value set in override.yaml would take precedence:

    $ helm upgrade -f myvalues.yaml -f override.yaml redis ./redis

You can specify the '--set' flag multiple times. The priority will be given to the
last (right-most) set specified. For example, if both 'bar' and 'newbar' values are
set for a key called 'foo', the 'newbar' value would take precedence:

    $ helm upgrade --set foo=bar --set foo=newbar redis ./redis

You can update the values for an existing release with this command as well via the
'--reuse-values' flag. The 'RELEASE' and 'CHART' arguments should be set to the original
parameters, and existing values will be merged with any values set via '--values'/'-f'
or '--set' flags. Priority is given to new values.

    $ helm upgrade --reuse-values --set foo=bar --set foo=newbar redis ./redis

The --dry-run flag will output all generated chart manifests, including Secrets
which can contain sensitive values. To hide Kubernetes Secrets use the
--hide-secret flag. Please carefully consider how and when these flags are used.
`;

export function upgrade(options: DefinitionOptions): CommandBody {
  const { dialect, env } = options;
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? UPGRADE_4 : UPGRADE_3,
    flags: present(
      ...valueFlags(dialect),
      ...chartPathFlags(options, versionOfArgument(1)),
      outputFlag,
      helm4
        ? { name: "atomic", type: "bool", usage: "deprecated", deprecated: "use --rollback-on-failure instead" }
        : {
            name: "atomic",
            type: "bool",
            usage:
              "if set, upgrade process rolls back changes made in case of failed upgrade. The --wait flag will be set automatically if --atomic is used",
          },
      {
        name: "cleanup-on-fail",
        type: "bool",
        usage: "allow deletion of new resources created in this upgrade when upgrade fails",
      },
      {
        name: "create-namespace",
        type: "bool",
        usage: "if --install is set, create the release namespace if not present",
      },
      {
        name: "dependency-update",
        type: "bool",
        usage: "update dependencies if they are missing before installing the chart",
      },
      { name: "description", usage: "add a custom description" },
      {
        name: "devel",
        type: "bool",
        usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
      },
      {
        name: "disable-openapi-validation",
        type: "bool",
        usage: "if set, the upgrade process will not validate rendered templates against the Kubernetes OpenAPI Schema",
      },
      helm4
        ? {
            name: "dry-run",
            usage:
              "simulates the operation without persisting changes. Must be one of: \"none\" (default), \"client\", or \"server\". '--dry-run=none' executes the operation normally and persists changes (no simulation). '--dry-run=client' simulates the operation client-side only and avoids cluster connections. '--dry-run=server' simulates the operation on the server, requiring cluster connectivity.",
            default: "none",
            alone: "unset",
          }
        : {
            name: "dry-run",
            usage:
              "simulate an install. If --dry-run is set with no option being specified or as '--dry-run=client', it will not attempt cluster connections. Setting '--dry-run=server' allows attempting cluster connections.",
            alone: "client",
          },
      { name: "enable-dns", type: "bool", usage: "enable DNS lookups when rendering templates" },
      helm4
        ? { name: "force", type: "bool", usage: "deprecated", deprecated: "use --force-replace instead" }
        : { name: "force", type: "bool", usage: "force resource updates through a replacement strategy" },
      helm4 && {
        name: "force-conflicts",
        type: "bool",
        usage: "if set server-side apply will force changes against conflicts",
      },
      helm4 && { name: "force-replace", type: "bool", usage: "force resource updates by replacement" },
      {
        name: "hide-notes",
        type: "bool",
        usage: "if set, do not show notes in upgrade output. Does not affect presence in chart metadata",
      },
      { name: "hide-secret", type: "bool", usage: "hide Kubernetes Secrets when also using the --dry-run flag" },
      {
        name: "history-max",
        type: "int",
        usage: "limit the maximum number of revisions saved per release. Use 0 for no limit",
        default: String(defaultsFrom(env, dialect).maxHistory),
      },
      {
        name: "install",
        shorthand: "i",
        type: "bool",
        usage: "if a release by this name doesn't already exist, run an install",
      },
      {
        name: "labels",
        shorthand: "l",
        type: "stringToString",
        usage:
          "Labels that would be added to release metadata. Should be separated by comma. Original release labels will be merged with upgrade labels. You can unset label using null.",
      },
      { name: "no-hooks", type: "bool", usage: "disable pre/post upgrade hooks" },
      helm4
        ? {
            name: "post-renderer",
            type: postRendererName(dialect),
            usage:
              "the name of a postrenderer type plugin to be used for post rendering. If it exists, the plugin will be used",
          }
        : {
            name: "post-renderer",
            type: postRendererName(dialect),
            usage:
              "the path to an executable to be used for post rendering. If it exists in $PATH, the binary will be used, otherwise it will try to look for the executable at the given path",
          },
      {
        name: "post-renderer-args",
        type: postRendererArguments,
        usage: "an argument to the post-renderer (can specify multiple)",
      },
      !helm4 && {
        name: "recreate-pods",
        type: "bool",
        usage: "performs pods restart for the resource if applicable",
        deprecated:
          "functionality will no longer be updated. Consult the documentation for other methods to recreate pods",
      },
      { name: "render-subchart-notes", type: "bool", usage: "if set, render subchart notes along with the parent" },
      {
        name: "reset-then-reuse-values",
        type: "bool",
        usage:
          "when upgrading, reset the values to the ones built into the chart, apply the last release's values and merge in any overrides from the command line via --set and -f. If '--reset-values' or '--reuse-values' is specified, this is ignored",
      },
      {
        name: "reset-values",
        type: "bool",
        usage: "when upgrading, reset the values to the ones built into the chart",
      },
      {
        name: "reuse-values",
        type: "bool",
        usage:
          "when upgrading, reuse the last release's values and merge in any overrides from the command line via --set and -f. If '--reset-values' is specified, this is ignored",
      },
      helm4 && {
        name: "rollback-on-failure",
        type: "bool",
        usage:
          'if set, Helm will rollback the upgrade to previous success release upon failure. The --wait flag will be defaulted to "watcher" if --rollback-on-failure is set',
      },
      helm4 && {
        name: "server-side",
        usage:
          'must be "true", "false" or "auto". Object updates run in the server instead of the client ("auto" defaults the value from the previous chart release\'s method)',
        default: "auto",
      },
      {
        name: "skip-crds",
        type: "bool",
        usage:
          "if set, no CRDs will be installed when an upgrade is performed with install flag enabled. By default, CRDs are installed if not already present, when an upgrade is performed with install flag enabled",
      },
      { name: "skip-schema-validation", type: "bool", usage: "if set, disables JSON schema validation" },
      {
        name: "take-ownership",
        type: "bool",
        usage:
          "if set, upgrade will ignore the check for helm annotations and take ownership of the existing resources",
      },
      timeoutFlag,
      waitFlag(options),
      waitForJobsFlag,
      ...progressFlags,
    ),
    args: exactly(2),
    complete: releaseAndChart,
    exclusive: helm4
      ? [
          ["force-replace", "force-conflicts"],
          ["force", "force-conflicts"],
        ]
      : [],
    checkFlags: checkPostRenderer,
    run: async () => explained(await import("../upgrade.ts")),
  };
}
