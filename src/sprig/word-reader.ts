/** Splits a text into words as huandu/xstrings v1.5.0 does: where letters, capitals, digits and punctuation meet. */
import { isLetter, isSpace, isUpper, runes } from "./unicode.ts";

export type WordKind = "number" | "upper" | "alphabet" | "connector" | "punctuation" | "other" | "none";

export interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const PUNCTUATION = /^\p{P}$/u;
const NUMBER = /^\p{N}$/u;
const CJK = /^[\u3400-\u4d85\u4e00-\u9fcc\u{20000}-\u{2b81d}]$/u;

/** A character, and the bytes before it that are not UTF-8: those belong to whatever word the character is in. */
interface Cell {
  readonly raw: string;
  readonly char: string;
}

const REPLACEMENT = "\ufffd";

export function isConnector(char: string): boolean {
  return char === "-" || char === "_" || isSpace(char);
}

function isAlphabet(char: string): boolean {
  return isLetter(char) && !CJK.test(char);
}

export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let skipped = "";
  const chars = [...text];
  for (const [i, rune] of runes(text).entries()) {
    const raw = skipped + (chars[i] ?? "");
    skipped = rune === REPLACEMENT ? raw : "";
    if (rune !== REPLACEMENT) cells.push({ raw, char: rune });
  }
  // At the very end such bytes count as one more of the last character.
  if (skipped !== "" && cells.length > 0) cells.push({ raw: skipped, char: cells.at(-1)?.char ?? "" });
  return cells;
}

/** Splits a text into words, one ahead. After the last word `word` is of kind `none`. */
export class WordReader {
  word: Word = { kind: "none", text: "" };
  readonly #cells: readonly Cell[];
  #at = 0;

  constructor(cells: readonly Cell[]) {
    this.#cells = cells;
    this.next();
  }

  /** Nothing follows the current word. */
  get isLast(): boolean {
    return this.#at >= this.#cells.length;
  }

  next(): Word {
    const start = this.#at;
    const char = this.#char(start);
    const kind = char === undefined ? "none" : kindOf(char);
    this.#at = char === undefined ? start : this.#endOf(kind, start);
    const text = this.#cells
      .slice(start, this.#at)
      .map((cell) => cell.raw)
      .join("");
    this.word = { kind, text };
    return this.word;
  }

  #char(at: number): string | undefined {
    return this.#cells[at]?.char;
  }

  #endOf(kind: WordKind, start: number): number {
    if (kind !== "upper") return this.#runEnd(start + 1, IN_WORD[kind]);
    const second = this.#char(start + 1);
    if (second === undefined) return start + 1;
    if (!isUpper(second)) return isAlphabet(second) ? this.#runEnd(start + 1, IN_WORD.alphabet) : start + 1;
    const end = this.#runEnd(start + 1, isUpper);
    // In "HTTPStatus" the S belongs to the second word.
    const after = this.#char(end);
    return after !== undefined && isAlphabet(after) ? end - 1 : end;
  }

  #runEnd(from: number, belongs: (char: string) => boolean): number {
    let end = from;
    for (let char = this.#char(end); char !== undefined && belongs(char); char = this.#char(end)) end++;
    return end;
  }
}

function kindOf(char: string): WordKind {
  if (isConnector(char)) return "connector";
  if (PUNCTUATION.test(char)) return "punctuation";
  if (isUpper(char)) return "upper";
  if (isAlphabet(char)) return "alphabet";
  return NUMBER.test(char) ? "number" : "other";
}

const IN_WORD: Record<Exclude<WordKind, "upper">, (char: string) => boolean> = {
  connector: isConnector,
  punctuation: (char) => PUNCTUATION.test(char),
  alphabet: (char) => isAlphabet(char) && !isUpper(char),
  number: (char) => NUMBER.test(char),
  other: (char) => kindOf(char) === "other",
  none: () => false,
};
