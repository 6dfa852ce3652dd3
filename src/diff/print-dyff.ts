/** The output `dyff`: what dyff 1.12 says of the two files that the shown lines make. */
import { compareDocuments } from "./dyff/compare.ts";
import { humanReport } from "./dyff/human.ts";
import { loadDocuments, Unreadable } from "./dyff/nodes.ts";
import { coloredPen, plainPen } from "./dyff/styles.ts";
import type { ReportEntry } from "./report.ts";

export interface DyffOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly findRenames: number;
  /** Only where colours are asked for, not where the terminal has them. */
  readonly coloredDyff: boolean;
}

export function dyffText(entries: readonly ReportEntry[], { width, findRenames, coloredDyff }: DyffOptions): string {
  const side = (without: "+" | "-"): string =>
    entries
      .flatMap(({ records }) => ["---", ...records.filter(({ delta }) => delta !== without).map(({ text }) => text)])
      .map((line) => `${line}\n`)
      .join("");
  try {
    const [from, to] = [loadDocuments(side("+")), loadDocuments(side("-"))];
    return humanReport(compareDocuments(from, to, { detectRenames: findRenames > 0 }), {
      width,
      pen: coloredDyff ? coloredPen : plainPen,
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return "\n";
  }
}
