/** Small sets that together hold every pair of many things: each set is one command line, each thing a flag of it. */
import type { Random } from "../../random.ts";

/** Every two of `items` stand together in one of the sets, of `size` each. Greedy: not the fewest, but few. */
export function setsOfPairs<T extends object>(
  items: readonly T[],
  { size, random }: { size: number; random: Random },
): T[][] {
  const missing = new Map(items.map((item) => [item, new Set(items.filter((other) => other !== item))]));
  const sets: T[][] = [];
  for (;;) {
    const left = random.shuffled([...missing].filter(([, others]) => others.size > 0).map(([item]) => item));
    if (left.length === 0) return sets;
    // How many missing pairs each would bring into the set.
    const gains = new Map(left.map((item) => [item, 0]));
    const set: T[] = [];
    while (set.length < size) {
      const next = largest(gains);
      if (next === undefined || (set.length > 0 && next.gain === 0)) break;
      set.push(next.item);
      gains.delete(next.item);
      for (const other of missing.get(next.item) ?? []) {
        const gain = gains.get(other);
        if (gain !== undefined) gains.set(other, gain + 1);
      }
    }
    for (const one of set) for (const other of set) missing.get(one)?.delete(other);
    sets.push(random.shuffled(set));
  }
}

function largest<T>(gains: ReadonlyMap<T, number>): { item: T; gain: number } | undefined {
  let best: { item: T; gain: number } | undefined;
  for (const [item, gain] of gains) if (best === undefined || gain > best.gain) best = { item, gain };
  return best;
}
