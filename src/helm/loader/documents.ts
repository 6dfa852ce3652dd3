/**
 * Cuts a text into documents as k8s.io/apimachinery's YAMLReader does: at lines that begin with `---`, which only a comment may follow.
 * Carriage returns before line ends are dropped on the way.
 */
import { GoError } from "../../go/index.ts";

export interface Document {
  readonly text: string;
  /** How many lines of the file stand before it. */
  readonly linesBefore: number;
}

export class DocumentReader {
  #lines: string[] | undefined;
  /** The whole text, where it is one document. */
  #whole: string | undefined;
  #at = 0;

  constructor(text: string) {
    if (isSingle(text)) this.#whole = text;
    else this.#lines = linesOf(text);
  }

  /** The next document, nothing behind the last. Throws `GoError` for a separator with content behind it. */
  next(): Document | undefined {
    if (this.#lines !== undefined) return this.#cut(this.#lines);
    const text = this.#whole ?? "";
    this.#whole = undefined;
    return text === "" ? undefined : { text: text.endsWith("\n") ? text : `${text}\n`, linesBefore: 0 };
  }

  #cut(lines: readonly string[]): Document | undefined {
    const start = this.#at;
    const document: string[] = [];
    for (; this.#at < lines.length; this.#at++) {
      const raw = lines[this.#at] ?? "";
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (isSeparator(line) && document.length > 0) {
        this.#at++;
        break;
      }
      document.push(line);
    }
    return document.length === 0 ? undefined : { text: `${document.join("\n")}\n`, linesBefore: start };
  }
}

/** Nothing to cut and nothing to drop: nearly every values file. */
function isSingle(text: string): boolean {
  return !text.startsWith("---") && !text.includes("\n---") && !text.includes("\r");
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function isSeparator(line: string): boolean {
  if (!line.startsWith("---")) return false;
  const rest = line.slice(3).trim();
  if (rest !== "" && !rest.startsWith("#")) throw new GoError(`invalid Yaml document separator: ${rest}`);
  return true;
}
