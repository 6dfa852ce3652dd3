/** Breaks lines at white space (mitchellh/go-wordwrap v1.0.1): `width` counts characters; words longer than it stay whole. */
export function wordWrap(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, width))
    .join("\n");
}

/** A word goes to the next line as soon as it passes the edge, unless it has as many characters as a line by then. */
function wrapLine(line: string, width: number): string {
  let wrapped = "";
  let column = 0;
  for (const [, space = "", word = ""] of line.matchAll(/([^\S\u00a0]*)((?:\S|\u00a0)*)/gu)) {
    const length = [...word].length;
    const over = column + length + [...space].length > width;
    if (word === "") return over ? wrapped : wrapped + space;
    if (over && breaksBefore(column + [...space].length, length, width)) {
      wrapped += `\n${word}`;
      column = length;
    } else {
      wrapped += space + word;
      column += [...space].length + length;
    }
  }
  return wrapped;
}

/** The first character that passes the edge decides. */
function breaksBefore(start: number, length: number, width: number): boolean {
  const passing = Math.max(width - start + 1, 1);
  return passing <= length && passing < width;
}
