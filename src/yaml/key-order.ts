/**
 * The order in which go-yaml writes the keys of a map (sorter.go): letters after everything else, runs of digits by their
 * number. v3 turns the first rule around behind a digit. For keys whose numbers have leading zeros the order is not
 * transitive, and Go has no fixed order either.
 */
import type { Dialect } from "./errors.ts";

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

function isLetter(rune: string): boolean {
  const code = rune.charCodeAt(0);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return LETTER.test(rune);
}

function isDigit(rune: string | undefined): boolean {
  if (rune === undefined) return false;
  const code = rune.charCodeAt(0);
  return code < 128 ? code >= 48 && code <= 57 : DIGIT.test(rune);
}

export function compareKeys(a: string, b: string, dialect: Dialect): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === shorter) return a.length - b.length;
  const x = a.charCodeAt(at);
  const y = b.charCodeAt(at);
  if (x >= 97 && x <= 122 && y >= 97 && y <= 122) return x - y;
  return compareDiffering(Array.from(a), Array.from(b), dialect);
}

function compareDiffering(a: readonly string[], b: readonly string[], dialect: Dialect): number {
  let at = 0;
  while (a[at] === b[at]) at++;
  const x = a[at];
  const y = b[at];
  if (x === undefined || y === undefined) return a.length - b.length;
  const letters = (isLetter(x) ? 1 : 0) + (isLetter(y) ? 2 : 0);
  if (letters === 3) return runeOf(x) - runeOf(y);
  if (letters !== 0) {
    const lettersFirst = dialect === "v3" && isDigit(a[at - 1]);
    return (letters === 2) === lettersFirst ? 1 : -1;
  }
  return compareNumbers(a, b, at);
}

function compareNumbers(a: readonly string[], b: readonly string[], at: number): number {
  const seed = (a[at] === "0" || b[at] === "0") && followsDigits(a, at) ? 1 : 0;
  const [x, xEnd] = numberAt(a, at, seed);
  const [y, yEnd] = numberAt(b, at, seed);
  if (x !== y) return x < y ? -1 : 1;
  if (xEnd !== yEnd) return xEnd - yEnd;
  return runeOf(a[at]) - runeOf(b[at]);
}

/** A zero in the middle of a number counts as a digit of it. */
function followsDigits(runes: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(runes[i]); i--) if (runes[i] !== "0") return true;
  return false;
}

/** The number that begins at `at`, and where it ends. Go's int64 wraps, and so does this. */
function numberAt(runes: readonly string[], at: number, seed: number): [value: bigint, end: number] {
  let value = BigInt(seed);
  let end = at;
  for (; isDigit(runes[end]); end++) value = BigInt.asIntN(64, value * 10n + BigInt(runeOf(runes[end]) - 48));
  return [value, end];
}

function runeOf(rune: string | undefined): number {
  return rune?.codePointAt(0) ?? 0;
}
