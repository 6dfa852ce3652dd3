/** `helmfile show-dag`: in which groups the releases of each state file go (Helmfile 1.8.0, pkg/app/app.go, PrintDAGState). */
import { groupReleases, markReleases, releaseId, type Marked, type Release, type State } from "../../helmfile/index.ts";
import { tabbed } from "../output/tab-writer.ts";
import { withPreparedCharts } from "./prepare-charts.ts";
import type { HelmfileContext } from "./settings.ts";
import type { Site } from "./site.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    const marked = await prepared(site);
    if (marked !== undefined) context.out.write(tableOf(groupsOf(marked, site.state)));
    return false;
  });
}

/** Nothing where something fails before groups are made: Helmfile passes over the state file without a word. */
async function prepared(site: Site): Promise<readonly Marked[] | undefined> {
  const { spec, selectors, values } = site.state;
  const { releases = [] } = spec;
  let marked: readonly Marked[] | undefined;
  try {
    await withPreparedCharts(site, { command: "show-dag", skipDeps: true, skipRefresh: false }, () => {
      marked = markReleases(releases, { selectors, values, includeNeeds: true });
    });
  } catch {
    // What failed after the releases were marked changes nothing either.
  }
  return marked;
}

function groupsOf(marked: readonly Marked[], { spec: { releases = [] } }: State): Release[][] {
  const groups = groupReleases(marked, { selected: releases, includeNeeds: true });
  return groups.map((group) => group.map(({ release }) => release));
}

const HEAD = ["GROUP", "RELEASE", "DEPENDENCIES"];

function tableOf(groups: readonly (readonly Release[])[]): string {
  const rows = groups.flatMap((group, i) =>
    group.map((release) => [`${i + 1}`, releaseId(release), (release.needs ?? []).join(", ")]),
  );
  return tabbed([HEAD, ...rows], { widthMin: 0, padding: 1 }).replace(/[ \t]+$/gm, "");
}
