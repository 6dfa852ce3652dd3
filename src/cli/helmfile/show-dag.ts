/** `helmfile show-dag`: in which groups the releases of each state file go (Helmfile 1.8.0, pkg/app/app.go, PrintDAGState). */
import { groupReleases, markReleases, releaseId, type Release, type State } from "../../helmfile/index.ts";
import { tabbed } from "../output/tab-writer.ts";
import type { HelmfileContext } from "./settings.ts";
import { forEachState } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachState(context, { filter: { includeNeeds: false } }, (state) => {
    context.out.write(tableOf(groupsOf(state)));
    return false;
  });
}

function groupsOf({ spec: { releases = [] }, selectors, values }: State): Release[][] {
  const marked = markReleases(releases, { selectors, values, includeNeeds: true });
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
