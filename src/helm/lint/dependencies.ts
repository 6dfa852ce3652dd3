/** Rules about charts/ and what Chart.yaml says of it (helm pkg/chart/v2/lint/rules/dependencies.go). */
import { GoError } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import { insist, type Linter } from "./linter.ts";
import type { LintOptions } from "./options.ts";

export function lintDependencies(linter: Linter, options: LintOptions): void {
  let chart: Chart | undefined;
  linter.check("ERROR", "", () => {
    chart = loadOrSay(options);
  });
  if (chart === undefined) return;
  const loaded = chart;
  const present = loaded.dependencies.map((subchart) => subchart.name);
  const listed = (loaded.metadata.dependencies ?? []).filter((entry) => entry !== null);
  const names = listed.map((entry) => entry.name);
  const keys = listed.map((entry) => (entry.alias === "" ? entry.name : entry.alias));
  const { directory } = options;
  linter.check("ERROR", directory, () =>
    none(
      "chart metadata is missing these dependencies",
      present.filter((name) => !names.includes(name)),
    ),
  );
  linter.check("ERROR", directory, () =>
    none(
      "multiple dependencies with name or alias",
      keys.filter((key, i) => keys.indexOf(key) < i),
    ),
  );
  linter.check("WARNING", directory, () =>
    none(
      "chart directory is missing these dependencies",
      names.filter((name) => !present.includes(name)),
    ),
  );
}

function none(message: string, names: readonly string[]): void {
  insist(names.length === 0, () => `${message}: ${names.join(",")}`);
}

function loadOrSay(options: LintOptions): Chart {
  try {
    return options.load();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`unable to load chart\n\t${error.message}`);
    throw error;
  }
}
