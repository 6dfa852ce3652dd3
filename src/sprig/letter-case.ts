/**
 * Go's unicode package as far as Sprig needs it: case and class of single characters. Go maps one character to one,
 * where JavaScript's toUpperCase may give several (`ß` to `SS`) or look at the neighbours (a final sigma).
 */
const SPACE = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const UPPER = /^\p{Lu}$/u;
const LOWER = /^\p{Ll}$/u;
const TITLE = /^\p{Lt}$/u;
const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;
const ASCII = /^[\x00-\x7f]*$/;

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

/** `strings.ToUpper`. */
export function upper(text: string): string {
  return ASCII.test(text) ? text.toUpperCase() : mapRunes(text, upperRune);
}

/** `strings.ToLower`. */
export function lower(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : mapRunes(text, lowerRune);
}

function mapRunes(text: string, map: (char: string) => string): string {
  return runes(text).map(map).join("");
}

/** `strings.Title`: the first letter of every word, where an apostrophe ends a word and an underscore does not. */
export function title(text: string): string {
  let before = " ";
  return mapRunes(text, (char) => {
    const result = isSeparator(before) ? titleRune(char) : char;
    before = char;
    return result;
  });
}

function isSeparator(char: string): boolean {
  if (ASCII.test(char)) return !/^\w$/.test(char);
  return !isLetter(char) && !isDigit(char) && isSpace(char);
}

/** goutils' Uncapitalize: the first character of every word in lower case. */
export function untitle(text: string): string {
  let atStart = true;
  return mapRunes(text, (char) => {
    if (isSpace(char)) {
      atStart = true;
      return char;
    }
    const result = atStart ? lowerRune(char) : char;
    atStart = false;
    return result;
  });
}

/** goutils' SwapCase: the other case, but a title letter at the start of a word. */
export function swapCase(text: string): string {
  let afterSpace = true;
  return mapRunes(text, (char) => {
    if (isUpper(char) || isTitle(char)) {
      afterSpace = false;
      return lowerRune(char);
    }
    if (isLower(char)) {
      const result = afterSpace ? titleRune(char) : upperRune(char);
      afterSpace = false;
      return result;
    }
    afterSpace = isSpace(char);
    return char;
  });
}
