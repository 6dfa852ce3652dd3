import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { anyArguments } from "../../cobra/arguments.ts";
import { atLeast } from "./argument-rules.ts";
import { present } from "./present.ts";
import { valueFlags } from "./value-flags.ts";

const LINT = `
This command takes a path to a chart and runs a series of tests to verify that
the chart is well-formed.

If the linter encounters things that will cause the chart to fail installation,
it will emit [ERROR] messages. If it encounters issues that break with convention
or recommendation, it will emit [WARNING] messages.
`;

export function lint({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: LINT,
    flags: present(
      ...valueFlags(dialect),
      { name: "kube-version", usage: "Kubernetes version used for capabilities and deprecation checks" },
      { name: "quiet", type: "bool", usage: "print only warnings and errors" },
      { name: "skip-schema-validation", type: "bool", usage: "if set, disables JSON schema validation" },
      { name: "strict", type: "bool", usage: "fail on lint warnings" },
      { name: "with-subcharts", type: "bool", usage: "lint dependent charts" },
    ),
    args: helm4 ? atLeast(1) : anyArguments,
    run: () => import("../lint.ts"),
  };
}
