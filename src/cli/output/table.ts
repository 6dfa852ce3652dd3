/** Tables as Helm prints them (gosuri/uitable v0.0.4): columns padded with blanks and separated by tabs. */

export interface TableOptions {
  /** Longer cells are cut and end in `...`; 0 or left out: no limit. */
  readonly columnWidthMax?: number;
}

/** The rows as lines, without a line end after the last. */
export function formatTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const limit = options.columnWidthMax || Infinity;
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      const width = Math.max(...cell.split("\n").map(textWidth));
      widths[i] = Math.max(widths[i] ?? 0, Math.min(width, limit));
    });
  }
  return rows.map((row) => formatRow(row, widths)).join("\n");
}

/** A cell of several lines makes a row of several lines. */
function formatRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, i) => resize(cell, widths[i] ?? 0).split("\n"));
  const height = Math.max(0, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells.map((lines, i) => formatLine(lines[line], widths[i] ?? 0)).join("\t"),
  ).join("\n");
}

/** A line that a lower cell does not have is one blank, padded from the left. */
function formatLine(line: string | undefined, width: number): string {
  return line === undefined ? " ".padStart(width) : resize(line, width);
}

const ELLIPSIS = "...";

function resize(text: string, width: number): string {
  const actual = textWidth(text);
  if (width === 0 || actual === width) return text;
  if (actual < width) return text + " ".repeat(width - actual);
  return cut(text, width - ELLIPSIS.length) + ELLIPSIS;
}

/** At least one character, however narrow. */
function cut(text: string, width: number): string {
  let kept = "";
  let used = 0;
  for (const character of text) {
    kept += character;
    const next = Bun.stringWidth(character);
    if (used + next >= width) break;
    used += next;
  }
  return kept;
}

const ASCII = /^[\x20-\x7e]*$/;

/** Columns on a terminal, character by character, without colours. */
function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of Bun.stripANSI(text)) width += Bun.stringWidth(character);
  return width;
}
