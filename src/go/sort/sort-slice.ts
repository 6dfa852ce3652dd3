/**
 * `sort.Slice` of Go 1.26 (pattern-defeating quicksort, Peters 2021): where elements are equal, others than a stable sort's may come first, and whoever shows the
 * result shows these. Lists of up to twelve are sorted stably.
 */
export function sortSlice<T>(items: T[], less: (a: T, b: T) => boolean): void {
  new Sorter(items, less).range(0, items.length, bitLength(items.length));
}

const INSERTION_MAX = 12;
const MEDIANS_MIN = 8;
/** From here on the pivot is a median of medians, and a few elements out of place are put right at once. */
const LONG = 50;
const SWAPS_MAX = 12;
const STEPS_MAX = 5;

class Sorter<T> {
  constructor(
    readonly items: T[],
    readonly lessThan: (a: T, b: T) => boolean,
  ) {}

  #less(i: number, j: number): boolean {
    return this.lessThan(this.items[i] as T, this.items[j] as T);
  }

  #swap(i: number, j: number): void {
    [this.items[i], this.items[j]] = [this.items[j] as T, this.items[i] as T];
  }

  /** Sorts from `a` up to `b`, with so many bad pivots left before it changes its way. */
  range(a: number, b: number, limit: number): void {
    let [from, to, left] = [a, b, limit];
    let [balanced, partitioned] = [true, true];
    for (;;) {
      const length = to - from;
      if (length <= INSERTION_MAX) return this.#insertion(from, to);
      if (left === 0) return this.#heap(from, to);
      if (!balanced) {
        this.#shuffle(from, to);
        left--;
      }
      const pivot = this.#pivot(from, to);
      if (balanced && partitioned && pivot.looksSorted && this.#nearlySorted(from, to)) return;
      if (from > 0 && !this.#less(from - 1, pivot.at)) {
        from = this.#pastEqual(from, to, pivot.at);
        continue;
      }
      const { middle, wasPartitioned } = this.#partition(from, to, pivot.at);
      partitioned = wasPartitioned;
      const [before, behind] = [middle - from, to - middle];
      balanced = Math.min(before, behind) >= Math.floor(length / 8);
      if (before < behind) {
        this.range(from, middle, left);
        from = middle + 1;
      } else {
        this.range(middle + 1, to, left);
        to = middle;
      }
    }
  }

  #insertion(from: number, to: number): void {
    for (let i = from + 1; i < to; i++) for (let j = i; j > from && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
  }

  #heap(from: number, to: number): void {
    const size = to - from;
    const sink = (root: number, end: number): void => {
      for (let parent = root, child = 2 * root + 1; child < end; parent = child, child = 2 * child + 1) {
        if (child + 1 < end && this.#less(from + child, from + child + 1)) child++;
        if (!this.#less(from + parent, from + child)) return;
        this.#swap(from + parent, from + child);
      }
    };
    for (let i = Math.floor((size - 1) / 2); i >= 0; i--) sink(i, size);
    for (let i = size - 1; i >= 0; i--) {
      this.#swap(from, from + i);
      sink(0, i);
    }
  }

  /** Breaks patterns that make bad pivots: three elements of the middle change places with others, the same for each length. */
  #shuffle(from: number, to: number): void {
    const length = to - from;
    const middle = from + Math.floor(length / 4) * 2;
    let random = BigInt(length);
    for (let i = 0; i < 3; i++) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      const other = Number(random & BigInt(2 ** bitLength(length) - 1));
      this.#swap(middle - 1 + i, from + (other >= length ? other - length : other));
    }
  }

  #pivot(from: number, to: number): { at: number; looksSorted: boolean } {
    const length = to - from;
    const quarter = Math.floor(length / 4);
    const median = new Median((i, j) => this.#less(i, j));
    let [i, j, k] = [from + quarter, from + quarter * 2, from + quarter * 3];
    if (length >= MEDIANS_MIN) {
      if (length >= LONG) [i, j, k] = [i, j, k].map((at) => median.of(at - 1, at, at + 1)) as [number, number, number];
      j = median.of(i, j, k);
    }
    if (median.swaps !== SWAPS_MAX) return { at: j, looksSorted: median.swaps === 0 };
    this.items.splice(from, length, ...this.items.slice(from, to).reverse());
    return { at: to - 1 - (j - from), looksSorted: true };
  }

  /** Puts a few elements right; whether all are sorted then. */
  #nearlySorted(from: number, to: number): boolean {
    let i = from + 1;
    for (let step = 0; step < STEPS_MAX; step++) {
      while (i < to && !this.#less(i, i - 1)) i++;
      if (i === to) return true;
      if (to - from < LONG) return false;
      this.#swap(i, i - 1);
      if (i - from >= 2) for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
      if (to - i >= 2) for (let j = i + 1; j < to && this.#less(j, j - 1); j++) this.#swap(j, j - 1);
    }
    return false;
  }

  /** Smaller elements before the pivot, the others behind it. */
  #partition(from: number, to: number, pivot: number): { middle: number; wasPartitioned: boolean } {
    this.#swap(from, pivot);
    let [i, j, swaps] = [from + 1, to - 1, 0];
    for (;;) {
      while (i <= j && this.#less(i, from)) i++;
      while (i <= j && !this.#less(j, from)) j--;
      if (i > j) break;
      this.#swap(i++, j--);
      swaps++;
    }
    this.#swap(j, from);
    return { middle: j, wasPartitioned: swaps === 0 };
  }

  /** Elements that equal the pivot come first; gives where the larger ones begin. */
  #pastEqual(from: number, to: number, pivot: number): number {
    this.#swap(from, pivot);
    let [i, j] = [from + 1, to - 1];
    for (;;) {
      while (i <= j && !this.#less(from, i)) i++;
      while (i <= j && this.#less(from, j)) j--;
      if (i > j) return i;
      this.#swap(i++, j--);
    }
  }
}

/** Medians of three places, and how often two of them stood the wrong way round. */
class Median {
  swaps = 0;

  constructor(readonly less: (i: number, j: number) => boolean) {}

  of(a: number, b: number, c: number): number {
    const [first, second] = this.#ordered(a, b);
    const [middle] = this.#ordered(second, c);
    return this.#ordered(first, middle)[1];
  }

  #ordered(a: number, b: number): [number, number] {
    if (!this.less(b, a)) return [a, b];
    this.swaps++;
    return [b, a];
  }
}

function bitLength(value: number): number {
  return value === 0 ? 0 : 32 - Math.clz32(value);
}
