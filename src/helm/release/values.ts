/** The last steps before rendering: dependencies and coalescing (helm pkg/action and pkg/chart/common/util). */
import type { Origins } from "../../base/index.ts";
import type { GoMap } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import { processDependencies, type DependencyWarnings } from "../dependencies/process.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { coalesceValues } from "../values/coalesce.ts";

export interface PrepareOptions {
  readonly dialect: Dialect;
  readonly warnings: DependencyWarnings;
  readonly warn?: ((message: string) => void) | undefined;
  readonly origins?: Origins | undefined;
}

/** Settles the chart's dependencies, and gives the values that its templates see. Throws `GoError`. */
export function prepareValues(chart: Chart, given: GoMap, options: PrepareOptions): GoMap {
  if (options.dialect === "helm4") {
    wrap("chart dependencies processing failed", () => processDependencies(chart, given, options));
  } else {
    processDependencies(chart, given, options);
  }
  return coalesceValues(chart, given, options);
}
