/** The values of strings, which the scanner only delimits (BurntSushi/toml v1.6.0 parse.go). */

const ESCAPED: Record<string, string> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  e: "\x1b",
  '"': '"',
  "\\": "\\",
};

/** A newline right after the opening quotes is not part of a text. */
export function withoutFirstNewline(text: string): string {
  return text.replace(/^\r?\n/, "");
}

/** A backslash at the end of a line takes with it all white space up to the next character. */
export function withoutEscapedNewlines(text: string): string {
  return text.replace(/\\\\|\\[ \t\r]*\n[ \t\r\n]*/g, (match) => (match === "\\\\" ? match : ""));
}

/** Says what is wrong with an escape. */
export class EscapeProblem extends Error {}

/** Replaces escapes; the scanner has seen to it that their digits are there. */
export function unescape(text: string): string {
  return text.replace(/\\(?:x..|u.{4}|U.{8}|[^xuU])/gs, (escape) => {
    const letter = escape.charAt(1);
    if (escape.length > 2) return fromHex(escape.slice(2));
    const character = ESCAPED[letter];
    if (character === undefined) throw new EscapeProblem(`invalid escape: '${escape}'`);
    return character;
  });
}

function fromHex(digits: string): string {
  const point = Number.parseInt(digits, 16);
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  if (isSurrogate || point > 0x10ffff) throw new EscapeProblem(`Escaped character '\\u${digits}' is not valid UTF-8.`);
  return String.fromCodePoint(point);
}
