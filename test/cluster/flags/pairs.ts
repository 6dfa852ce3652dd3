/** Small sets that together hold every pair of many things: each set is one command line, each thing a flag of it. */
import type { Random } from "./random.ts";

/** Every two of `items` stand together in one of the sets, of `size` each. Greedy: not the fewest, but few. */
export function setsOfPairs<T extends object>(
  items: readonly T[],
  { size, random }: { size: number; random: Random },
): T[][] {
  const missing = new Map(items.map((item) => [item, new Set(items.filter((other) => other !== item))]));
  const sets: T[][] = [];
  for (;;) {
    const left = random.shuffled([...missing].filter(([, others]) => others.size > 0).map(([item]) => item));
    const first = left[0];
    if (first === undefined) return sets;
    const set = [first];
    while (set.length < size) {
      const gain = (item: T): number => set.filter((one) => missing.get(one)?.has(item) === true).length;
      const best = largest(
        left.filter((item) => !set.includes(item)),
        gain,
      );
      if (best === undefined || gain(best) === 0) break;
      set.push(best);
    }
    for (const one of set) for (const other of set) missing.get(one)?.delete(other);
    sets.push(random.shuffled(set));
  }
}

function largest<T>(items: readonly T[], measure: (item: T) => number): T | undefined {
  let best: { item: T; size: number } | undefined;
  for (const item of items) {
    const size = measure(item);
    if (best === undefined || size > best.size) best = { item, size };
  }
  return best?.item;
}
