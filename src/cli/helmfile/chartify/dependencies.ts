/** The dependencies of a chart that is made anew: its own, and those that the release adds (chartify 0.28, requirements.go, chartify.go). */
import { peek } from "../../../base/index.ts";
import { GoError, withinAwaited } from "../../../go/index.ts";
import { absolute, base, join } from "../../../go/path/index.ts";
import {
  type ChartDependency,
  dependenciesIn,
  fetching,
  isRemote,
  refreshedLock,
  type Release,
  withDependencies,
  withPlacedRepositories,
} from "../../../helmfile/index.ts";
import { hexDigest } from "../hex-digest.ts";
import type { Site } from "../site.ts";
import type { Making } from "./making.ts";
import { output } from "./program-error.ts";
import { isLocalName } from "../local-chart.ts";

/** Puts them into Chart.yaml and has Helm get them. Throws `GoError`. */
export async function gatherDependencies(making: Making): Promise<void> {
  const { folder, release, isLocal, skipDeps } = making;
  const added = await addedDependencies(making.site, release);
  const meta = folder.read("Chart.yaml");
  const requirements = folder.readIfThere("requirements.yaml");
  const own = [...dependenciesIn(meta), ...(requirements === undefined ? [] : dependenciesIn(requirements))];
  folder.write("Chart.yaml", withDependencies(meta, isLocal ? [...own, ...added] : added));
  folder.remove("requirements.yaml");
  if (isLocal ? !skipDeps || added.length > 0 : added.length > 0) await download(making, added.length > 0);
  folder.write("Chart.yaml", withDependencies(folder.read("Chart.yaml"), [...own, ...added]));
}

async function download(making: Making, hasAdded: boolean): Promise<void> {
  const { folder, isLocal, site } = making;
  const ask = (word: string) => output(site.helm.program, ["dependency", word, folder.path], site.world.cwd);
  const isLocked = folder.has("Chart.lock") || folder.has("requirements.lock");
  if (!isLocal || hasAdded || !isLocked) return void (await ask("up"));
  try {
    await ask("build");
  } catch (error) {
    if (!(error instanceof GoError) || !/out of sync|lock file is out of date/.test(error.message)) throw error;
    await ask("up");
  }
}

/** Relative `file://` repositories count from the place of the chart as it was. */
export function placeRepositories({ folder, site, source }: Making): void {
  const place = (path: string): string => absolute(join(source, path), site.world.cwd);
  const placed = withPlacedRepositories(folder.read("Chart.yaml"), place);
  if (placed === undefined) return;
  folder.write("Chart.yaml", placed);
  const lock = folder.readIfThere("Chart.lock");
  const sha256 = (bytes: Uint8Array): string => hexDigest("sha256", bytes);
  if (lock !== undefined) folder.write("Chart.lock", refreshedLock(lock, placed, sha256));
}

async function addedDependencies(site: Site, { dependencies = [], ...release }: Release): Promise<ChartDependency[]> {
  const added: ChartDependency[] = [];
  for (const { chart = "", version = "", alias = "" } of dependencies) {
    const { name, repository } = await located(site, await placedChart(site, release, chart));
    added.push({ name, repository, version, alias, condition: `${alias || name}.enabled`, importValues: [] });
  }
  return added;
}

async function located(site: Site, chart: string): Promise<{ name: string; repository: string }> {
  const { world } = site;
  if (peek(world.files, chart) !== undefined) return { name: base(chart), repository: `file://${chart}` };
  if (chart.startsWith("oci://")) {
    const name = base(chart);
    return { name, repository: chart.endsWith(`/${name}`) ? chart.slice(0, -name.length - 1) : chart };
  }
  const [repository = "", name = ""] = chart.split("/");
  return { name, repository: await repositoryUrl(site, repository) };
}

async function placedChart({ world, state }: Site, release: Release, chart: string): Promise<string> {
  const local = isLocalName(chart) ? join(state.folder, chart) : chart;
  if (peek(world.files, local)?.kind === "directory") return absolute(join(state.folder, chart), world.cwd);
  const [prefix = "", ...rest] = chart.split("/");
  const repository = state.spec.repositories?.find(({ name }) => name === prefix);
  if (!chart.startsWith("oci://") && rest.length > 0 && repository?.oci === true)
    return `oci://${(repository.url ?? "").replace(/\/$/, "")}/${rest.join("/")}`;
  if (!isRemote(chart)) return chart;
  return await withinAwaited(`ad-hoc dependency "${chart}": fetching "${chart}"`, () =>
    fetching(world, () => world.fetch(chart, fetchFolder(release, "deps"))),
  );
}

/** Where in the cache that is kept which a release fetches. */
export function fetchFolder({ namespace = "", kubeContext = "", name = "" }: Release, ...more: string[]): string {
  return [namespace, kubeContext, name, ...more].filter((part) => part !== "").join("/");
}

async function repositoryUrl({ helm, world }: Site, name: string): Promise<string> {
  return await withinAwaited("failed reading adhoc dependencies", async () => {
    const lines = (await output(helm.program, ["repo", "list"], world.cwd)).split("\n").slice(1);
    const url = lines.map((line) => line.split(/\s+/)).find(([known]) => known === name)?.[1];
    if (url !== undefined && url !== "") return url;
    throw new GoError(`no helm list entry found for repository "${name}". please \`helm repo add\` it!`);
  });
}
