/** Cuts rendered text into documents (helm pkg/release/v1/util/manifest.go; pkg/releaseutil in Helm 3). */
import type { Dialect } from "../dialect.ts";
import { isBlank, trimLeft, trimSpace } from "../space.ts";

/** The documents that hold anything. Helm 4 keeps the white space at their ends, Helm 3 trims it. */
export function splitManifests(text: string, dialect: Dialect): string[] {
  const documents = dialect === "helm4" ? splitAtLines(trimLeft(text)) : splitTrimmed(trimSpace(text));
  return documents.filter((document) => !isBlank(document)).map(dialect === "helm4" ? trimLeft : trimSpace);
}

const SEPARATOR = /(?:^|(?<=\n))---[ \t]*/;

function splitAtLines(text: string): string[] {
  return text.split(SEPARATOR);
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
