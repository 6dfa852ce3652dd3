/** A few lines of a text around a place, with a mark below it. */
import { formatPosition, type Position } from "../../base/index.ts";

const LINES_AROUND = 2;

export function codeFrame(text: string, at: Position): string {
  const lines = text.split("\n");
  const first = Math.max(1, at.line - LINES_AROUND);
  const last = Math.min(lines.length, at.line + LINES_AROUND);
  const width = String(last).length;
  let frame = `${formatPosition(at)}\n`;
  for (let number = first; number <= last; number++) {
    const mark = number === at.line ? ">" : " ";
    frame += `${mark} ${String(number).padStart(width)} | ${(lines[number - 1] ?? "").replace(/\r$/, "")}\n`;
    if (number === at.line) frame += `  ${" ".repeat(width)} | ${" ".repeat(Math.max(0, at.column - 1))}^\n`;
  }
  return frame;
}
