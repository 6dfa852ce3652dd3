/**
 * The differences of two texts line by line, as diff-match-patch finds them (sergi/go-diff 1.4.0): a piece that is half of the longer text is looked for
 * first, then the middle of a shortest way (Myers 1986), and what can be shifted is. Texts are lists of numbers, one for each distinct line.
 */
export interface Chunk {
  readonly kind: "same" | "delete" | "insert";
  readonly text: string;
}

type Line = number;
type Lines = readonly Line[];

interface Edit {
  kind: Chunk["kind"];
  lines: Lines;
}

export function matchLines(from: string, to: string): Chunk[] {
  return matchPieces(linesOf(from), linesOf(to));
}

/** The same for characters. */
export function matchCharacters(from: string, to: string): Chunk[] {
  return matchPieces([...from], [...to]);
}

function matchPieces(from: readonly string[], to: readonly string[]): Chunk[] {
  const numbers = new Map<string, Line>();
  const number = (line: string): Line => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  };
  const [before, after] = [from.map(number), to.map(number)];
  const texts = [...numbers.keys()];
  return match(before, after).map(({ kind, lines }) => ({ kind, text: lines.map((line) => texts[line]).join("") }));
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function match(from: Lines, to: Lines): Edit[] {
  if (isEqual(from, to)) return from.length === 0 ? [] : [{ kind: "same", lines: from }];
  const start = commonStart(from, to);
  const end = commonEnd(from.slice(start), to.slice(start));
  const middle = matchMiddle(from.slice(start, from.length - end), to.slice(start, to.length - end));
  const edits = [...middle];
  if (start > 0) edits.unshift({ kind: "same", lines: from.slice(0, start) });
  if (end > 0) edits.push({ kind: "same", lines: from.slice(from.length - end) });
  return merged(edits);
}

function matchMiddle(from: Lines, to: Lines): Edit[] {
  if (from.length === 0) return [{ kind: "insert", lines: to }];
  if (to.length === 0) return [{ kind: "delete", lines: from }];
  const isShorter = from.length > to.length;
  const [long, short] = isShorter ? [from, to] : [to, from];
  const at = indexOf(long, short, 0);
  if (at >= 0) {
    const kind = isShorter ? "delete" : "insert";
    return [
      { kind, lines: long.slice(0, at) },
      { kind: "same", lines: short },
      { kind, lines: long.slice(at + short.length) },
    ];
  }
  if (short.length === 1) return replaced(from, to);
  const half = halfMatch(from, to);
  if (half === undefined) return bisect(from, to);
  const { common, before, after } = half;
  return [...match(before[0], before[1]), { kind: "same", lines: common }, ...match(after[0], after[1])];
}

function replaced(from: Lines, to: Lines): Edit[] {
  return [
    { kind: "delete", lines: from },
    { kind: "insert", lines: to },
  ];
}

interface Half {
  readonly common: Lines;
  readonly before: readonly [Lines, Lines];
  readonly after: readonly [Lines, Lines];
}

/** A common piece that is at least half as long as the longer text, around its second or its third quarter. */
function halfMatch(from: Lines, to: Lines): Half | undefined {
  const isShorter = from.length > to.length;
  const [long, short] = isShorter ? [from, to] : [to, from];
  if (long.length < 4 || short.length * 2 < long.length) return undefined;
  const second = halfMatchAt(long, short, Math.floor((long.length + 3) / 4));
  const third = halfMatchAt(long, short, Math.floor((long.length + 1) / 2));
  const best =
    third !== undefined && !(second !== undefined && second.common.length > third.common.length) ? third : second;
  if (best === undefined || isShorter) return best;
  const { common, before, after } = best;
  return { common, before: [before[1], before[0]], after: [after[1], after[0]] };
}

function halfMatchAt(long: Lines, short: Lines, i: number): Half | undefined {
  const seed = long.slice(i, i + Math.floor(long.length / 4));
  let best: Half | undefined;
  for (let j = indexOf(short, seed, 0); j >= 0; j = indexOf(short, seed, j + 1)) {
    const ahead = commonStart(long.slice(i), short.slice(j));
    const behind = commonEnd(long.slice(0, i), short.slice(0, j));
    if (ahead + behind <= (best?.common.length ?? 0)) continue;
    best = {
      common: short.slice(j - behind, j + ahead),
      before: [long.slice(0, i - behind), short.slice(0, j - behind)],
      after: [long.slice(i + ahead), short.slice(j + ahead)],
    };
  }
  return best !== undefined && best.common.length * 2 >= long.length ? best : undefined;
}

/** Walks from both ends until the ways meet. */
function bisect(from: Lines, to: Lines): Edit[] {
  const meeting = new Bisection(from, to).meeting();
  if (meeting === undefined) return replaced(from, to);
  const { x, y } = meeting;
  return [...match(from.slice(0, x), to.slice(0, y)), ...match(from.slice(x), to.slice(y))];
}

class Bisection {
  readonly #max: number;
  readonly #delta: number;
  readonly #forward: Walk;
  readonly #backward: Walk;

