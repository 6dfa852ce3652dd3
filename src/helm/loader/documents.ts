/**
 * Cuts a values file into documents as k8s.io/apimachinery's YAMLReader does: at lines that begin with `---`, which only a
 * comment may follow. Carriage returns before line ends are dropped on the way.
 */
import { GoError } from "../../go/index.ts";

export interface Document {
  readonly text: string;
  /** How many lines of the file stand before it. */
  readonly linesBefore: number;
}

/** Throws `GoError` for a separator with content behind it. */
export function splitDocuments(text: string): Document[] {
  if (isSingle(text)) return text === "" ? [] : [{ text: text.endsWith("\n") ? text : `${text}\n`, linesBefore: 0 }];
  const documents: Document[] = [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  let start = 0;
  let current: string[] = [];
  for (const [i, raw] of lines.entries()) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line.startsWith("---")) {
      checkSeparator(line);
      if (current.length > 0) {
        documents.push({ text: `${current.join("\n")}\n`, linesBefore: start });
        current = [];
        start = i + 1;
        continue;
      }
    }
    current.push(line);
  }
  if (current.length > 0) documents.push({ text: `${current.join("\n")}\n`, linesBefore: start });
  return documents;
}

/** Nothing to cut and nothing to drop: nearly every values file. */
function isSingle(text: string): boolean {
  return !text.startsWith("---") && !text.includes("\n---") && !text.includes("\r");
}

function checkSeparator(line: string): void {
  const rest = line.slice(3).trim();
  if (rest !== "" && !rest.startsWith("#")) {
    throw new GoError(`error reading yaml document: invalid Yaml document separator: ${rest}`);
  }
}
