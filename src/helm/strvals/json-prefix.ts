/**
 * Finds where the first JSON value of a text ends, as Go's streaming `json.Decoder` sees it: a number or a word ends at the
 * first character that cannot continue it, so `1b=2` is the number 1 followed by `b=2`.
 */
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]*)?/y;
const WORD = /true|false|null/y;
const STRING = /"(?:[^"\\]|\\[^])*"/y;
const BRACKETED = /"(?:[^"\\]|\\[^])*"|[[\]{}]/g;
const SPACE = /[ \t\r\n]*/y;

/** The end of the first value, `undefined` where none can be read. What lies between is still to be parsed. */
export function jsonPrefixEnd(text: string): number | undefined {
  const start = matchEnd(SPACE, text, 0) ?? 0;
  switch (text[start]) {
    case "{":
    case "[":
      return bracketEnd(text, start);
    case '"':
      return matchEnd(STRING, text, start);
    default:
      return matchEnd(WORD, text, start) ?? matchEnd(NUMBER, text, start);
  }
}

function matchEnd(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function bracketEnd(text: string, from: number): number | undefined {
  let depth = 0;
  BRACKETED.lastIndex = from;
  for (let match = BRACKETED.exec(text); match !== null; match = BRACKETED.exec(text)) {
    if (match[0] === "{" || match[0] === "[") depth++;
    else if (match[0] === "}" || match[0] === "]") depth--;
    if (depth === 0) return BRACKETED.lastIndex;
  }
  return undefined;
}
