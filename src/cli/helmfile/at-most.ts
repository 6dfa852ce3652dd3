/** Does the same with each of several, at most so many at a time; 0: all at once (pkg/state/state_run.go, `scatterGather`). */
export async function atMost<Item>(
  limit: number,
  items: readonly Item[],
  action: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await action(item);
  };
  const workers = limit < 1 ? items.length : Math.min(limit, items.length);
  await Promise.all(Array.from({ length: workers }, worker));
}
