/** Charts that are fetched before Helm works with them (pkg/state/state.go, `getOCIChart`, `forcedDownloadChart`). */
import { peek } from "../../base/index.ts";
import { attempt, GoError, Struct, type Value, within, withinAwaited } from "../../go/index.ts";
import { absolute, base, dir, join } from "../../go/path/index.ts";
import { TemplateSet } from "../../go/template/index.ts";
import {
  environmentStruct,
  fetchFlags,
  goRelease,
  isOciChart,
  ociChart,
  ociPullFlags,
  type Release,
  repositoryOf,
  type State,
} from "../../helmfile/index.ts";
import { copyFolder, makeTemporaryFolder, removeTemporary } from "../../sys/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { logged } from "./log-output.ts";
import type { PrepareOptions } from "./prepare-charts.ts";
import { resolvedVersion } from "./resolve-oci-version.ts";
import type { Site } from "./site.ts";

const USUAL =
  "{{ .OutputDir }}{{ if .Release.Namespace }}/{{ .Release.Namespace }}{{ end }}" +
  "{{ if .Release.KubeContext }}/{{ .Release.KubeContext }}{{ end }}" +
  '/{{ .Release.Name }}/{{ .ChartName }}/{{ or .Release.Version "latest" }}';

/** Where charts are fetched to, and which are there. */
export interface ChartDownloads {
  /** Absolute. */
  readonly folder: string;
  /** By chart and version: where it is, or will be. */
  readonly fetched: Map<string, Promise<string>>;
  /** What ranges of versions mean, by chart and range. */
  readonly versions: Map<string, Promise<string>>;
  /** The folder for a chart of that name. Throws `GoError` for a template that is none. */
  folderFor(release: Release, chartName: string): string;
  /** A copy of a chart that is here. */
  copied(release: Release, folder: string): string;
  remove(): void;
}

export function chartDownloads({ context, world, state }: Site, options: PrepareOptions): ChartDownloads {
  const { outputDir = "", outputDirTemplate = "" } = options;
  if (outputDir !== "") context.err.write(`Charts will be downloaded to: ${outputDir}\n`);
  let temporary: string | undefined;
  const folder = () => (outputDir === "" ? (temporary ??= makeTemporaryFolder("helmfile")) : outputDir);
  const folderFor = (release: Release, name: string) =>
    rendered(outputDirTemplate || USUAL, pathData(state, release, { name, folder: folder() }));
  return {
    get folder() {
      return folder();
    },
    fetched: new Map(),
    versions: new Map(),
    folderFor,
    copied: (release, from) => {
      const to = folderFor(release, base(from));
      const [source, target] = [absolute(from, world.cwd), absolute(to, world.cwd)];
      removeTemporary(target);
      context.files.makeDirectory(dir(target));
      copyFolder(source, target);
      return to;
    },
    remove: () => {
      if (temporary !== undefined) removeTemporary(temporary);
    },
  };
}

function rendered(template: string, data: Value): string {
  const set = new TemplateSet();
  const parsed = attempt(() => set.parse("output-dir-template", template));
  if (parsed === undefined) throw new GoError(`parsing output-dir-template template "${template}"`);
  return within("executing output-dir-template template", () => set.executeTemplate(parsed, data));
}

function pathData(
  { environment }: State,
  release: Release,
  { name, folder }: { name: string; folder: string },
): Struct {
  return new Struct(
    "struct",
    new Map<string, Value>([
      ["ChartName", name],
      ["OutputDir", folder],
      ["Release", goRelease(release)],
      ["Environment", environmentStruct(environment)],
    ]),
  );
}

const keyOf = ({ chart = "", version = "" }: Release): string => `${chart}\n${version}`;

/** Charts of several releases, that are surely from elsewhere and wanted with the same flags. A verified chart is an archive, and no folder. */
export function sharedCharts(state: State, releases: readonly Release[]): ReadonlySet<string> {
  const flags = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for (const release of releases) {
    const key = keyOf(release);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    flags.set(key, (flags.get(key) ?? new Set()).add(fetchFlags(state, release).join("\0")));
  }
  const isShared = (release: Release): boolean => {
    const wanted = [...(flags.get(keyOf(release)) ?? [])];
    const isRemote = release.chart?.startsWith("oci://") === true || repositoryOf(state, release) !== undefined;
    return (
      isRemote &&
      (counts.get(keyOf(release)) ?? 0) > 1 &&
      wanted.length === 1 &&
      wanted[0]?.split("\0").includes("--verify") !== true
    );
  };
  return new Set(releases.filter(isShared).map(keyOf));
}

