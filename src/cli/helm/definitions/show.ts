import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { showArguments, versionOfArgument } from "../completions.ts";
import { exactly, noArguments } from "./argument-rules.ts";
import { chartPathFlags } from "./chart-path-flags.ts";
import { present } from "./present.ts";

const SHOW = `
This command consists of multiple subcommands to display information about a chart
`;
const SHOW_ALL = `
This command inspects a chart (directory, file, or URL) and displays all its content
(values.yaml, Chart.yaml, README)
`;
const SHOW_CHART = `
This command inspects a chart (directory, file, or URL) and displays the contents
of the Chart.yaml file
`;
const SHOW_CRDS = `
This command inspects a chart (directory, file, or URL) and displays the contents
of the CustomResourceDefinition files
`;
const SHOW_README = `
This command inspects a chart (directory, file, or URL) and displays the contents
of the README file
`;
const SHOW_VALUES = `
This command inspects a chart (directory, file, or URL) and displays the contents
of the values.yaml file
`;

export function show(options: DefinitionOptions): CommandBody {
  return {
    long: SHOW,
    args: noArguments,
    commands: [
      { use: "all [CHART]", short: "show all information of the chart", ...showAll(options) },
      { use: "chart [CHART]", short: "show the chart's definition", ...showChart(options) },
      { use: "crds [CHART]", short: "show the chart's CRDs", ...showCrds(options) },
      { use: "readme [CHART]", short: "show the chart's README", ...showReadme(options) },
      { use: "values [CHART]", short: "show the chart's values", ...showValues(options) },
    ],
  };
}

function showAll(options: DefinitionOptions): CommandBody {
  return {
    long: SHOW_ALL,
    flags: present(...chartPathFlags(options, versionOfArgument(0)), {
      name: "devel",
      type: "bool",
      usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
    }),
    args: exactly(1),
    complete: showArguments,
    run: async () => (await import("../show.ts")).show("all"),
  };
}

function showChart(options: DefinitionOptions): CommandBody {
  return {
    long: SHOW_CHART,
    flags: present(...chartPathFlags(options, versionOfArgument(0)), {
      name: "devel",
      type: "bool",
      usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
    }),
    args: exactly(1),
    complete: showArguments,
    run: async () => (await import("../show.ts")).show("chart"),
  };
}

function showCrds(options: DefinitionOptions): CommandBody {
  return {
    long: SHOW_CRDS,
    flags: present(...chartPathFlags(options, versionOfArgument(0)), {
      name: "devel",
      type: "bool",
      usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
    }),
    args: exactly(1),
    complete: showArguments,
    run: async () => (await import("../show.ts")).show("crds"),
  };
}

function showReadme(options: DefinitionOptions): CommandBody {
  return {
    long: SHOW_README,
    flags: present(...chartPathFlags(options, versionOfArgument(0)), {
      name: "devel",
      type: "bool",
      usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
    }),
    args: exactly(1),
    complete: showArguments,
    run: async () => (await import("../show.ts")).show("readme"),
  };
}

function showValues(options: DefinitionOptions): CommandBody {
  return {
    long: SHOW_VALUES,
    flags: present(
      ...chartPathFlags(options, versionOfArgument(0)),
      {
        name: "devel",
        type: "bool",
        usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
      },
      { name: "jsonpath", usage: "supply a JSONPath expression to filter the output" },
    ),
    args: exactly(1),
    complete: showArguments,
    run: async () => (await import("../show.ts")).show("values"),
  };
}
