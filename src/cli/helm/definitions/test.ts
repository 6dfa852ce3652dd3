import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { oneRelease } from "../completions.ts";
import { exactly } from "./argument-rules.ts";
import { present } from "./present.ts";
import { explained, progressFlags } from "./progress-flags.ts";
import { timeoutFlag } from "./wait-flags.ts";

const TEST = `
The test command runs the tests for a release.

The argument this command takes is the name of a deployed release.
The tests to be run are defined in the chart that was installed.
`;

export function test({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: TEST,
    flags: present(
      {
        name: "filter",
        type: "stringSlice",
        usage:
          "specify tests by attribute (currently \"name\") using attribute=value syntax or '!attribute=value' to exclude a test (can specify multiple or separate values with commas: name=test1,name=test2)",
      },
      !helm4 && {
        name: "hide-notes",
        type: "bool",
        usage: "if set, do not show notes in test output. Does not affect presence in chart metadata",
      },
      {
        name: "logs",
        type: "bool",
        usage: "dump the logs from test pods (this runs after all tests are complete, but before any cleanup)",
      },
      timeoutFlag,
      ...progressFlags,
    ),
    args: exactly(1),
    complete: oneRelease,
    run: async () => explained(await import("../test.ts")),
  };
}
