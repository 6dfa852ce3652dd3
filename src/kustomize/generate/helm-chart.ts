/** helmCharts: charts rendered into objects (api 0.21, HelmChartInflationGenerator). Rendering itself is a port. */
import type { BuildContext } from "../build/context.ts";
import { fromBytes, type Value } from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import { marshal } from "../../yaml/index.ts";
import { KustomizeError, messageOf, within, wrap } from "../error.ts";
import type { HelmChart, HelmGlobals } from "../kustomization/types.ts";
import { metadataMap, validateMeta } from "../node/metadata.ts";
import { copyNode, isEmpty, type Node } from "../node/node.ts";
import { nodeOf } from "../node/from-value.ts";
import { documentIn } from "../node/text.ts";
import { mapOf } from "../node/to-map.ts";
import { merge } from "../patch/merge.ts";
import { LOCAL_CONFIG_ANNOTATION } from "../resource/annotations.ts";
import { parseResources, readObjects } from "../resource/parse.ts";
import { Resource } from "../resource/resource.ts";
import { ResMap } from "../resource/res-map.ts";
import type { Schemas } from "../schema/schemas.ts";

const MERGE_OPTIONS: readonly string[] = ["merge", "override", "replace"];

export function configureChart(chart: HelmChart, globals: HelmGlobals, context: BuildContext): () => Resource[] {
  requireHelm(context);
  const { helm } = context.options;
  const full: HelmChart = { ...chart };
  if (full.kubeVersion === undefined && helm.kubeVersion !== "") full.kubeVersion = helm.kubeVersion;
  if (full.apiVersions === undefined && helm.apiVersions.length > 0) full.apiVersions = [...helm.apiVersions];
  if (helm.debug) full.debug = true;
  if ((full.name ?? "") === "") throw new KustomizeError("chart name cannot be empty");
  const home = chartHome(full, globals.chartHome || "charts", context.loader.root);
  const additional = (full.additionalValuesFiles ?? []).map((path) => {
    try {
      return { path: join(context.loader.root, path), text: fromBytes(context.loader.read(path)) };
    } catch (error) {
      throw wrap(error, "could not load additionalValuesFile");
    }
  });
  full.valuesMerge ||= "override";
  if (!MERGE_OPTIONS.includes(full.valuesMerge)) {
    throw new KustomizeError(`valuesMerge must be one of [${MERGE_OPTIONS.join(" ")}]`);
  }
  return () => inflate({ chart: full, globals, home, additional }, context);
}

/** Throws where the command line does not allow for charts. */
export function requireHelm({ options: { helm } }: BuildContext): void {
  if (!helm.enabled) throw new KustomizeError("must specify --enable-helm");
  if (helm.command === "") throw new KustomizeError("must specify --helm-command");
}

function chartHome({ name = "", version = "", repo = "" }: HelmChart, home: string, root: string): string {
  const folder = isAbsolute(home) ? home : join(root, home);
  return version !== "" && repo !== "" ? join(folder, `${name}-${version}`) : folder;
}

interface Inflation {
  readonly chart: HelmChart;
  readonly globals: HelmGlobals;
  readonly home: string;
  readonly additional: readonly { readonly path: string; readonly text: string }[];
}

function inflate({ chart, globals, home, additional }: Inflation, context: BuildContext): Resource[] {
  const { options, loader } = context;
  const path = chart.valuesFile || join(home, chart.name ?? "", "values.yaml");
  const text = options.inflateChart({
    chart,
    globals,
    chartHome: home,
    root: loader.root,
    values: [
      { path: `${chart.name}-kustomize-values.yaml`, text: () => valuesText(chart, path, context) },
      ...additional.map((file) => ({ path: file.path, text: () => file.text })),
    ],
    options: options.helm,
  });
  const resources = readRendered(text, context);
  for (const resource of resources) resource.fromHelm = true;
  return resources;
}

function valuesText({ valuesInline, valuesMerge }: HelmChart, path: string, { loader, schemas }: BuildContext): string {
  if (valuesInline === undefined || valuesInline.size === 0) return fromBytes(loader.read(path));
  if (valuesMerge === "replace") return marshal(valuesInline);
  const text = fromBytes(loader.read(path));
  return marshal(mergedValues(text, valuesInline, { inlineWins: valuesMerge === "override", schemas }));
}

interface ValuesMerge {
  readonly inlineWins: boolean;
  /** Values that look like an object are merged like one. */
  readonly schemas: Schemas;
}

function mergedValues(text: string, inline: Map<string, Value>, { inlineWins, schemas }: ValuesMerge): Value {
  const [file, own] = [within("could not parse values file into rnode", () => contentOf(text)), nodeOf(inline)];
  const [dest, patch] = inlineWins ? [copyNode(file), own] : [copyNode(own), file];
  const merged = within("could not merge values", () => merge(dest, patch, { prepend: false, schemas }));
  return merged === undefined ? new Map() : within("could not parse merged values into map", () => mapOf(merged));
}

function contentOf(text: string): Node {
  const content = documentIn(text);
  if (content === undefined) throw new KustomizeError("EOF");
  return content;
}

/** Charts may print what is not quite objects; what can be read is taken. */
function readRendered(text: string, { schemas }: BuildContext): Resource[] {
  let reason;
  try {
    return [...ResMap.of(parseResources(text, schemas)).resources];
  } catch (error) {
    reason = messageOf(error);
  }
  let nodes;
  try {
    nodes = readObjects(text);
  } catch (error) {
    throw wrap(error, "error reading helm output");
  }
  if (nodes.length === 0) throw new KustomizeError(`could not parse bytes into resource map: ${reason}`);
  try {
    const filled = nodes.filter((node) => !isEmpty(node));
    for (const node of filled) validateMeta(node);
    const kept = filled.filter((node) => !metadataMap(node, "annotations").has(LOCAL_CONFIG_ANNOTATION));
    return [...ResMap.of(kept.map((node) => new Resource(node, schemas))).resources];
  } catch (error) {
    throw wrap(error, "could not parse rnode slice into resource map");
  }
}
