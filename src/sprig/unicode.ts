/**
 * Go's unicode package as far as Sprig needs it: class and case of single characters. Go maps one character to one,
 * where JavaScript's toUpperCase may give several (`ß` to `SS`) or look at the neighbours (a final sigma).
 * Characters newer than Go's Unicode 15 have the properties that the JavaScript engine knows.
 */
const SPACE = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const UPPER = /^\p{Lu}$/u;
const LOWER = /^\p{Ll}$/u;
const TITLE = /^\p{Lt}$/u;
const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

/** What Go reads where bytes are not UTF-8. */
const REPLACEMENT = "\ufffd";
const INVALID = /[\udc80-\udcff]/;
const LONE_SURROGATE = /^[\ud800-\udfff]$/;

export const isSpace = (char: string): boolean => SPACE.test(char);
export const isUpper = (char: string): boolean => UPPER.test(char);
export const isLower = (char: string): boolean => LOWER.test(char);
export const isTitle = (char: string): boolean => TITLE.test(char);
export const isLetter = (char: string): boolean => LETTER.test(char);
export const isDigit = (char: string): boolean => DIGIT.test(char);

/** Go's `[]rune(s)`: characters, with U+FFFD for every byte that is not UTF-8. */
export function runes(text: string): string[] {
  const chars = [...text];
  if (!INVALID.test(text)) return chars;
  return chars.map((char) => (LONE_SURROGATE.test(char) ? REPLACEMENT : char));
}

/** Got their capitals in Unicode 16; Go 1.26 has Unicode 15. */
const WITHOUT_CAPITAL = new Set(["\u019b", "\u0264"]);

/** `unicode.ToUpper`. */
export function upperRune(char: string): string {
  if (WITHOUT_CAPITAL.has(char)) return char;
  const result = char.toUpperCase();
  if (isOneRune(result)) return result;
  return withIotaSubscript(char);
}

/** `unicode.ToLower`. */
export function lowerRune(char: string): string {
  const result = char.toLowerCase();
  // Only U+0130 has a longer form: an i with a dot above it.
  return isOneRune(result) ? result : "i";
}

/** `unicode.ToTitle`: as `ToUpper`, but for digraphs such as `ǆ`, and Georgian has none. */
export function titleRune(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCodePoint(0x1c5 + 3 * Math.floor((code - 0x1c4) / 3));
  if (code >= 0x1f1 && code <= 0x1f3) return "\u01f2";
  if ((code >= 0x10d0 && code <= 0x10fa) || (code >= 0x10fd && code <= 0x10ff)) return char;
  return upperRune(char);
}

function isOneRune(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
}

/** Greek vowels with an iota subscript have a title form of one character, and an upper form of two. */
function withIotaSubscript(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8);
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9);
  return char;
}
