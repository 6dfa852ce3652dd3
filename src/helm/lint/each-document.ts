import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { type Head, readDocuments } from "./documents.ts";
import type { Linter } from "./linter.ts";

export interface LintedText {
  /** Named in messages. */
  readonly name: string;
  readonly content: string;
  readonly dialect: Dialect;
}

/** Hands over the head of each document; ends at the first that is no YAML, which is reported. Whether all were read. */
export function lintEachDocument(linter: Linter, text: LintedText, lint: (head: Head) => void): boolean {
  const documents = readDocuments(text.content, text.dialect);
  for (;;) {
    let head: Head | undefined;
    const valid = linter.check("ERROR", text.name, () => {
      head = wrap("unable to parse YAML", () => documents.next().value as Head | undefined);
    });
    if (!valid) return false;
    if (head === undefined) return true;
    lint(head);
  }
}
