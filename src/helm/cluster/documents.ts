/** How apimachinery cuts a stream of YAML into documents (util/yaml/decoder.go, YAMLReader), and so counts their lines. */
import { GoError } from "../../go/index.ts";

/**
 * Separators stand between documents; one with nothing before it belongs to the document behind it. Throws `GoError` at a separator that
 * has more on its line than a comment, after the documents before it.
 */
export function* documentsOf(stream: string): Generator<string> {
  const lines = stream.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  let document: string[] = [];
  for (const line of lines) {
    if (line.startsWith("---") && isSeparator(line) && document.length > 0) {
      yield text(document);
      document = [];
    } else document.push(line);
  }
  if (document.length > 0) yield text(document);
}

function isSeparator(line: string): boolean {
  const behind = line.slice(3).trim();
  if (behind === "" || behind.startsWith("#")) return true;
  throw new GoError(`invalid Yaml document separator: ${behind}`);
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
