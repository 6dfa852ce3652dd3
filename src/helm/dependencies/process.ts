/** Settles which subcharts take part and what they hand to their parents, before anything is rendered. */
import type { Origins } from "../../base/index.ts";
import type { GoMap } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { processEnabled } from "./enabled.ts";
import { processImportValues } from "./import-values.ts";

/** What Helm logs on the way; the two majors word it differently. */
export interface DependencyWarnings {
  nonBooleanCondition(path: string, chart: string): void;
  nonBooleanTag(tag: string, chart: string): void;
  /** `chart` is given when the entry was written as child and parent. */
  missingImport(reason: string, chart: string | undefined): void;
}

export interface ProcessOptions {
  readonly dialect: Dialect;
  readonly warnings: DependencyWarnings;
  /** Told of warnings of coalescing. */
  readonly warn?: ((message: string) => void) | undefined;
  readonly origins?: Origins | undefined;
}

/** Changes the chart: its dependencies, their names, and values. Throws `GoError`. */
export function processDependencies(chart: Chart, values: GoMap, options: ProcessOptions): void {
  processEnabled(chart, values, { ...options, path: "" });
  processImportValues(chart, options);
}
