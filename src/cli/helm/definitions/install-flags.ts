import type { FlagDefinition } from "../../cobra/flag.ts";
import { postRendererArguments, postRendererName } from "./flag-types.ts";
import type { DefinitionOptions } from "./options.ts";
import { present } from "./present.ts";
import { timeoutFlag, waitFlag, waitForJobsFlag } from "./wait-flags.ts";

/** The flags that `install` and `template` have in common beside values and chart location. */
export function installFlags({ dialect, log }: DefinitionOptions): FlagDefinition[] {
  const helm4 = dialect === "helm4";
  return present(
    helm4
      ? { name: "atomic", type: "bool", usage: "deprecated", deprecated: "use --rollback-on-failure instead" }
      : {
          name: "atomic",
          type: "bool",
          usage:
            "if set, the installation process deletes the installation on failure. The --wait flag will be set automatically if --atomic is used",
        },
    { name: "create-namespace", type: "bool", usage: "create the release namespace if not present" },
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
      usage:
        "if set, the installation process will not validate rendered templates against the Kubernetes OpenAPI Schema",
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
    { name: "generate-name", shorthand: "g", type: "bool", usage: "generate the name (and omit the NAME parameter)" },
    {
      name: "labels",
      shorthand: "l",
      type: "stringToString",
      usage: "Labels that would be added to release metadata. Should be divided by comma.",
    },
    { name: "name-template", usage: "specify template used to name the release" },
    { name: "no-hooks", type: "bool", usage: "prevent hooks from running during install" },
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
    helm4
      ? {
          name: "replace",
          type: "bool",
          usage:
            "reuse the given name, only if that name is a deleted release which remains in the history. This is unsafe in production",
        }
      : {
          name: "replace",
          type: "bool",
          usage:
            "re-use the given name, only if that name is a deleted release which remains in the history. This is unsafe in production",
        },
    helm4 && {
      name: "rollback-on-failure",
      type: "bool",
      usage:
        'if set, Helm will rollback (uninstall) the installation upon failure. The --wait flag will be default to "watcher" if --rollback-on-failure is set',
    },
    helm4 && {
      name: "server-side",
      type: "bool",
      usage: "object updates run in the server instead of the client",
      default: "true",
    },
    {
      name: "skip-crds",
      type: "bool",
      usage: "if set, no CRDs will be installed. By default, CRDs are installed if not already present",
    },
    { name: "skip-schema-validation", type: "bool", usage: "if set, disables JSON schema validation" },
    {
      name: "take-ownership",
      type: "bool",
      usage: "if set, install will ignore the check for helm annotations and take ownership of the existing resources",
    },
    timeoutFlag,
    waitFlag({ dialect, log }),
    waitForJobsFlag,
  );
}
