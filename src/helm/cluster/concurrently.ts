import { AT_ONCE_MAX } from "./ports.ts";

/** The outcome for each item, in their order; a bounded number is under way at once. */
export async function settled<T, R>(
  items: readonly T[],
  action: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const outcomes: PromiseSettledResult<R>[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue)
      [outcomes[i]] = (await Promise.allSettled([action(item)])) as [PromiseSettledResult<R>];
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE_MAX, items.length) }, worker));
  return outcomes;
}

/** The results in order. Throws what failed first in order, when all have ended. */
export async function concurrently<T, R>(items: readonly T[], action: (item: T) => Promise<R>): Promise<R[]> {
  return (await settled(items, async (item) => await action(item))).map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
}

/** Runs of neighbours of one kind. */
export function byKind<T>(items: readonly T[], kind: (item: T) => string): T[][] {
  const groups: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    if (kind(item) === last) groups.at(-1)?.push(item);
    else groups.push([item]);
    last = kind(item);
  }
  return groups;
}
