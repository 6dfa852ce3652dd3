/** Columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /\p{M}|\ufe0f/u;

function columnsOf(character: string): number {
  if (character < "\u0300") return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

export function textWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

/** The longest beginning that fits, with `…` where something is left out. */
export function fitted(text: string, columnsMax: number): string {
  if (textWidth(text) <= columnsMax) return text;
  return `${split(text, Math.max(0, columnsMax - 1))[0].trimEnd()}…`;
}

function split(text: string, columnsMax: number): [string, string] {
  let columns = 0;
  let at = 0;
  for (const character of text) {
    columns += columnsOf(character);
    if (columns > columnsMax) break;
    at += character.length;
  }
  return [text.slice(0, at), text.slice(at)];
}

/** Lines that fit, broken at spaces where there are any; what is too much for `linesMax` is cut off. */
export function wrapped(text: string, columnsMax: number, linesMax: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== "" && lines.length < linesMax - 1 && textWidth(rest) > columnsMax) {
    const [head] = split(rest, columnsMax);
    const space = head.lastIndexOf(" ");
    // Half a line for one word is too little.
    const end = space > head.length / 2 ? space : Math.max(1, head.length);
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "") lines.push(fitted(rest, columnsMax));
  return lines;
}