  constructor(
    readonly from: Lines,
    readonly to: Lines,
  ) {
    this.#max = Math.ceil((from.length + to.length) / 2);
    this.#delta = from.length - to.length;
    this.#forward = new Walk(from, to, this.#max);
    this.#backward = new Walk(from.toReversed(), to.toReversed(), this.#max);
  }

  meeting(): { x: number; y: number } | undefined {
    const isOdd = this.#delta % 2 !== 0;
    for (let d = 0; d < this.#max; d++) {
      for (const { k, x } of this.#forward.step(d)) {
        if (!isOdd) continue;
        const other = this.#backward.reached(this.#delta - k);
        if (other !== -1 && x >= this.from.length - other) return { x, y: x - k };
      }
      for (const { k, x } of this.#backward.step(d)) {
        if (isOdd) continue;
        const diagonal = this.#delta - k;
        const other = this.#forward.reached(diagonal);
        if (other !== -1 && other >= this.from.length - x) return { x: other, y: other - diagonal };
      }
    }
    return undefined;
  }
}

/** The furthest points that are reached on each diagonal. */
class Walk {
  readonly #furthest: Int32Array;
  #start = 0;
  #end = 0;

  constructor(
    readonly from: Lines,
    readonly to: Lines,
    readonly max: number,
  ) {
    this.#furthest = new Int32Array(2 * max).fill(-1);
    if (max + 1 < this.#furthest.length) this.#furthest[max + 1] = 0;
  }

  /** -1 where nothing is reached yet, or nothing can be. */
  reached(k: number): number {
    return this.#furthest[this.max + k] ?? -1;
  }

  *step(d: number): Generator<{ k: number; x: number }> {
    const { from, to } = this;
    for (let k = -d + this.#start; k <= d - this.#end; k += 2) {
      const goesDown = k === -d || (k !== d && this.reached(k - 1) < this.reached(k + 1));
      let x = goesDown ? this.reached(k + 1) : this.reached(k - 1) + 1;
      let y = x - k;
      while (x < from.length && y < to.length && from[x] === to[y]) {
        x++;
        y++;
      }
      this.#furthest[this.max + k] = x;
      if (x > from.length) this.#end += 2;
      else if (y > to.length) this.#start += 2;
      else yield { k, x };
    }
  }
}

/** Neighbours of a kind become one, deletions come before insertions, and single edits are shifted over what is the same beside them. */
function merged(edits: readonly Edit[]): Edit[] {
  const gathered = gather(edits);
  let shifted = false;
  for (let i = 1; i < gathered.length - 1; i++) {
    const [before, edit, after] = [gathered[i - 1], gathered[i], gathered[i + 1]];
    if (before?.kind !== "same" || after?.kind !== "same" || edit === undefined) continue;
    const { lines } = edit;
    if (endsWith(lines, before.lines)) {
      edit.lines = [...before.lines, ...lines.slice(0, lines.length - before.lines.length)];
      after.lines = [...before.lines, ...after.lines];
      gathered.splice(i - 1, 1);
      shifted = true;
    } else if (isEqual(lines.slice(0, after.lines.length), after.lines)) {
      before.lines = [...before.lines, ...after.lines];
      edit.lines = [...lines.slice(after.lines.length), ...after.lines];
      gathered.splice(i + 1, 1);
      shifted = true;
    }
  }
  return shifted ? merged(gathered) : gathered;
}

function gather(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  let [deleted, inserted]: [Line[], Line[]] = [[], []];
  const same = (lines: Lines): void => {
    const last = result.at(-1);
    if (lines.length === 0) return;
    if (last?.kind === "same") last.lines = [...last.lines, ...lines];
    else result.push({ kind: "same", lines });
  };
  const flush = (): Lines => {
    const start = commonStart(inserted, deleted);
    same(inserted.slice(0, start));
    const end = commonEnd(inserted.slice(start), deleted.slice(start));
    const tail = inserted.slice(inserted.length - end);
    // What has nothing left but what both have stays, as an edit of nothing.
    const isBoth = deleted.length > 0 && inserted.length > 0;
    const edit = (kind: "delete" | "insert", lines: Lines): void => {
      if (isBoth || lines.length > 0) result.push({ kind, lines });
    };
    edit("delete", deleted.slice(start, deleted.length - end));
    edit("insert", inserted.slice(start, inserted.length - end));
    [deleted, inserted] = [[], []];
    return tail;
  };
  for (const { kind, lines } of edits) {
    if (kind === "delete") deleted.push(...lines);
    else if (kind === "insert") inserted.push(...lines);
    else if (lines.length > 0) same([...flush(), ...lines]);
  }
  same(flush());
  return result;
}

function isEqual(a: Lines, b: Lines): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}

function endsWith(lines: Lines, end: Lines): boolean {
  return end.length <= lines.length && isEqual(lines.slice(lines.length - end.length), end);
}

function commonStart(a: Lines, b: Lines): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function commonEnd(a: Lines, b: Lines): number {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}

function indexOf(lines: Lines, wanted: Lines, from: number): number {
  for (let i = from; i + wanted.length <= lines.length; i++) {
    if (wanted.every((line, j) => lines[i + j] === line)) return i;
  }
  return -1;
}
