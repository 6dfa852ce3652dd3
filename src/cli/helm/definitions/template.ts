import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { installArguments, installVersion } from "../completions.ts";
import { atLeast } from "./argument-rules.ts";
import { chartPathFlags } from "./chart-path-flags.ts";
import { installFlags } from "./install-flags.ts";
import { checkPostRenderer } from "./post-renderer-flag.ts";
import { present } from "./present.ts";
import { valueFlags } from "./value-flags.ts";

const TEMPLATE_4 = `
Render chart templates locally and display the output.

Any values that would normally be looked up or retrieved in-cluster will be
faked locally. Additionally, none of the server-side testing of chart validity
(e.g. whether an API is supported) is done.

To specify the Kubernetes API versions used for Capabilities.APIVersions, use
the '--api-versions' flag. This flag can be specified multiple times or as a
comma-separated list:

    $ helm template --api-versions networking.k8s.io/v1 --api-versions cert-manager.io/v1 mychart ./mychart

or

    $ helm template --api-versions networking.k8s.io/v1,cert-manager.io/v1 mychart ./mychart
`;
const TEMPLATE_3 = `
Render chart templates locally and display the output.

Any values that would normally be looked up or retrieved in-cluster will be
faked locally. Additionally, none of the server-side testing of chart validity
(e.g. whether an API is supported) is done.
`;

export function template(options: DefinitionOptions): CommandBody {
  const { dialect } = options;
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? TEMPLATE_4 : TEMPLATE_3,
    flags: present(
      ...valueFlags(dialect),
      ...chartPathFlags(options, installVersion),
      ...installFlags(options),
      helm4
        ? {
            name: "api-versions",
            shorthand: "a",
            type: "stringSlice",
            usage: "Kubernetes api versions used for Capabilities.APIVersions (multiple can be specified)",
          }
        : {
            name: "api-versions",
            shorthand: "a",
            type: "stringSlice",
            usage: "Kubernetes api versions used for Capabilities.APIVersions",
          },
      helm4
        ? {
            name: "dry-run",
            usage:
              'simulates the operation either client-side or server-side. Must be either: "client", or "server". \'--dry-run=client simulates the operation client-side only and avoids cluster connections. \'--dry-run=server\' simulates/validates the operation on the server, requiring cluster connectivity.',
            default: "client",
            alone: "unset",
          }
        : {
            name: "dry-run",
            usage:
              "simulate an install. If --dry-run is set with no option being specified or as '--dry-run=client', it will not attempt cluster connections. Setting '--dry-run=server' allows attempting cluster connections.",
            alone: "client",
          },
      helm4
        ? {
            name: "hide-notes",
            type: "bool",
            usage: "if set, do not show notes in install output. Does not affect presence in chart metadata",
            deprecated: "this flag has no effect for 'helm template' and will be removed in Helm 5",
          }
        : {
            name: "hide-notes",
            type: "bool",
            usage: "if set, do not show notes in install output. Does not affect presence in chart metadata",
          },
      { name: "include-crds", type: "bool", usage: "include CRDs in the templated output" },
      { name: "is-upgrade", type: "bool", usage: "set .Release.IsUpgrade instead of .Release.IsInstall" },
      { name: "kube-version", usage: "Kubernetes version used for Capabilities.KubeVersion" },
      { name: "output-dir", usage: "writes the executed templates to files in output-dir instead of stdout" },
      { name: "release-name", type: "bool", usage: "use release name in the output-dir path." },
      helm4
        ? {
            name: "render-subchart-notes",
            type: "bool",
            usage: "if set, render subchart notes along with the parent",
            deprecated: "this flag has no effect for 'helm template' and will be removed in Helm 5",
          }
        : { name: "render-subchart-notes", type: "bool", usage: "if set, render subchart notes along with the parent" },
      {
        name: "show-only",
        shorthand: "s",
        type: "stringArray",
        usage: "only show manifests rendered from the given templates",
      },
      { name: "skip-tests", type: "bool", usage: "skip tests from templated output" },
      helm4
        ? { name: "validate", type: "bool", usage: "deprecated", deprecated: "use '--dry-run=server' instead" }
        : {
            name: "validate",
            type: "bool",
            usage:
              "validate your manifests against the Kubernetes cluster you are currently pointing at. This is the same validation performed on an install",
          },
    ),
    args: atLeast(1),
    complete: installArguments,
    exclusive: helm4
      ? [
          ["validate", "dry-run"],
          ["force-replace", "force-conflicts"],
          ["force", "force-conflicts"],
        ]
      : [],
    checkFlags: checkPostRenderer,
    run: () => import("../template.ts"),
  };
}
