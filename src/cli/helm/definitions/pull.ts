import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { pullArguments, versionOfArgument } from "../completions.ts";
import { atLeast } from "./argument-rules.ts";
import { chartPathFlags } from "./chart-path-flags.ts";
import { present } from "./present.ts";

const PULL = `
Retrieve a package from a package repository, and download it locally.

This is useful for fetching packages to inspect, modify, or repackage. It can
also be used to perform cryptographic verification of a chart without installing
the chart.

There are options for unpacking the chart after download. This will create a
directory for the chart and uncompress into that directory.

If the --verify flag is specified, the requested chart MUST have a provenance
file, and MUST pass the verification process. Failure in any part of this will
result in an error, and the chart will not be saved locally.
`;

export function pull(options: DefinitionOptions): CommandBody {
  return {
    long: PULL,
    flags: present(
      ...chartPathFlags(options, versionOfArgument(0)),
      {
        name: "destination",
        shorthand: "d",
        usage: "location to write the chart. If this and untardir are specified, untardir is appended to this",
        default: ".",
      },
      {
        name: "devel",
        type: "bool",
        usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored.",
      },
      { name: "prov", type: "bool", usage: "fetch the provenance file, but don't perform verification" },
      { name: "untar", type: "bool", usage: "if set to true, will untar the chart after downloading it" },
      {
        name: "untardir",
        usage: "if untar is specified, this flag specifies the name of the directory into which the chart is expanded",
        default: ".",
      },
    ),
    args: atLeast(1),
    complete: pullArguments,
    run: () => import("../pull.ts"),
  };
}
