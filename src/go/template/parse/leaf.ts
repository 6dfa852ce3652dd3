/** The leaves of a phrase, the names of fields and the texts in it: all that phrases may differ in that look alike (shape.ts). */
import { CHARACTER, QUOTED, RAW_QUOTED } from "./lexer.ts";

/** The names of a chain of fields, or a text. */
export type Leaf = readonly string[] | string;

const FIELDS = String.raw`(\.)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*`;
/** A byte that is no character becomes one, U+FFFD. */
const NO_CHARACTER = String.raw`\udc80-\udcff`;
const TEXT = String.raw`(")[^"\\\n${NO_CHARACTER}]*"`;
const RAW_TEXT = "(`)[^`\\r]*`";
/** What is the same in all: texts that mean something else than they say, and characters. */
const WHOLE = [QUOTED, RAW_QUOTED, CHARACTER].map(({ source }) => source).join("|");
const LEAF = new RegExp(`${FIELDS}|${TEXT}|${RAW_TEXT}|(${WHOLE})`, "g");

/** Stands where a leaf is. */
const MARK = "\0";
/** Where the pattern may take for a field what is part of a number, or of a word of other letters. */
const DOUBTFUL = new RegExp(String.raw`\d${MARK}\.|[^${MARK}-~]`);

/** The words without their leaves; nothing where it is not plain what those are. */
export function withoutLeaves(words: string): string | undefined {
  if (words.includes(MARK)) return undefined;
  const rest = words.replace(LEAF, `${MARK}$1$2$3$4`);
  return DOUBTFUL.test(rest) ? undefined : rest;
}

/** In their order. */
export function leavesOf(words: string): Leaf[] {
  const leaves: Leaf[] = [];
  for (const word of words.match(LEAF) ?? []) {
    if (word.startsWith(".")) leaves.push(word.slice(1).split("."));
    else if (saysItself(word)) leaves.push(word.slice(1, -1));
  }
  return leaves;
}

const CHANGED = new RegExp(String.raw`[\\${NO_CHARACTER}]`);

/** Whether what a quoted text means is what stands between the quotes. */
export function saysItself(quoted: string): boolean {
  return quoted.startsWith('"') ? !CHANGED.test(quoted) : quoted.startsWith("`") && !quoted.includes("\r");
}
