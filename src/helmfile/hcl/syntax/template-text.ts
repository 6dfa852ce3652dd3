/** White space in templates: what `~` cuts off, and what `<<-` takes from the beginnings of lines. */
import { isBlank, trimLeft } from "../../../go/unicode/index.ts";
import { characters, type Range } from "./range.ts";
import type { TemplatePart, TemplateText } from "./template-part.ts";

export function trimRight(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.slice(end - 1, end))) end--;
  return text.slice(0, end);
}

/** Takes the white space that all lines have in common from their beginnings. Empty lines do not count. */
export function dedent(parts: readonly TemplatePart[]): void {
  let common = Infinity;
  let atLineStart = true;
  const indented: TemplateText[] = [];
  for (const part of parts) {
    if (atLineStart && part.kind === "end") break;
    if (atLineStart && !isEmptyLine(part)) common = Math.min(common, indentOf(part));
    if (atLineStart && part.kind === "text" && !isEmptyLine(part)) indented.push(part);
    atLineStart = part.kind === "text" && part.text.endsWith("\n");
  }
  for (const part of indented) cut(part, common);
}

function isEmptyLine(part: TemplatePart): boolean {
  return part.kind === "text" && isBlank(part.text) && part.text.endsWith("\n");
}

function indentOf(part: TemplatePart): number {
  if (part.kind !== "text") return 0;
  return characters(part.text.slice(0, part.text.length - trimLeft(part.text).length)).length;
}

function cut(part: TemplateText, count: number): void {
  part.text = characters(part.text).slice(count).join("");
  const { file, start, end } = part.range;
  part.range = { file, start: { line: start.line, column: start.column + count }, end };
}

/** Texts that follow one another are one. */
export function joinTexts(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const joined: TemplatePart[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before?.kind !== "text" || part.kind !== "text") joined.push(part);
    else {
      before.text += part.text;
      before.range = longer(before.range, part.range);
    }
  }
  return joined;
}

function longer({ file, start }: Range, { end }: Range): Range {
  return { file, start, end };
}
