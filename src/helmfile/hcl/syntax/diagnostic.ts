/** What HCL finds wrong (hcl 2.24, diagnostic.go). */
import { GoError } from "../../../go/index.ts";
import { type Range, rangeText } from "./range.ts";

export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly subject: Range;
}

/** `file:line,col-col: Summary; detail` */
export function diagnosticText({ summary, detail, subject }: Diagnostic): string {
  return `${rangeText(subject)}: ${summary}; ${detail}`;
}

/** A file that cannot be read: the first thing that is wrong with it. */
export class SyntaxProblem extends GoError {
  constructor(diagnostic: Diagnostic) {
    super(diagnosticText(diagnostic));
  }
}

export function problem(summary: string, detail: string, subject: Range): SyntaxProblem {
  return new SyntaxProblem({ summary, detail, subject });
}
