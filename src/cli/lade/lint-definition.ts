import { exactly } from "../helm/definitions/argument-rules.ts";
import type { CommandBody } from "../cobra/command.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";
import { chartFlags } from "./chart-flags.ts";

const LONG = `
Run helm lint on a chart, and warn of keys in the given values files that no template reads. A key that the chart's own
values have too is taken to be known.
`;

export function lint(options: DefinitionOptions): CommandBody {
  return {
    long: LONG,
    flags: [
      ...chartFlags(options),
      { name: "strict", type: "bool", usage: "fail on lint warnings" },
      { name: "quiet", type: "bool", usage: "print only warnings and errors" },
      { name: "with-subcharts", type: "bool", usage: "lint dependent charts" },
      { name: "skip-schema-validation", type: "bool", usage: "if set, disables JSON schema validation" },
    ],
    args: exactly(1),
    run: () => import("./lint.ts"),
  };
}
