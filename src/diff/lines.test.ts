import { describe, expect, test } from "bun:test";
import { array, assert, boolean, constantFrom, gen as generate, integer, property, tuple } from "fast-check";
import { diffLines, type LineRecord } from "./lines.ts";

/** The plugin's own way to the same: a table of all pairs, halves of the first list. */
function byTable(a: readonly string[], b: readonly string[]): LineRecord[] {
  const all = (delta: LineRecord["delta"], lines: readonly string[]): LineRecord[] =>
    lines.map((text) => ({ delta, text }));
  if (a.length === 0) return all("+", b);
  if (b.length === 0) return all("-", a);
  if (a.length === 1) {
    const at = b.lastIndexOf(a[0] ?? "");
    return at < 0
      ? [...all("-", a), ...all("+", b)]
      : [...all("+", b.slice(0, at)), ...all(" ", a), ...all("+", b.slice(at + 1))];
  }
  const middle = Math.floor(a.length / 2);
  const [forward, backward] = [scores(a.slice(0, middle), b), scores(a.slice(middle).toReversed(), b.toReversed())];
  const sums = forward.map((score, j) => score + (backward[b.length - j] ?? 0));
  const split = sums.indexOf(Math.max(...sums));
  return [...byTable(a.slice(0, middle), b.slice(0, split)), ...byTable(a.slice(middle), b.slice(split))];
}

function scores(rows: readonly string[], lines: readonly string[]): number[] {
  let above = [0, ...lines.map(() => 0)];
  for (const row of rows) {
    const next = [0];
    for (const [j, line] of lines.entries()) {
      next.push(row === line ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, next[j] ?? 0));
    }
    above = next;
  }
  return above;
}

function trimmed(a: readonly string[], b: readonly string[]): LineRecord[] {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (a.length - end - 1 > start && b.length - end - 1 > start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const common = (lines: readonly string[]): LineRecord[] => lines.map((text) => ({ delta: " ", text }));
  const middle = byTable(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...common(a.slice(0, start)), ...middle, ...common(a.slice(a.length - end))];
}

const lines = (words: number, lengthMax: number) =>
  array(integer({ min: 0, max: words }).map(String), { maxLength: lengthMax });

describe("lines", () => {
  test("are matched as a table of all pairs matches them", () => {
    assert(
      property(constantFrom(2, 5, 40), generate(), (words, gen) => {
        const [a, b] = [gen(lines, words, 90), gen(lines, words, 90)];
        expect(diffLines(a, b)).toEqual(trimmed(a, b));
      }),
      { numRuns: 300 },
    );
  });

  test("so are those of which few change, where only a band of the table is filled", () => {
    const before = Array.from({ length: 1500 }, (_, i) => (i % 3 === 0 ? "}" : `line ${i % 100}`));
    assert(
      property(array(tuple(integer({ min: 0, max: 1499 }), boolean()), { maxLength: 8 }), (edits) => {
        const after = [...before];
        for (const [at, inserts] of edits) after.splice(at, inserts ? 0 : 1, ...(inserts ? ["}", "new"] : []));
        expect(diffLines(before, after)).toEqual(trimmed(before, after));
      }),
      { numRuns: 8 },
    );
  });
});
