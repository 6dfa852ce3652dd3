/** Examines a chart for possible issues, with the rules of helm pkg/chart/v2/lint (4.3.1) and pkg/lint (3.22.0). */
import { lintChartfile } from "./chartfile.ts";
import { lintCrds } from "./crds.ts";
import { lintDependencies } from "./dependencies.ts";
import { chartLoader } from "./loaded-chart.ts";
import { Linter, type Message } from "./linter.ts";
import type { LintOptions } from "./options.ts";
import { lintTemplates } from "./templates.ts";
import { lintValues } from "./values.ts";

export { formatMessage } from "./linter.ts";
export type { Message, Severity } from "./linter.ts";
export type { LintOptions } from "./options.ts";

/** Runs all rules in Helm's order. */
export function lintChart(options: LintOptions): readonly Message[] {
  const linter = new Linter();
  lintChartfile(linter, options);
  lintValues(linter, options);
  const load = chartLoader(options);
  lintTemplates(linter, { ...options, load });
  lintDependencies(linter, { ...options, load });
  if (options.dialect === "helm4") lintCrds(linter, { ...options, load });
  return linter.messages;
}
