/**
 * How many lines of one list agree in order with the first j of another, for every j: the last row of the table of longest common subsequences. Lines that
 * stand on one side only are passed over, and the others are taken 32 at a time (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"). A row is a
 * row of bits: one that is 0 stands where one line more agrees.
 */
const WORD_BITS = 32;
const ALL_ONES = 0xffffffff;
const NOTHING = -1;

/** How far a best way may be from the diagonal: lines that are taken out, and that are put in. */
export interface Band {
  readonly behind: number;
  readonly ahead: number;
}

export class RowScorer {
  /** When a line was last seen among the rows, and among the lines: in which call. */
  readonly #inRows: Int32Array;
  readonly #inLines: Int32Array;
  #call = 0;
  /** The places of each line as a chain of words with bits; only words that have some. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #word: Int32Array;
  readonly #bits: Uint32Array;
  readonly #next: Int32Array;
  readonly #row: Uint32Array;
  /** How many of the first j lines agree with a row at all. */
  readonly #keptBefore: Int32Array;
  /** Behind this word of the row there are no bits but ones. */
  #rowEnd = 0;

  /** Lines are numbers below `distinct`; there are at most `lengthMax` of them in a list. */
  constructor(distinct: number, lengthMax: number) {
    this.#inRows = new Int32Array(distinct);
    this.#inLines = new Int32Array(distinct);
    this.#first = new Int32Array(distinct);
    this.#last = new Int32Array(distinct);
    this.#word = new Int32Array(lengthMax);
    this.#bits = new Uint32Array(lengthMax);
    this.#next = new Int32Array(lengthMax);
    this.#row = new Uint32Array(Math.ceil(lengthMax / WORD_BITS));
    this.#keptBefore = new Int32Array(lengthMax + 1);
  }

  /** The scores of the first 0, 1, 2 … lines; where no best way leads, they may be too low. */
  scores(rows: Int32Array, lines: Int32Array, band: Band): Int32Array {
    this.#call++;
    for (const line of rows) this.#inRows[line] = this.#call;
    const kept = this.#placeAll(lines);
    this.#row.fill(ALL_ONES, 0, Math.ceil(kept / WORD_BITS));
    this.#rowEnd = 0;
    if (kept > 0) this.#addAll(rows, lines.length, band);
    return this.#spread(lines);
  }

  #addAll(rows: Int32Array, length: number, { behind, ahead }: Band): void {
    for (let i = 0; i < rows.length; i++) {
      const line = rows[i] ?? 0;
      if (this.#inLines[line] !== this.#call) continue;
      const from = (this.#keptBefore[Math.min(Math.max(i - behind, 0), length)] ?? 0) >>> 5;
      const to = (this.#keptBefore[Math.min(i + 1 + ahead, length)] ?? 0) >>> 5;
      let entry = this.#first[line] ?? NOTHING;
      while (entry !== NOTHING && (this.#word[entry] ?? 0) < from) entry = this.#next[entry] ?? NOTHING;
      // Later rows begin no earlier.
      this.#first[line] = entry;
      this.#add(entry, to);
    }
  }

  /** Notes where each line stands among those that agree with a row at all; gives how many do. */
  #placeAll(lines: Int32Array): number {
    let [kept, entries] = [0, 0];
    for (let j = 0; j < lines.length; j++) {
      const line = lines[j] ?? 0;
      this.#keptBefore[j] = kept;
      if (this.#inRows[line] !== this.#call) continue;
      const word = kept >>> 5;
      const last = this.#inLines[line] === this.#call ? (this.#last[line] ?? 0) : NOTHING;
      if (last === NOTHING || this.#word[last] !== word) {
        this.#open(line, last, entries);
        this.#word[entries++] = word;
      }
      const entry = this.#last[line] ?? 0;
      this.#bits[entry] = (this.#bits[entry] ?? 0) | (1 << (kept & 31));
      kept++;
    }
    this.#keptBefore[lines.length] = kept;
    return kept;
  }

  #open(line: number, last: number, entry: number): void {
    if (last === NOTHING) this.#first[line] = entry;
    else this.#next[last] = entry;
    this.#inLines[line] = this.#call;
    this.#last[line] = entry;
    this.#next[entry] = NOTHING;
    this.#bits[entry] = 0;
  }

  /** The row below: `row = (row + (row & matches)) | (row & ~matches)`. */
  #add(first: number, lastWord: number): void {
    let [carry, next] = [0, 0];
    for (let entry = first; entry !== NOTHING; entry = this.#next[entry] ?? NOTHING) {
      const word = this.#word[entry] ?? 0;
      if (word > lastWord) break;
      if (carry === 1) carry = this.#carry(next, word);
      const value = this.#row[word] ?? 0;
      const both = (value & (this.#bits[entry] ?? 0)) >>> 0;
      const sum = value + both + carry;
      carry = sum > ALL_ONES ? 1 : 0;
      this.#row[word] = sum | (value & ~both);
      next = word + 1;
    }
    if (next > this.#rowEnd) this.#rowEnd = next;
    if (carry === 1) this.#carry(next, this.#rowEnd);
  }

  /** Adds one to the words from `from` on; whether it goes beyond them. Full words stay as they are. */
  #carry(from: number, to: number): number {
    for (let word = from; word < to; word++) {
      const value = this.#row[word] ?? 0;
      if (value === ALL_ONES) continue;
      this.#row[word] = (value + 1) | value;
      return 0;
    }
    return 1;
  }

  #spread(lines: Int32Array): Int32Array {
    const scores = new Int32Array(lines.length + 1);
    let score = 0;
    for (let j = 0; j < lines.length; j++) {
      const kept = this.#keptBefore[j] ?? 0;
      if (kept !== this.#keptBefore[j + 1] && (((this.#row[kept >>> 5] ?? 0) >>> (kept & 31)) & 1) === 0) score++;
      scores[j + 1] = score;
    }
    return scores;
  }
}