export interface DownloadOptions {
  readonly options: PrepareOptions;
  readonly downloads: ChartDownloads;
  readonly shared: ReadonlySet<string>;
}

/** The folder of a chart from elsewhere, or its name where Helm gets it itself. Throws `GoError`. */
export async function downloadedChart(site: Site, release: Release, given: DownloadOptions): Promise<string> {
  const { downloads, options, shared } = given;
  if (options.forceDownload !== true && !shared.has(keyOf(release))) return release.chart ?? "";
  return await onceEach(downloads, keyOf(release), () => fetchedChart(site, release, given));
}

async function onceEach({ fetched }: ChartDownloads, key: string, fetch: () => Promise<string>): Promise<string> {
  const known = fetched.get(key) ?? fetch();
  fetched.set(key, known);
  return await known;
}

async function fetchedChart(site: Site, release: Release, { downloads }: DownloadOptions): Promise<string> {
  const { context, state, helm } = site;
  const { chart = "" } = release;
  const target = downloads.folderFor(release, chart);
  removeTemporary(absolute(target, site.world.cwd));
  context.log.info(`Fetching ${chart}`);
  const words = ["fetch", chart, ...fetchFlags(state, release), "--untar", "--untardir", target];
  await logged(context, helm.run(words));
  return chartBelow(site, target) ?? target;
}

/** The folder of a chart from a registry; `undefined` for others. Throws `GoError`. */
export async function pulledChart(site: Site, release: Release, given: DownloadOptions): Promise<string | undefined> {
  if (!isOciChart(site.state, release)) return undefined;
  return await withinAwaited(`release "${release.name ?? ""}"`, async () => {
    const named = await resolvedVersion(site, release, given);
    return await onceEach(given.downloads, keyOf(named), () => pulled(site, named, given));
  });
}

async function pulled(site: Site, release: Release, { options, downloads }: DownloadOptions): Promise<string> {
  const { context, state, helm } = site;
  const chart = ociChart(state, release);
  const target =
    (options.outputDirTemplate ?? "") === ""
      ? join(cacheFolder(context.env), ...folderNames(release), chart.version.replace(/[=><!|~^ ,*]/g, "_"))
      : downloads.folderFor(release, chart.name);
  const known = chartBelow(site, target);
  if (known !== undefined && isCached(site, options)) return known;
  context.files.makeDirectory(absolute(dir(target), site.world.cwd));
  context.log.info(`Pulling ${chart.qualified}`);
  const words = ["pull", chart.address, "--destination", target, "--untar", ...ociPullFlags(state, release)];
  const plain = context.settings.ociPlainHttp ? ["--plain-http"] : [];
  const env = new Map([["HELM_EXPERIMENTAL_OCI", "1"]]);
  await logged(context, helm.run([...words, ...plain], { env }));
  const found = chartBelow(site, target);
  if (found === undefined) throw new GoError("no Chart.yaml found");
  return found;
}

/** What is in the cache of all processes is never fetched again: another one may be reading it. */
function isCached({ context }: Site, options: PrepareOptions): boolean {
  if ((options.outputDirTemplate ?? "") === "") {
    if (!options.skipDeps && !options.skipRefresh)
      context.log.info(
        "Skipping refresh for chart (shared cache, another process may be using it; run 'helmfile cache cleanup' to force refresh)",
      );
    return true;
  }
  return options.skipDeps || options.skipRefresh;
}

const folderNames = ({ chart = "" }: Release): string[] => chart.replace(/\/\/|[:.&]/g, "_").split("/");

/** The folder of the first `Chart.yaml` below, in order of paths. */
function chartBelow({ world }: Site, folder: string): string | undefined {
  const found = chartFiles(world.files, folder).sort()[0];
  return found === undefined ? undefined : dir(found);
}

function chartFiles(files: Site["world"]["files"], folder: string): string[] {
  if (peek(files, folder)?.kind !== "directory") return [];
  return files.list(folder).flatMap((name) => {
    const path = join(folder, name);
    if (peek(files, path)?.kind === "directory") return chartFiles(files, path);
    return name === "Chart.yaml" ? [path] : [];
  });
}
