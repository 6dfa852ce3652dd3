/** Cuts rendered text into documents (helm pkg/release/v1/util/manifest.go; pkg/releaseutil in Helm 3). */
import type { Dialect } from "../dialect.ts";
import { isBlank, trimLeft, trimSpace } from "../../go/unicode/index.ts";

/** The documents that hold anything. Helm 4 keeps the white space at their ends, Helm 3 trims it. */
export function splitManifests(text: string, dialect: Dialect): string[] {
  const documents = dialect === "helm4" ? splitAtLines(trimLeft(text)) : splitTrimmed(trimSpace(text));
  return documents.filter((document) => !isBlank(document)).map(dialect === "helm4" ? trimLeft : trimSpace);
}

/** At each line that begins with `---`; blanks behind that go with it. */
function splitAtLines(text: string): string[] {
  const documents: string[] = [];
  let start = 0;
  for (let at = text.startsWith("---") ? 0 : nextMark(text, 0); at >= 0; at = nextMark(text, start)) {
    documents.push(text.slice(start, at));
    start = at + "---".length;
    while (" \t".includes(text.charAt(start)) && start < text.length) start++;
  }
  documents.push(text.slice(start));
  return documents;
}

/** Where the next line begins that begins with `---`; -1 behind the last. */
function nextMark(text: string, from: number): number {
  const lineBreak = text.indexOf("\n---", from);
  return lineBreak < 0 ? -1 : lineBreak + 1;
}

/**
 * Helm 3's separator is `(?:^|\s*\n)---\s*`: it takes the line ends behind it too, so that a second `---` on the next line
 * belongs to the document.
 */
function splitTrimmed(text: string): string[] {
  const documents: string[] = [];
  let start = 0;
  let at = text.startsWith("---") ? 0 : text.indexOf("\n---");
  while (at >= 0) {
    documents.push(text.slice(start, at));
    start = text.indexOf("---", at) + 3;
    while (" \t\n\f\r".includes(text.charAt(start)) && start < text.length) start++;
    at = text.indexOf("\n---", start);
  }
  documents.push(text.slice(start));
  return documents;
}
