/** Releases in groups: those of one need nothing of each other, and those they need stand in groups before (pkg/state/state_run.go, variantdev/dag). */
import { compareStrings, GoError } from "../../go/index.ts";
import { releaseId } from "../release/identity.ts";
import type { Marked } from "../release/selectors.ts";
import type { Release } from "../spec/state.ts";

export interface GroupOptions {
  /** All of them where left out, or empty. */
  readonly selected?: readonly Release[];
  readonly includeNeeds?: boolean;
  /** What selected releases need, and is not selected itself, is left out; without it that is an error. */
  readonly skipNeeds?: boolean;
}

/** In the order of the file within a group. Throws `GoError` for needs that are unknown, go round in a circle or are not selected. */
export function groupReleases(releases: readonly Marked[], options: GroupOptions): Marked[][] {
  const graph = new NeedsGraph(releases);
  const selected = (options.selected ?? []).map(releaseId);
  const chosen = selected.length === 0 ? undefined : new Set(selected);
  const groups = graph.levels();
  if (chosen !== undefined) graph.choose(groups, chosen, options);
  return groups
    .map((ids) => graph.inOrder(ids.filter((id) => chosen?.has(id) ?? true)))
    .filter((group) => group.length > 0);
}

class NeedsGraph {
  readonly #releases = new Map<string, Marked[]>();
  readonly #order = new Map<string, number>();
  /** By what is needed: who needs it. */
  readonly #dependents = new Map<string, Set<string>>();

  constructor(releases: readonly Marked[]) {
    for (const [i, marked] of releases.entries()) {
      const id = releaseId(marked.release);
      this.#releases.set(id, [...(this.#releases.get(id) ?? []), marked]);
      this.#order.set(id, i);
      for (const need of marked.release.needs ?? []) {
        this.#dependents.set(need, (this.#dependents.get(need) ?? new Set()).add(id));
      }
    }
    for (const [need, dependents] of this.#dependents)
      if (!this.#releases.has(need)) throw undefinedNeed(need, [...dependents]);
  }

  /** Each release stands one level behind the last of those it needs. */
  levels(): string[][] {
    const open = new Map<string, number>([...this.#releases.keys()].map((id) => [id, 0]));
    for (const dependents of this.#dependents.values())
      for (const id of dependents) open.set(id, (open.get(id) ?? 0) + 1);
    const levels: string[][] = [];
    let level = [...open].flatMap(([id, count]) => (count === 0 ? [id] : []));
    while (level.length > 0) {
      levels.push(level);
      for (const id of level) open.delete(id);
      level = level.flatMap((id) => this.#freed(id, open));
    }
    if (open.size > 0) throw new GoError(`cycle detected: ${this.#cycle(new Set(open.keys())).join(" -> ")}`);
    return levels;
  }

  #freed(id: string, open: Map<string, number>): string[] {
    return [...(this.#dependents.get(id) ?? [])].filter((dependent) => {
      const left = (open.get(dependent) ?? 0) - 1;
      open.set(dependent, left);
      return left === 0;
    });
  }

  #cycle(open: ReadonlySet<string>): string[] {
    const next = (id: string): string | undefined =>
      [...(this.#dependents.get(id) ?? [])].find((each) => open.has(each));
    const path: string[] = [];
    let at = [...open].sort(compareStrings).find((id) => next(id) !== undefined);
    while (at !== undefined && !path.includes(at)) {
      path.push(at);
      at = next(at);
    }
    return at === undefined ? path : [...path, at];
  }

  /** Adds what the chosen ones need, from the last group to the first. */
  choose(groups: readonly string[][], chosen: Set<string>, { includeNeeds, skipNeeds }: GroupOptions): void {
    if (skipNeeds === true) return;
    for (const id of groups.toReversed().flat()) {
      if (chosen.has(id)) continue;
      const dependents = [...(this.#dependents.get(id) ?? [])].filter((each) => chosen.has(each));
      if (dependents.length === 0) continue;
      if (includeNeeds !== true) throw unselectedNeed(id, dependents.sort(compareStrings));
      chosen.add(id);
    }
  }

  inOrder(ids: readonly string[]): Marked[] {
    const place = (id: string): number => this.#order.get(id) ?? 0;
    return [...ids].sort((a, b) => place(a) - place(b)).flatMap((id) => this.#releases.get(id) ?? []);
  }
}

const lastPart = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

function undefinedNeed(need: string, dependents: readonly string[]): GoError {
  const names = dependents.map((id) => `"${id}"`).join(", ");
  return new GoError(
    `release(s) ${names} depend(s) on an undefined release "${need}". Perhaps you made a typo in "needs" or forgot defining a release named "${lastPart(need)}" with appropriate "namespace" and "kubeContext"?`,
  );
}

function unselectedNeed(need: string, dependents: readonly string[]): GoError {
  const names = dependents.map((id) => `"${id}"`);
  const listed = names.length < 3 ? names.join(" and ") : `${names.slice(0, -1).join(", ")}, and ${names.at(-1)}`;
  return new GoError(
    `release ${listed} ${names.length === 1 ? "depends" : "depend"} on "${need}" which does not match the selectors. Please add a selector like "--selector name=${lastPart(need)}", or indicate whether to skip (--skip-needs) or include (--include-needs) these dependencies`,
  );
}
