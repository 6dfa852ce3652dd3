/** Tells how a text indents its lists, by the first list below a key (kyaml yaml/util.go, DeriveSeqIndentStyle, 0.21). */
export function sequenceStyle(text: string): "compact" | "wide" {
  const lines = text.split("\n");
  for (const [i, line] of lines.entries()) {
    const dash = /^( *)- /.exec(line);
    if (dash === null) continue;
    const key = lineBefore(lines, i);
    // A key that holds a list is one with nothing behind its only colon: other lines belong to a text.
    if (!/^ *[^:]*: *$/.test(key) || key.trim() === "") continue;
    const depth = (dash[1] ?? "").length - (key.length - key.trimStart().length);
    if (depth === 0) return "compact";
    if (depth === 2) return "wide";
  }
  return "compact";
}

/** The nearest line above that is no comment, without the comment behind it. */
function lineBefore(lines: readonly string[], index: number): string {
  for (let i = index - 1; i >= 0; i--) {
    const line = lines[i] ?? "";
    if (!/^ *#/.test(line)) return line.split("#", 1)[0] ?? "";
  }
  return "";
}
