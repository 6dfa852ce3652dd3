/** Rules about charts/ and what Chart.yaml says of it (helm pkg/chart/v2/lint/rules/dependencies.go). */
import { GoError } from "../../go/index.ts";
import { insist, type Linter } from "./linter.ts";
import type { LoadedChart, RuleOptions } from "./loaded-chart.ts";

export function lintDependencies(linter: Linter, options: RuleOptions): void {
  let loaded: LoadedChart | undefined;
  linter.check("ERROR", "", () => {
    loaded = loadOrSay(options);
  });
  if (loaded === undefined) return;
  const { present, listed }: LoadedChart = loaded;
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

function loadOrSay(options: RuleOptions): LoadedChart {
  try {
    return options.load();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`unable to load chart\n\t${error.message}`);
    throw error;
  }
}
