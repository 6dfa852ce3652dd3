/**
 * Charts that are made before Helm is given them: of kustomizations, of plain manifests, and of charts that are rendered and then patched, or
 * have dependencies added (chartify 0.28, chartify.go; pkg/state/helmx.go, `PrepareChartify`).
 */
import { peek } from "../../../base/index.ts";
import { within } from "../../../go/index.ts";
import { base, clean, join } from "../../../go/path/index.ts";
import {
  isPatched,
  type Patches,
  type Release,
  releaseId,
  releasePatches,
  setFlags,
  valuesFiles,
  withNamespace,
} from "../../../helmfile/index.ts";
import type { Site } from "../site.ts";
import { gatherDependencies, placeRepositories } from "./dependencies.ts";
import { CONTENT_FOLDERS, Folder } from "./folder.ts";
import { chartFolder } from "./get-chart.ts";
import { buildKustomization, kustomizeOf } from "./kustomize.ts";
import type { ChartifyOptions, Making } from "./making.ts";
import { layManifests } from "./manifests.ts";
import { patchInPlace } from "./patch.ts";
import { renderInPlace } from "./render.ts";

/** Whether Helm cannot be given the chart, a path or an address, as it is. What is only fetched is not changed. */
export function needsChartify(
  { world, state }: Site,
  release: Release,
  { chart, command }: Pick<ChartifyRequest, "chart" | "command">,
): boolean {
  const { dependencies = [], forceNamespace = "" } = release;
  const isChanged = isPatched(release) || dependencies.length > 0 || forceNamespace !== "";
  if (isChanged && command !== "pull") return true;
  return [chart, join(state.folder, chart)].some(
    (path) =>
      peek(world.files, path)?.kind === "directory" && peek(world.files, join(path, "Chart.yaml")) === undefined,
  );
}

export interface ChartifyRequest {
  /** Where the chart is, or what Helm knows it by. */
  readonly chart: string;
  readonly command: string;
  readonly skipDeps: boolean;
  readonly options: ChartifyOptions;
}

/** The folder of the chart that was made. Throws `GoError`. */
export async function chartified(site: Site, release: Release, request: ChartifyRequest): Promise<string> {
  const { context, world, state } = site;
  const { chart, command, skipDeps, options } = request;
  const patches = releasePatches(world, state, release);
  const kind = peek(world.files, chart)?.kind;
  const isKustomization = kind === "directory" && peek(world.files, join(chart, "kustomization.yaml")) !== undefined;
  const empty = new Folder(context.files, context.charts.addFolder(releaseId(release).replaceAll(":", "/")));
  const making: Making = {
    ...{ site, release, source: chart, isLocal: kind !== undefined, command, skipDeps, options },
    folder: isKustomization ? empty : await chartFolder(site, release, { chart, empty }),
    kustomize: kustomizeOf(context, state),
    valuesFiles: [...options.values, ...valuesFiles(world, state, release)],
    setFlags: [...setFlags(world, state, release), ...options.set.flatMap((each) => ["--set", each])],
  };
  await make(making, { patches, isKustomization });
  return making.folder.path;
}

interface What {
  readonly patches: Patches;
  readonly isKustomization: boolean;
}

async function make(making: Making, { patches, isKustomization }: What): Promise<void> {
  const { folder, release } = making;
  const isChart = folder.has("Chart.yaml");
  folder.makeDirectory("templates");
  if (isKustomization) await buildKustomization(making);
  else if (!isChart) layManifests(making);
  if (!isChart) becomeChart(making);
  else if (peek(making.site.world.files, making.source)?.kind === "directory") placeRepositories(making);
  const { namespace = "", forceNamespace = "" } = release;
  const added = forceNamespace || (isChart || isKustomization ? "" : namespace);
  await gatherDependencies(making);
  // Such a chart may ask for the revision of its release.
  const hasPatches = Object.values(patches).flat().length > 0;
  if (isChart && added === "" && !hasPatches) return;
  const generated = await renderInPlace(making);
  if (added !== "") addNamespace(folder, added);
  if (hasPatches && generated.length > 0) await patchInPlace(making, patches, generated);
  keepFromRendering(folder);
}

function becomeChart({ folder, source, release }: Making): void {
  const { version = "" } = release;
  const name = JSON.stringify(base(clean(source)));
  folder.write("Chart.yaml", `name: ${name}\nversion: ${version || "1.0.0"}\napiVersion: v2\n`);
  keepFromRendering(folder);
}

function addNamespace(folder: Folder, namespace: string): void {
  for (const path of CONTENT_FOLDERS.flatMap((name) => folder.filesBelow(name))) {
    within(`parsing yaml from ${folder.path}/${path}`, () =>
      folder.write(path, withNamespace(folder.read(path), namespace)),
    );
  }
}

/** What is rendered already, or is no template, is laid beside the templates, which pass it on. */
function keepFromRendering(folder: Folder): void {
  for (const name of ["templates", "charts"]) {
    if (!folder.has(name)) continue;
    folder.move(name, `files/${name}`);
    const into = name === "charts" ? "templates/charts" : name;
    for (const path of folder.filesBelow(`files/${name}`))
      folder.write(into + path.slice(`files/${name}`.length), `{{ .Files.Get "${path}" }}`);
  }
}
