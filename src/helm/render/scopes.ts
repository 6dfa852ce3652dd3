/** What each template of a chart is rendered with: `.Values`, `.Chart`, `.Release` and the rest (helm pkg/engine, recAllTpls). */
import type { Origins } from "../../base/index.ts";
import { fromBytes, int, type GoMap, type Value } from "../../go/index.ts";
import { type Capabilities, capabilitiesValue } from "../capabilities/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { table } from "../values/path.ts";
import { chartValue } from "./chart-value.ts";
import { filesValue, type ToYaml } from "./files-value.ts";
import { recordScope } from "./scope-origins.ts";
import { ValuesMap } from "./values-map.ts";

export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly isInstall: boolean;
  readonly isUpgrade: boolean;
}

export interface ScopeOptions {
  readonly dialect: Dialect;
  readonly release: Release;
  readonly capabilities: Capabilities;
  readonly toYaml: ToYaml;
  /** When tracing: who set what. */
  readonly origins?: Origins | undefined;
}

/** A template of the chart or of one below it. */
export interface Template {
  /** `chart/charts/sub/templates/x.yaml` */
  readonly name: string;
  readonly text: string;
  readonly basePath: string;
  readonly chart: Chart;
}

/** Go's name for the type of `.Values` and of `.`. */
export function valuesType(dialect: Dialect): string {
  return dialect === "helm4" ? "common.Values" : "chartutil.Values";
}

/** All templates, the chart's own last; of two with one name the later counts. */
export function collectTemplates(chart: Chart, templates = new Map<string, Template>()): Map<string, Template> {
  for (const subchart of chart.dependencies) collectTemplates(subchart, templates);
  const { fullPath } = chart;
  for (const file of chart.templates) {
    if (chart.isLibrary && !baseName(file.name).startsWith("_")) continue;
    const name = `${fullPath}/${file.name}`;
    templates.set(name, { name, text: fromBytes(file.data), basePath: `${fullPath}/templates`, chart });
  }
  return templates;
}

/** The objects of each chart, shared by all its templates. */
export type Scopes = ReadonlyMap<Chart, GoMap>;

/** `values` are coalesced. */
export function makeScopes(chart: Chart, values: GoMap, options: ScopeOptions): Scopes {
  const scopes = new Map<Chart, GoMap>();
  const shared = {
    Release: releaseValue(options.release),
    Capabilities: capabilitiesValue(options.capabilities, options.dialect),
  };
  makeScope(chart, { values, shared, options, scopes });
  return scopes;
}

function releaseValue(release: Release): GoMap {
  return new Map<string, Value>([
    ["Name", release.name],
    ["Namespace", release.namespace],
    ["IsUpgrade", release.isUpgrade],
    ["IsInstall", release.isInstall],
    ["Revision", int(release.revision)],
    ["Service", "Helm"],
  ]);
}

interface Making {
  readonly values: GoMap;
  readonly shared: Readonly<Record<"Release" | "Capabilities", Value>>;
  readonly options: ScopeOptions;
  readonly scopes: Map<Chart, GoMap>;
}

function makeScope(chart: Chart, making: Making): GoMap {
  const { values, shared, options, scopes } = making;
  const { dialect } = options;
  const subcharts: GoMap = new Map();
  const scope: GoMap = new Map<string, Value>([
    ["Chart", chartValue(chart, dialect)],
    ["Files", filesValue(chart.files, options.toYaml)],
    ["Release", shared.Release],
    ["Capabilities", shared.Capabilities],
    ["Values", new ValuesMap(valuesType(dialect), values)],
    ["Subcharts", subcharts],
  ]);
  if (options.origins !== undefined) recordScope(options.origins, scope, chart);
  for (const subchart of chart.dependencies) {
    const inner = { ...making, values: subchartValues(values, subchart) };
    subcharts.set(subchart.name, makeScope(subchart, inner));
  }
  scopes.set(chart, scope);
  return scope;
}

/** Names are looked up as paths, so a chart with a dot in its name finds no values. */
function subchartValues(values: GoMap, subchart: Chart): GoMap {
  try {
    return table(values, subchart.name);
  } catch {
    return new Map();
  }
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
