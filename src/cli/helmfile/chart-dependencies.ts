/** `helm dependency build` of charts that are here, one after the other (pkg/state/state.go, `runHelmDepBuilds`). */
import { GoError, withinAwaited } from "../../go/index.ts";
import { type Release, releaseId } from "../../helmfile/index.ts";
import { logged } from "./log-output.ts";
import type { PrepareOptions } from "./prepare-charts.ts";
import { updateRepositories } from "./repositories.ts";
import type { Site } from "./site.ts";

export interface PreparedChart {
  readonly release: Release;
  /** What Helm is given. */
  readonly path: string;
  readonly buildsDependencies: boolean;
  readonly skipsRefresh: boolean;
  /** Somebody else's folder was fetched: that its dependencies cannot be built need not matter. */
  readonly isFetched: boolean;
}

export interface DependencyOptions {
  readonly options: PrepareOptions;
  /** What went wrong, by the release: more is put there. */
  readonly failed: Map<string, GoError>;
}

/** Throws what does not concern one release. */
export async function buildDependencies(
  site: Site,
  charts: readonly PreparedChart[],
  { options, failed }: DependencyOptions,
): Promise<void> {
  const { context, state } = site;
  const builds = charts.filter(({ buildsDependencies }) => buildsDependencies);
  const built = new Set<string>();
  const skipsRefresh = options.skipRefresh || state.spec.helmDefaults?.skipRefresh === true;
  const hasIndexes = (state.spec.repositories ?? []).some(({ oci = false }) => !oci);
  if (builds.some((each) => each.skipsRefresh) && !skipsRefresh && hasIndexes) await updateRepositories(site);
  for (const each of builds) {
    const isBuilt = built.has(each.path);
    built.add(each.path);
    try {
      await build(site, each, isBuilt);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      if (each.isFetched) {
        context.log.warn(brokenChart(each, error));
        continue;
      }
      failed.set(releaseId(each.release), error);
      if (!context.settings.allowFailedReleases) return;
    }
  }
}

/** Another Helm is asked for every release of a chart, as Helmfile does it. */
async function build(site: Site, { release, path, skipsRefresh }: PreparedChart, isBuilt: boolean): Promise<void> {
  const { context, helm } = site;
  const { name = "", chart = "" } = release;
  context.log.info(`Building dependency release=${name}, chart=${path}`);
  if (isBuilt && helm.isOwn) return;
  await withinAwaited(`building dependencies of local chart "${chart}" for release "${name}"`, async () => {
    const words = ["dependency", "build", path, ...(skipsRefresh ? ["--skip-refresh"] : []), ...plainHttp(site)];
    await logged(context, helm.run(words, { extra: dependencyArgs(helm.extra) }));
  });
}

function brokenChart({ release: { name = "", chart = "" } }: PreparedChart, error: GoError): string {
  return (
    `WARN: \`helm dep build\` failed. While processing release "${name}", Helmfile observed that remote chart "${chart}" fetched by go-getter is seemingly broken. ` +
    "One of well-known causes of this is that the chart has outdated Chart.lock, which needs the chart maintainer needs to run `helm dep up`. " +
    "Helmfile is tolerating the error to avoid blocking you until the remote chart gets fixed. " +
    `But this may result in any failure later if the chart is broken badly. FYI, the tolerated error was: ${error.message}`
  );
}

/** `helm dependency update` of a chart. Throws `GoError`. */
export async function updateDependencies(site: Site, path: string): Promise<void> {
  const { context, helm } = site;
  context.log.info(`Updating dependency ${path}`);
  const words = ["dependency", "update", path, ...plainHttp(site)];
  await logged(context, helm.run(words, { extra: dependencyArgs(helm.extra) }));
}

function plainHttp({ context, helm }: Site): string[] {
  return context.settings.ociPlainHttp && helm.version.isHelm4 ? ["--plain-http"] : [];
}

/** What Helmfile takes for flags of `helm dependency`: names of Go's fields with dashes, whatever begins so, and no values. */
const DEPENDENCY_ARGS = [
  ...["--kube-config", "--kube-context", "--kube-token", "--kube-as-user", "--kube-as-groups", "--kube-ca-file"],
  ...["--kube-a-p-i-server", "--kube-t-l-s-server-name", "--kube-insecure-skip-t-l-s-verify", "--burst-limit"],
  ...["--q-p-s", "--debug", "--registry-config", "--repository-config", "--repository-cache", "--plugins-directory"],
  ...["--max-history", "-n", "--verify", "--keyring", "--skip-refresh", "--column-width", "--username", "--password"],
  ...["--cert-file", "--key-file", "--ca-file", "--insecure-skip-t-l-sverify", "--plain-h-t-t-p"],
];

function dependencyArgs(extra: readonly string[]): string[] {
  return extra.filter((word) => DEPENDENCY_ARGS.some((each) => word.startsWith(each)));
}
