import type { CommandBody } from "../../cobra/command.ts";
import { diffFlags, renderFlags } from "./diff-flags.ts";

const LOCAL = `
This command compares the manifests of two local chart directories.

It renders both charts using 'helm template' and shows the differences
between the resulting manifests.

This is useful for:
 - Comparing different versions of a chart
 - Previewing changes before committing
 - Validating chart modifications
`;
const EXAMPLES = [
  "  helm diff local ./chart-v1 ./chart-v2",
  "  helm diff local ./chart-v1 ./chart-v2 -f values.yaml",
  "  helm diff local /path/to/chart-a /path/to/chart-b --set replicas=3",
].join("\n");

export function local(): CommandBody {
  return {
    long: LOCAL,
    example: EXAMPLES,
    flags: [
      ...renderFlags(),
      { name: "release", default: "release", usage: "release name to use for template rendering" },
      { name: "namespace", usage: "namespace to use for template rendering" },
      ...diffFlags(),
    ],
    run: () => import("../diff-local.ts"),
  };
}
