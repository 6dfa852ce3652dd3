/** Finds the dependencies that Chart.yaml lists and charts/ lacks (helm pkg/action, CheckDependencies). */
import { GoError } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";

/** Throws `GoError` naming every dependency that is missing. */
export function checkDependencies(chart: Chart): void {
  const present = new Set(chart.dependencies.map((subchart) => subchart.name));
  const missing = (chart.metadata.dependencies ?? [])
    .filter((dependency) => dependency !== null)
    .filter((dependency) => !present.has(dependency.name))
    .map((dependency) => dependency.name);
  if (missing.length > 0) {
    throw new GoError(`found in Chart.yaml, but missing in charts/ directory: ${missing.join(", ")}`);
  }
}
