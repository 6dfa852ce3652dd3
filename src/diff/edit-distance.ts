/** How many lines are to be taken out and put in to make one list of the other (Myers 1986); nothing where there are more than `max`. */
export function editDistance(from: Int32Array, to: Int32Array, max: number): number | undefined {
  const offset = max + 1;
  /** The furthest line of `from` on each diagonal. */
  const furthest = new Int32Array(2 * max + 3);
  for (let edits = 0; edits <= max; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      const [below, above] = [furthest[offset + k - 1] ?? 0, furthest[offset + k + 1] ?? 0];
      let x = k === -edits || (k !== edits && below < above) ? above : below + 1;
      while (x < from.length && x - k < to.length && from[x] === to[x - k]) x++;
      furthest[offset + k] = x;
      if (x >= from.length && x - k >= to.length) return edits;
    }
  }
  return undefined;
}
