/** Columns as Go's text/tabwriter aligns them, the last one as it is. */

export interface Columns {
  readonly widthMin: number;
  /** Blanks between columns. */
  readonly padding: number;
}

/** kubectl's (liggitt/tabwriter). */
const KUBECTL: Columns = { widthMin: 6, padding: 3 };

/** Rows as lines, each with a line end. */
export function tabbed(rows: readonly (readonly string[])[], { widthMin, padding }: Columns = KUBECTL): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? widthMin, characters(cell) + padding);
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
