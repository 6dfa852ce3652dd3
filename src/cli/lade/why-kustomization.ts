/**
 * `lade why KUSTOMIZATION OBJECT [PATH]`: the line that first set a field of a built object, and the generators, transformers,
 * patches and replacements that changed it on its way through bases and components.
 */
import { formatPosition } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import {
  distinctNames,
  type Document,
  findTargets,
  formatPath,
  MASK,
  noField,
  objectHint,
  parsePath,
  parseTarget,
  type PathStep,
  severalObjects,
  scalarsAt,
  shorten,
} from "../../helm/why/index.ts";
import { build, type HelmOptions, KUSTOMIZATION_FILES, type Resource } from "../../kustomize/index.ts";
import { type FieldHistory, fieldsOf, type Link, Trace } from "../../kustomize/trace/index.ts";
import type { RunContext } from "../context.ts";
import { defaultOptions } from "../kustomize/build.ts";
import { sourceFor } from "../kustomize/remote/source-for.ts";
import { NO_HELM, withWorld, type World } from "../kustomize/world.ts";
import { hidesValues } from "./hides-values.ts";
import type { ChartFields } from "./why-inflated.ts";

/** Whether a folder is that of a kustomization. */
export function isKustomization({ files }: RunContext, folder: string): boolean {
  return KUSTOMIZATION_FILES.some((name) => files.stat(join(folder, name))?.kind === "file");
}

interface Built {
  readonly document: Document;
  readonly resource: Resource;
}

export async function whyKustomization(context: RunContext): Promise<string> {
  const [path = ".", target = "", field = ""] = context.args;
  const steps = parsePath(field);
  const source = await sourceFor(context, path);
  const traced = (world: World): readonly Resource[] => {
    const trace = new Trace(world);
    const options = { ...world, ...defaultOptions(context), restriction: "none", helm: helmOptions(context) } as const;
    return build(path, { ...options, trace, inflateChart: trace.watching(world.inflateChart) }).resources;
  };
  const all = await withWorld(context, traced, { source });
  const found = find(all, target);
  const histories = found.flatMap((built) => historiesAt(built, steps).map((history) => ({ built, history })));
  if (histories.length === 0) {
    throw noField(
      { target, path: field, steps },
      found.map(({ document }) => document),
    );
  }
  const charts = new Map<Link["chart"], ChartFields>();
  const texts = [];
  for (const { built, history } of histories) {
    const chart = history.links[0]?.chart;
    if (chart !== undefined && !charts.has(chart)) {
      const { traceInflated } = await import("./why-inflated.ts");
      charts.set(chart, await traceInflated(context, chart));
    }
    const inChart = charts.get(chart)?.(built.resource.originalId, history.links[0]?.path ?? []);
    const show = hidesValues(context, built.document.kind, history.path) ? () => MASK : shorten;
    texts.push(formatHistory(history, { inChart, show }));
  }
  return texts.join("\n");
}

/** Charts are rendered in this process: nothing of the kustomization is run. */
function helmOptions({ flags }: RunContext): HelmOptions {
  const [kubeVersion, apiVersions] = [flags.string("kube-version"), flags.strings("api-versions")];
  return { ...NO_HELM, enabled: true, kubeVersion, apiVersions };
}

/** Where Kustomize takes objects to be that name no namespace. */
const DEFAULT = { namespace: "default" };

/** By the name the object has, or else by the one it came with. */
function find(resources: readonly Resource[], target: string): Built[] {
  const wanted = parseTarget(target);
  const built = resources.map((resource) => ({ resource, document: documentOf(resource, resource.currentId) }));
  const original = built.map(({ resource }) => ({ resource, document: documentOf(resource, resource.originalId) }));
  for (const named of [findTargets(original, wanted, DEFAULT), findTargets(built, wanted, DEFAULT)]) {
    if (named.length === 1) return named;
    if (named.length > 1) {
      const names = distinctNames(named.map(({ resource }) => documentOf(resource, resource.currentId)));
      throw severalObjects(target, names);
    }
  }
  const hint = objectHint(
    target,
    [...built, ...original].map(({ document }) => document),
  );
  throw new GoError(`the kustomization builds no ${target}${hint}`);
}

function documentOf({ node, namespace }: Resource, { kind, name }: { kind: string; name: string }): Document {
  const scalars = fieldsOf(node).map(({ path, value }) => ({ path, value, start: 0, end: 0 }));
  const apiVersion = scalars.find(({ path }) => path.length === 1 && path[0] === "apiVersion")?.value ?? "";
  return { apiVersion, kind, name, namespace, scalars };
}

function historiesAt({ document, resource }: Built, steps: readonly PathStep[]): FieldHistory[] {
  const wanted = new Set(scalarsAt(document, steps).map(({ path }) => path.join("\0")));
  const fields = resource.history?.fields.values() ?? [];
  return [...fields].filter(({ path }) => wanted.has(path.join("\0")));
}

interface Format {
  /** Lines about the chart that it comes from. */
  readonly inChart: string | undefined;
  /** How a value is shown. */
  readonly show: (value: string) => string;
}

function formatHistory({ path, links }: FieldHistory, { inChart, show }: Format): string {
  const lines = [`${formatPath(path)}: ${show(links.at(-1)?.value ?? "")}`];
  for (const [i, link] of links.entries()) lines.push(...formatLink(link, { first: i === 0, show }));
  if (inChart !== undefined) lines.splice(2, 0, inChart);
  return `${lines.join("\n")}\n`;
}

function formatLink(
  { by, at, value, source, via }: Link,
  { first, show }: Pick<Format, "show"> & { readonly first: boolean },
): string[] {
  const place =
    at === undefined ? `the ${by}` : first && by === "resources" ? formatPosition(at) : `${formatPosition(at)} ${by}`;
  const lines = [`  ${first ? "written by" : "changed by"} ${place}: ${show(value)}`];
  if (source !== undefined) {
    const words = [source.object, source.at && formatPosition(source.at)].filter((word) => word !== undefined);
    lines.push(`    ${source.what.padEnd(8)} ${words.join(" ")}`);
  }
  return [...lines, ...via.map((entry) => `    through  ${formatPosition(entry)}`)];
}
