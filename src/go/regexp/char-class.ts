/** Character classes: `[a-z]`, `[^[:alpha:]]`, `\d`, `\pL`. */
import { readEscape } from "./escape.ts";
import { syntaxError, type CharItem } from "./node.ts";
import { checkUtf8, type Source } from "./source.ts";
import { unicodeClass } from "./unicode-class.ts";

const PERL: Readonly<Record<string, string>> = { d: "0-9", s: String.raw`\t\n\f\r `, w: "0-9A-Za-z_" };

const POSIX: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: String.raw`\0-\x7f`,
  blank: String.raw`\t `,
  cntrl: String.raw`\0-\x1f\x7f`,
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: String.raw`!-\/:-@\[-\x60\{-~`,
  space: String.raw`\t-\r `,
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** One character in JavaScript's notation. */
export function charSource(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

export function oneChar(code: number): CharItem {
  return { source: charSource(code), negated: false };
}

/** Reads `\d`, `\W`, ...; `undefined` where none stands. */
export function readPerlClass(source: Source): CharItem | undefined {
  if (source.peek() !== "\\") return undefined;
  const letter = source.peek(1);
  const ranges = PERL[letter.toLowerCase()];
  if (ranges === undefined) return undefined;
  source.at += 2;
  return { source: ranges, negated: letter < "a" };
}

/** Reads `\pL`, `\P{Greek}`, `\p{^Lu}`; `undefined` where none stands. Throws when Go knows no class of that name. */
export function readUnicodeClass(source: Source): CharItem | undefined {
  const isClass = source.startsWith(String.raw`\p`) || source.startsWith(String.raw`\P`);
  if (!isClass) return undefined;
  const start = source.at;
  const isInverted = source.peek(1) === "P";
  source.at += 2;
  const name = readName(source, start);
  const item = unicodeClass(name.replace(/^\^/, ""));
  if (item === undefined) throw syntaxError("invalid character class range", source.since(start));
  const negated = (item.negated !== isInverted) !== name.startsWith("^");
  return { source: item.source, negated };
}

function readName(source: Source, start: number): string {
  const first = source.next();
  if (first !== "{") return first;
  const end = source.text.indexOf("}", source.at);
  if (end < 0) {
    checkUtf8(source.text.slice(start));
    throw syntaxError("invalid character class range", source.text.slice(start));
  }
  const name = source.text.slice(source.at, end);
  checkUtf8(name);
  source.at = end + 1;
  return name;
}

/** Reads the inside of brackets, the closing one included. */
export function readBrackets(source: Source): { items: CharItem[]; negated: boolean } {
  const start = source.at++;
  const negated = source.take("^");
  const items: CharItem[] = [];
  // A bracket or dash that comes first stands for itself.
  for (let isFirst = true; isFirst || source.peek() !== "]"; isFirst = false) {
    items.push(readPosixClass(source) ?? readUnicodeClass(source) ?? readPerlClass(source) ?? readRange(source, start));
  }
  source.at++;
  return { items, negated };
}

function readPosixClass(source: Source): CharItem | undefined {
  if (!source.startsWith("[:")) return undefined;
  const end = source.text.indexOf(":]", source.at + 2);
  if (end < 0) return undefined;
  const name = source.text.slice(source.at + 2, end);
  const ranges = Object.hasOwn(POSIX, name.replace(/^\^/, "")) ? POSIX[name.replace(/^\^/, "")] : undefined;
  const text = source.text.slice(source.at, end + 2);
  if (ranges === undefined) throw syntaxError("invalid character class range", text);
  source.at = end + 2;
  return { source: ranges, negated: name.startsWith("^") };
}

function readRange(source: Source, bracket: number): CharItem {
  const start = source.at;
  const low = readChar(source, bracket);
  if (source.peek() !== "-" || source.peek(1) === "]" || source.peek(1) === "") return oneChar(low);
  source.at++;
  const high = readChar(source, bracket);
  if (high < low) throw syntaxError("invalid character class range", source.since(start));
  return { source: `${charSource(low)}-${charSource(high)}`, negated: false };
}

function readChar(source: Source, bracket: number): number {
  if (source.isAtEnd) throw syntaxError("missing closing ]", source.text.slice(bracket));
  if (source.peek() === "\\") return readEscape(source);
  return source.next().codePointAt(0) ?? 0;
}
