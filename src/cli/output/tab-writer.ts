/** Columns as liggitt/tabwriter aligns them for kubectl: at least six wide, three blanks apart, the last one as it is. */
const WIDTH_MIN = 6;
const PADDING = 3;

/** Rows as lines, each with a line end. */
export function tabbed(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? WIDTH_MIN, characters(cell) + PADDING);
    });
  }
  return rows
    .map((row) => `${row.map((cell, i) => pad(cell, i < row.length - 1 ? widths[i] : 0)).join("")}\n`)
    .join("");
}

function pad(cell: string, width = 0): string {
  return cell + " ".repeat(Math.max(0, width - characters(cell)));
}

function characters(cell: string): number {
  return [...cell].length;
}
