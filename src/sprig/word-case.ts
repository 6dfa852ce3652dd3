/** snakecase, kebabcase and camelcase, as huandu/xstrings v1.5.0 writes them. */
import { isUpper, lowerRune, runes, upperRune } from "./unicode.ts";
import { cellsOf, isConnector, WordReader, type Word, type WordKind } from "./word-reader.ts";

const IN_UNIT = new Set<WordKind>(["alphabet", "number"]);

/** `xstrings.ToSnakeCase` with `_`, `ToKebabCase` with `-`. */
export function joinWords(text: string, connector: "_" | "-"): string {
  const cells = cellsOf(text);
  if (cells.length === 0) return text;
  const reader = new WordReader(cells);
  const out: string[] = [];
  const write = (word: Word): void => void out.push(written(word, connector));

  while (!reader.isLast) {
    const before = reader.word;
    if (before.kind !== "connector") write(before);
    reader.next();
    if (before.kind === "connector") write(before);
    else if (before.kind === "number") writeUnit();
    else if (before.kind !== "punctuation") writeGap();
  }
  write(reader.word);
  return out.join("");

  /** Letters and digits go on after a number without a gap: `2m3s`. */
  function writeUnit(): void {
    while (IN_UNIT.has(reader.word.kind)) {
      write(reader.word);
      reader.next();
    }
    if (reader.word.kind !== "none") writeConnector();
  }

  /** A number ends the word before it (`bld4_floor`) unless small letters follow (`http_2xx`). */
  function writeGap(): void {
    if (reader.word.kind !== "number") return writeConnector();
    if (reader.isLast) return;
    const number = reader.word;
    const after = reader.next();
    if (after.kind === "alphabet") {
      out.push(connector);
      write(number);
      writeUnit();
    } else {
      write(number);
      writeConnector();
    }
  }

  function writeConnector(): void {
    if (reader.word.kind !== "connector" && reader.word.kind !== "punctuation") out.push(connector);
  }
}

function written({ kind, text }: Word, connector: string): string {
  if (kind !== "upper" && kind !== "connector") return text;
  return runes(text)
    .map((char) => (isConnector(char) ? connector : isUpper(char) ? lowerRune(char) : char))
    .join("");
}

/** `xstrings.ToPascalCase`: connectors go, the letter after each becomes a capital. */
export function pascalCase(text: string): string {
  const chars = runes(text);
  const first = chars.findIndex((char) => !isConnector(char));
  // A text of connectors alone comes out with its last one doubled.
  if (first < 0) return chars.join("") + (chars.at(-1) ?? "");
  let out = chars.slice(0, first).join("");
  let inUpperRun = isUpper(chars[first] ?? "");
  let held = upperRune(chars[first] ?? "");
  for (const char of chars.slice(first + 1)) {
    if (isConnector(held)) {
      if (isConnector(char)) out += held;
      else inUpperRun = isUpper(char);
      held = isConnector(char) ? char : upperRune(char);
    } else {
      out += held;
      inUpperRun &&= isUpper(char);
      held = inUpperRun ? lowerRune(char) : char;
    }
  }
  return out + held;
}
