/** A range of versions of a chart in a registry, as the version that it means today (pkg/state/state.go, `resolveOCIConstraintVersion`). */
import { GoError, isMap } from "../../go/index.ts";
import { ociChart, ociShowFlags, isVersionRange, type Release } from "../../helmfile/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import type { DownloadOptions } from "./download-charts.ts";
import type { Site } from "./site.ts";

/** The release with that version. Where it cannot be told, Helm chooses. */
export async function resolvedVersion(
  site: Site,
  release: Release,
  { options, downloads: { versions } }: Pick<DownloadOptions, "options" | "downloads">,
): Promise<Release> {
  const { context, state } = site;
  const { helmDefaults = {} } = state.spec;
  const chart = ociChart(state, release);
  const skips = options.skipRefresh || (release.skipRefresh ?? helmDefaults.skipRefresh ?? false);
  const resolves = release.resolveOCIVersions ?? helmDefaults.resolveOCIVersions ?? true;
  if (skips || !resolves || !isVersionRange(chart.version) || chart.qualified.includes("@")) return release;
  try {
    const key = `${chart.untagged}\n${chart.version}`;
    const version = versions.get(key) ?? shownVersion(site, release);
    versions.set(key, version);
    return { ...release, version: await version };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    context.log.warn(
      `resolving OCI version constraint "${chart.version}" for release "${release.name ?? ""}" failed: ${error.message}; falling back to unresolved constraint for cache key (a stale cache may be served)`,
    );
    return release;
  }
}

async function shownVersion({ helm, state }: Site, release: Release): Promise<string> {
  const { untagged, version } = ociChart(state, release);
  const shown = unmarshal(await helm.run(["show", "chart", untagged, ...ociShowFlags(state, release)]));
  const found = shown !== undefined && isMap(shown) ? shown.get("version") : undefined;
  if (typeof found === "string" && found !== "") return found;
  throw new GoError(`helm show chart ${untagged} --version ${version} returned an empty Chart.yaml version`);
}
