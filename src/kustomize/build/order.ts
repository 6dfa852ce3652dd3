/** The order of the output: as it came, or by kind (api 0.21, SortOrderTransformer). */
import {
  KUSTOMIZE_ORDER_FIRST,
  KUSTOMIZE_ORDER_LAST,
  formatGvk,
  kindRanks,
  sameGvk,
  sortText,
  type Gvk,
  type ResId,
} from "../../kube/index.ts";
import { KustomizeError } from "../error.ts";
import type { SortOptions } from "../kustomization/types.ts";
import type { ResMap } from "../resource/res-map.ts";

/** Sorts as the options say. Throws when they contradict each other. */
export function sortResources(map: ResMap, { order = "", legacySortOptions }: SortOptions): void {
  if (order !== "fifo" && order !== "legacy") {
    throw new KustomizeError("the field 'sortOptions.order' must be one of [fifo, legacy]");
  }
  if (order === "fifo") {
    if (legacySortOptions === undefined) return;
    throw new KustomizeError(
      "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
    );
  }
  const first = legacySortOptions === undefined ? KUSTOMIZE_ORDER_FIRST : (legacySortOptions.orderFirst ?? []);
  const last = legacySortOptions === undefined ? KUSTOMIZE_ORDER_LAST : (legacySortOptions.orderLast ?? []);
  sortLegacy(map, kindRanks(first, last));
}

function sortLegacy(map: ResMap, ranks: ReadonlyMap<string, number>): void {
  const keyed = map.resources.map((resource) => {
    const id = resource.currentId;
    return { resource, id, text: idText(id) };
  });
  keyed.sort((a, b) => (sameGvk(a.id, b.id) ? compareText(a.text, b.text) : compareTypes(a.id, b.id, ranks)));
  map.reset(keyed.map(({ resource }) => resource));
}

function compareTypes(a: Gvk, b: Gvk, ranks: ReadonlyMap<string, number>): number {
  const byRank = (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0);
  if (byRank !== 0) return byRank;
  // Core namespaces come before those of other groups.
  const reversed = a.kind === "Namespace" && b.kind === "Namespace" && (a.group === "" || b.group === "");
  return reversed ? compareText(sortText(b), sortText(a)) : compareText(sortText(a), sortText(b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function idText(id: ResId): string {
  return `${formatGvk(id)}|${id.namespace || "~X"}|${id.name || "~N"}`;
}
