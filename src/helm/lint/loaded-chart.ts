import { GoError } from "../../go/index.ts";
import type { Chart, Crd } from "../chart/chart.ts";
import type { LintOptions } from "./options.ts";

/** A chart, and what rules ask of it as it was loaded: rendering changes it. */
export interface LoadedChart {
  readonly chart: Chart;
  /** Names of the charts in charts/. */
  readonly present: readonly string[];
  /** What Chart.yaml lists. */
  readonly listed: readonly { readonly name: string; readonly alias: string }[];
  readonly crds: readonly Crd[];
}

/** What the rules about a loaded chart work on. */
export interface RuleOptions extends Omit<LintOptions, "load"> {
  readonly load: () => LoadedChart;
}

/** Loads the chart once. Helm does so for each rule that asks, and says each time what there is to say. */
export function chartLoader({ load, retell }: LintOptions): () => LoadedChart {
  let first: LoadedChart | GoError | undefined;
  return () => {
    if (first === undefined) first = attempt(() => describe(load()));
    else retell();
    if (first instanceof GoError) throw first;
    return first;
  };
}

function attempt<T>(action: () => T): T | GoError {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) return error;
    throw error;
  }
}

function describe(chart: Chart): LoadedChart {
  const listed = (chart.metadata.dependencies ?? []).filter((entry) => entry !== null);
  return {
    chart,
    present: chart.dependencies.map(({ name }) => name),
    listed: listed.map(({ name, alias }) => ({ name, alias })),
    crds: chart.crds(),
  };
}
