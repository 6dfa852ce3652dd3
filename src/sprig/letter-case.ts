/** Changing the case of texts as Go's strings package and Masterminds/goutils v1.1.1 do. */
import {
  isDigit,
  isLetter,
  isLower,
  isSpace,
  isTitle,
  isUpper,
  lowerRune,
  runes,
  titleRune,
  upperRune,
} from "./unicode.ts";

const ASCII = /^[\x00-\x7f]*$/;

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
