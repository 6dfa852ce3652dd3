/** The flags of lade's commands that render a chart. */
import type { FlagDefinition } from "../cobra/flag.ts";
import { noFiles } from "../cobra/completion.ts";
import { chartPathFlags } from "../helm/definitions/chart-path-flags.ts";
import { valueFlags } from "../helm/definitions/value-flags.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";

export function chartFlags(options: DefinitionOptions): FlagDefinition[] {
  return [
    ...valueFlags(options.dialect),
    ...chartPathFlags(options, noFiles),
    { name: "release-name", usage: "name of the release", default: "release-name" },
    { name: "namespace", shorthand: "n", usage: "namespace of the release" },
    { name: "kube-version", usage: "Kubernetes version used for Capabilities.KubeVersion" },
    {
      name: "api-versions",
      shorthand: "a",
      type: "stringSlice",
      usage: "Kubernetes api versions used for Capabilities.APIVersions (multiple can be specified)",
    },
  ];
}
