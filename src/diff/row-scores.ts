/**
 * How many lines of `rows` agree in order with the first j of `lines`, for every j: the last row of the table of longest common subsequences. Lines that
 * stand on one side only are passed over, and the others are taken 32 at a time (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
 */
export function rowScores(rows: Int32Array, lines: Int32Array): Int32Array {
  const wanted = new Set(rows);
  const places = new Map<number, Places>();
  let kept = 0;
  for (const line of lines) {
    if (!wanted.has(line)) continue;
    const known = places.get(line) ?? { words: [], bits: [] };
    places.set(line, known);
    addPlace(known, kept++);
  }
  return spread(filledRow(rows, places, kept), { lines, wanted });
}

const WORD_BITS = 32;
const ALL_ONES = 0xffffffff;

/** The places of a line as bits: only words that have some. */
interface Places {
  readonly words: number[];
  readonly bits: number[];
}

function addPlace({ words, bits }: Places, place: number): void {
  const word = place >>> 5;
  if (words.at(-1) !== word) {
    words.push(word);
    bits.push(0);
  }
  bits[bits.length - 1] = ((bits.at(-1) ?? 0) | (1 << (place & 31))) >>> 0;
}

/** A row of the table: a bit that is 0 stands where one line more agrees. */
class Row {
  readonly words: Uint32Array;
  /** Behind this word there are no bits but ones. */
  #last = -1;

  constructor(width: number) {
    this.words = new Uint32Array(Math.ceil(width / WORD_BITS)).fill(ALL_ONES);
  }

  /** The row below: `row = (row + (row & matches)) | (row & ~matches)`. */
  add({ words, bits }: Places): void {
    let carry = 0;
    let next = 0;
    for (const [i, word] of words.entries()) {
      if (carry === 1) carry = this.#carry(next, word);
      const value = this.words[word] ?? 0;
      const both = (value & (bits[i] ?? 0)) >>> 0;
      const sum = value + both + carry;
      carry = sum > ALL_ONES ? 1 : 0;
      this.words[word] = sum | (value & ~both);
      next = word + 1;
    }
    this.#last = Math.max(this.#last, next - 1);
    if (carry === 1) this.#carry(next, this.#last + 1);
  }

  /** Adds one to the words from `from` on; whether it goes beyond them. Full words stay as they are. */
  #carry(from: number, to: number): number {
    for (let word = from; word < to; word++) {
      const value = this.words[word] ?? 0;
      if (value === ALL_ONES) continue;
      this.words[word] = (value + 1) | value;
      return 0;
    }
    return 1;
  }
}

function filledRow(rows: Int32Array, places: ReadonlyMap<number, Places>, width: number): Uint32Array {
  const row = new Row(width);
  for (const line of rows) {
    const found = places.get(line);
    if (found !== undefined) row.add(found);
  }
  return row.words;
}

interface Spreading {
  readonly lines: Int32Array;
  readonly wanted: ReadonlySet<number>;
}

function spread(row: Uint32Array, { lines, wanted }: Spreading): Int32Array {
  const scores = new Int32Array(lines.length + 1);
  let [kept, score] = [0, 0];
  for (let j = 0; j < lines.length; j++) {
    if (wanted.has(lines[j] ?? 0)) {
      if ((((row[kept >>> 5] ?? 0) >>> (kept & 31)) & 1) === 0) score++;
      kept++;
    }
    scores[j + 1] = score;
  }
  return scores;
}
