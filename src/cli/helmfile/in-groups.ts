/** Works on releases group by group, in order of their needs (pkg/app/app.go, `withDAG`). */
import { groupReleases, markReleases, type Release, releaseId, type State } from "../../helmfile/index.ts";
import type { HelmfileContext } from "./settings.ts";

export interface GroupsOptions {
  /** What is said of it in the log. */
  readonly purpose?: string;
  readonly selected: readonly Release[];
  /** What is needed comes last. */
  readonly reverse?: boolean;
  readonly includeTransitiveNeeds?: boolean;
}

/** `act` throws where the groups behind are not to be worked on. */
export async function inGroups(
  { log }: Pick<HelmfileContext, "log">,
  state: State,
  { options, act }: { options: GroupsOptions; act: (releases: readonly Release[]) => Promise<void> },
): Promise<void> {
  const { selected, reverse = false, includeTransitiveNeeds = false, purpose = "processing" } = options;
  const { selectors, values } = state;
  const marked = markReleases(state.spec.releases ?? [], { selectors, values, includeNeeds: includeTransitiveNeeds });
  const sorted = groupReleases(marked, { selected, skipNeeds: true });
  const groups = (reverse ? sorted.toReversed() : sorted).map((group) => group.map(({ release }) => release));
  const ids = groups.map((group) => group.map(releaseId).join(", "));
  log.debug(`${purpose} ${groups.length} groups of releases in this order:\n${groupTable(ids)}`);
  for (const [i, group] of groups.entries()) {
    log.debug(`${purpose} releases in group ${i + 1}/${groups.length}: ${ids[i] ?? ""}`);
    await act(group);
  }
}

function groupTable(ids: readonly string[]): string {
  const width = Math.max("GROUP".length, String(ids.length).length) + 1;
  const rows = [["GROUP", "RELEASES"], ...ids.map((each, i) => [String(i + 1), each])];
  return rows.map(([number = "", releases = ""]) => `${number.padEnd(width)}${releases}\n`).join("");
}
