import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { onePath } from "../completions.ts";
import { exactly } from "./argument-rules.ts";
import { present } from "./present.ts";

const CREATE = `
This command creates a chart directory along with the common files and
directories used in a chart.

For example, 'helm create foo' will create a directory structure that looks
something like this:

    foo/
    ├── .helmignore   # Contains patterns to ignore when packaging Helm charts.
    ├── Chart.yaml    # Information about your chart
    ├── values.yaml   # The default values for your templates
    ├── charts/       # Charts that this chart depends on
    └── templates/    # The template files
        └── tests/    # The test files

'helm create' takes a path for an argument. If directories in the given path
do not exist, Helm will attempt to create them as it goes. If the given
destination exists and there are files in that directory, conflicting files
will be overwritten, but other files will be left alone.
`;

export function create({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: CREATE,
    flags: present(
      helm4 && { name: "chart-api-version", usage: "chart API version to use (v2 or v3)", default: "v2", hidden: true },
      { name: "starter", shorthand: "p", usage: "the name or absolute path to Helm starter scaffold" },
    ),
    args: exactly(1),
    complete: onePath,
    run: () => import("../create.ts"),
  };
}
