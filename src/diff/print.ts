/** A report in the form that was asked for. */
import type { DiffOptions } from "./options.ts";
import { diffText, simpleText } from "./print-diff.ts";
import { dyffText } from "./print-dyff.ts";
import { structuredText } from "./print-structured.ts";
import { type ReportTemplate, templateText } from "./print-template.ts";
import type { Report } from "./report.ts";

export interface PrintOptions extends Pick<DiffOptions, "output" | "suppressedKinds" | "findRenames"> {
  readonly colored: boolean;
  /** Colours are asked for, and not just there because there is a terminal: dyff has none then. */
  readonly coloredDyff: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The template of the output `template`; the usual one where none is given. */
  readonly template?: ReportTemplate | undefined;
  readonly log: (line: string) => void;
}

/** Throws `ParseError` for a template that is none. */
export function reportText({ entries }: Report, options: PrintOptions): string {
  switch (options.output) {
    case "simple":
      return simpleText(entries, options);
    case "template":
      return templateText(entries, options);
    case "json":
      return templateText(entries, { log: options.log });
    case "structured":
      return structuredText(entries);
    case "dyff":
      return dyffText(entries, options);
    default:
      return diffText(entries, options);
  }
}
