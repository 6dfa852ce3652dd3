/** Blocks of text beside one another. */

const SEPARATOR = "   ";

/** Beside one another where the width allows, else below one another. */
export function besides(blocks: readonly string[], width: number): string {
  const needed = blocks.map(widest).reduce((sum, one) => sum + one, (blocks.length - 1) * SEPARATOR.length);
  if (needed <= width) return table(blocks, { separator: SEPARATOR, indent: 0 });
  return blocks.map((block) => `${block}\n`).join("");
}

interface TableOptions {
  readonly separator: string;
  readonly indent: number;
}

export function table(columns: readonly string[], { separator, indent }: TableOptions): string {
  const widths = columns.map(widest);
  const lines = columns.map((column) => column.split("\n"));
  const rows = Math.max(0, ...lines.map(({ length }) => length));
  const blanks = " ".repeat(indent);
  const cell = (column: number, row: number): string => {
    const text = lines[column]?.[row] ?? "";
    return blanks + text + " ".repeat((widths[column] ?? 0) - plainLength(text));
  };
  return Array.from({ length: rows }, (_, row) =>
    columns
      .map((__, column) => cell(column, row))
      .join(separator)
      .replace(/ +$/, ""),
  ).join("\n");
}

function widest(block: string): number {
  return Math.max(0, ...block.split("\n").map(plainLength));
}

/** Characters, of which escape sequences are none. */
export function plainLength(text: string): number {
  // eslint-disable-next-line no-control-regex -- escape sequences take no place
  return [...text.replace(/\x1b\[[\d;]*m/g, "")].length;
}
