/** Which subcharts take part, by tags and conditions (helm pkg/chart/v2/util/dependencies.go). */
import { type GoMap } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dependency, Metadata } from "../chart/metadata.ts";
import { coalesceValues } from "../values/coalesce.ts";
import { isCompatibleRange } from "../version-range.ts";
import { scalarAt } from "../values/path.ts";
import type { ProcessOptions } from "./process.ts";

/**
 * Drops the subcharts that are switched off and renames aliased ones, all the way down. `path` leads from the root's values to
 * this chart's, with a dot behind each name.
 */
export function processEnabled(chart: Chart, values: GoMap, options: ProcessOptions & { path: string }): void {
  const listed = chart.metadata.dependencies;
  if (listed === undefined) return;
  const dependencies = listed.filter((dependency) => dependency !== null);
  chart.setDependencies(selectCharts(chart, { dependencies, options }));
  for (const dependency of dependencies) dependency.enabled = true;
  const coalesced = coalesceValues(chart, values, options);
  applyTags(dependencies, coalesced, options);
  applyConditions(dependencies, coalesced, options);
  const off = new Set(dependencies.filter((dependency) => !dependency.enabled).map((dependency) => dependency.name));
  const on = chart.dependencies.filter((subchart) => !off.has(subchart.name));
  for (const subchart of on) {
    processEnabled(subchart, coalesced, { ...options, path: `${options.path}${subchart.name}.` });
  }
  const kept = dependencies.filter((dependency) => !off.has(dependency.name));
  chart.metadata.dependencies = kept.length === 0 ? undefined : kept;
  chart.setDependencies(on);
}

/** Subcharts that no entry lists, then one for each entry; an entry with an alias takes its name from then on. */
function selectCharts(chart: Chart, step: { dependencies: readonly Dependency[]; options: ProcessOptions }): Chart[] {
  const { dependencies } = step;
  const fits = (subchart: Chart, dependency: Dependency) =>
    subchart.name === dependency.name && isCompatibleRange(dependency.version, subchart.metadata.version);
  const selected = chart.dependencies.filter((subchart) => !dependencies.some((entry) => fits(subchart, entry)));
  for (const dependency of dependencies) {
    const original = chart.dependencies.find((subchart) => fits(subchart, dependency));
    if (original !== undefined) selected.push(aliased(original, { dependency, options: step.options }));
    if (dependency.alias !== "") dependency.name = dependency.alias;
  }
  return selected;
}

/** Helm 3 shares the copy's dependencies with the original; Helm 4 copies them one level deep. */
function aliased(original: Chart, { dependency, options }: { dependency: Dependency; options: ProcessOptions }): Chart {
  const metadata: Metadata = { ...original.metadata };
  const copied = options.dialect === "helm4";
  if (copied) metadata.dependencies = metadata.dependencies?.map((entry) => (entry === null ? null : { ...entry }));
  if (dependency.alias !== "") metadata.name = dependency.alias;
  return original.copy(metadata, { dependencies: copied ? "copied" : "shared" });
}

function applyTags(dependencies: readonly Dependency[], values: GoMap, options: ProcessOptions): void {
  const tags = values.get("tags");
  if (!(tags instanceof Map)) return;
  for (const dependency of dependencies) {
    const states = (dependency.tags ?? []).map((tag) => tagState(tag, { tags, dependency, options }));
    if (!states.includes(true) && states.includes(false)) dependency.enabled = false;
  }
}

function tagState(
  tag: string,
  { tags, dependency, options }: { tags: GoMap; dependency: Dependency; options: ProcessOptions },
): boolean | undefined {
  if (!tags.has(tag)) return undefined;
  const value = tags.get(tag);
  if (typeof value === "boolean") return value;
  options.warnings.nonBooleanTag(tag, dependency.name);
  return undefined;
}

/** The first condition that leads to a boolean decides. */
function applyConditions(
  dependencies: readonly Dependency[],
  values: GoMap,
  options: ProcessOptions & { path: string },
): void {
  for (const dependency of dependencies) {
    for (const condition of dependency.condition.trim().split(",")) {
      if (condition === "") continue;
      const value = scalarAt(values, options.path + condition);
      if (typeof value === "boolean") {
        dependency.enabled = value;
        break;
      }
      if (value !== undefined) options.warnings.nonBooleanCondition(condition, dependency.name);
    }
  }
}
