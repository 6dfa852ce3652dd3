/** Paths in the configurations of built-in plugins (api 0.21, localizer/builtinplugins.go). */
import { toBytes } from "../../go/index.ts";
import { formatBuild } from "../build/emit.ts";
import { fieldSpec, type FieldSpec } from "../config/field-spec.ts";
import { KustomizeError, within, wrap } from "../error.ts";
import type { Kustomization } from "../kustomization/types.ts";
import { field, setScalar } from "../node/field.ts";
import { apiVersionOf, kindOf } from "../node/metadata.ts";
import { stringNode, type Node } from "../node/node.ts";
import { applySpec, applySpecs, describe } from "../transform/apply-spec.ts";
import type { LocalizedRoot } from "./localize.ts";

const VERSION = "builtin";
const CHART_KIND = "HelmChartInflationGenerator";

const FILES = specs([
  ["ConfigMapGenerator", "env"],
  ["ConfigMapGenerator", "envs"],
  ["SecretGenerator", "env"],
  ["SecretGenerator", "envs"],
  [CHART_KIND, "valuesFile"],
  [CHART_KIND, "additionalValuesFiles"],
  ["PatchTransformer", "path"],
  ["PatchJson6902Transformer", "path"],
  ["ReplacementTransformer", "replacements/path"],
]);
const FILE_SOURCES = specs([
  ["ConfigMapGenerator", "files"],
  ["SecretGenerator", "files"],
]);
const OBJECTS = specs([["PatchStrategicMergeTransformer", "paths"]]);

function specs(fields: readonly (readonly [string, string])[]): FieldSpec[] {
  return fields.map(([kind, path]) => fieldSpec({ version: VERSION, kind, path }));
}

export function localizePlugins(kustomization: Kustomization, root: LocalizedRoot): void {
  for (const name of ["generators", "transformers", "validators"] as const) {
    const entries = kustomization[name];
    if (entries !== undefined) kustomization[name] = entries.map((entry) => localizeEntry(entry, name, root));
  }
}

function localizeEntry(entry: string, name: string, root: LocalizedRoot): string {
  const { map, isFile } = within(`unable to load ${name} entry`, () => root.readObjects(entry));
  for (const { node } of map.resources) localizePlugin(node, root);
  const text = formatBuild(map);
  return isFile ? within(`unable to localize ${name} entry`, () => root.write(entry, toBytes(text))) : text;
}

function localizePlugin(plugin: Node, root: LocalizedRoot): void {
  applySpecs(plugin, FILES, { set: (node) => replacePaths(node, (path) => root.file(path)) });
  applySpecs(plugin, FILE_SOURCES, { set: (node) => replacePaths(node, (source) => root.fileSource(source)) });
  localizeChartHome(plugin, root);
  for (const spec of OBJECTS) {
    applySpec(plugin, spec, { set: (node) => replacePaths(node, (entry) => root.objects(entry)) });
  }
}

function localizeChartHome(plugin: Node, root: LocalizedRoot): void {
  if (apiVersionOf(plugin) !== VERSION || kindOf(plugin) !== CHART_KIND) return;
  const home = field(plugin, "chartHome");
  try {
    if (home === undefined) root.chartHome("");
    else replacePaths(home, (path) => root.chartHome(path));
  } catch (error) {
    throw wrap(error, `plugin ${describe(plugin)}`);
  }
}

function replacePaths(node: Node, copy: (path: string) => string): void {
  if (node.kind === "sequence") for (const item of node.content) replacePath(item, copy);
  else if (node.kind === "scalar") replacePath(node, copy);
  else throw new KustomizeError("expected sequence or scalar node");
}

function replacePath(node: Node, copy: (path: string) => string): void {
  setScalar(node, stringNode(copy(node.value)));
}
