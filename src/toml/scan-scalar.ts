/** Finds the ends of numbers, dates and booleans, to a first approximation (BurntSushi/toml v1.6.0 lex.go). */
import { quote, quoteRune } from "../go/strconv/index.ts";
import { isDigit } from "./key.ts";
import type { Reader } from "./reader.ts";
import { isHexDigit } from "./scan-string.ts";
import type { Token, TokenKind } from "./token.ts";

type Test = (character: number) => boolean;

const code = (character: string): number => character.charCodeAt(0);

/** Digits, or any of these characters. */
function digitOr(characters: string): Test {
  const codes = new Set([...characters].map(code));
  return (character) => isDigit(character) || codes.has(character);
}

const isDatetimeCharacter = digitOr("-:Tt .Zz+");
const isFloatCharacter = digitOr("_.-+eE");
const isDecimalCharacter = digitOr("_");
const isPointOrExponent = (character: number): boolean => character === code(".") || (character | 0x20) === code("e");

function token(reader: Reader, kind: TokenKind, start: number): Token {
  return { kind, text: reader.since(start), line: reader.line };
}

/** A number or date that begins with a digit. */
export function scanNumberOrDate(reader: Reader): Token {
  const start = reader.position;
  if (reader.next() === code("0")) return scanAfterZero(reader, start);
  return scanDigits(reader, start);
}

function scanDigits(reader: Reader, start: number): Token {
  reader.skip(isDigit);
  const mark = reader.mark();
  const next = reader.next();
  if (next === code("-") || next === code(":")) return scanDatetime(reader, start);
  if (next === code("_")) return scanDecimal(reader, start);
  if (isPointOrExponent(next)) return scanFloat(reader, start);
  reader.reset(mark);
  return token(reader, "integer", start);
}

const BASES: Record<string, { readonly name: string; readonly digit: Test }> = {
  b: { name: "a binary", digit: (character) => character === 0x30 || character === 0x31 },
  o: { name: "an octal", digit: (character) => character >= 0x30 && character <= 0x37 },
  x: { name: "a hexadecimal", digit: isHexDigit },
};

function scanAfterZero(reader: Reader, start: number): Token {
  const mark = reader.mark();
  const next = reader.next();
  if (isDigit(next)) return scanDigits(reader, start);
  if (next === code("_")) return scanDecimal(reader, start);
  if (isPointOrExponent(next)) return scanFloat(reader, start);
  const base = BASES[String.fromCodePoint(next)];
  if (base !== undefined) return scanBased(reader, start, base);
  reader.reset(mark);
  return token(reader, "integer", start);
}

function scanBased(reader: Reader, start: number, { name, digit }: { name: string; digit: Test }): Token {
  const first = reader.peek();
  if (!digit(first)) {
    throw reader.failure(`not ${name} number: '${reader.since(start)}${String.fromCodePoint(first)}'`);
  }
  reader.skip((character) => digit(character) || character === code("_"));
  return token(reader, "integer", start);
}

function scanDecimal(reader: Reader, start: number): Token {
  reader.skip(isDecimalCharacter);
  const mark = reader.mark();
  if (isPointOrExponent(reader.next())) return scanFloat(reader, start);
  reader.reset(mark);
  return token(reader, "integer", start);
}

function scanFloat(reader: Reader, start: number): Token {
  reader.skip(isFloatCharacter);
  return token(reader, "float", start);
}

function scanDatetime(reader: Reader, start: number): Token {
  reader.skip(isDatetimeCharacter);
  const { kind, text, line } = token(reader, "datetime", start);
  return { kind, text: text.trim(), line };
}

/** A number whose sign has been read: only decimal ones have one. */
export function scanSigned(reader: Reader, start: number): Token {
  const first = reader.next();
  if (first === code("i")) return scanWord(reader, start, "nf");
  if (first === code("n")) return scanWord(reader, start, "an");
  if (first === code(".")) throw reader.failure("floats must start with a digit, not '.'");
  if (first === code("0")) refuseBase(reader, start);
  if (isDigit(first)) return scanDecimal(reader, start);
  throw reader.failure(`expected a digit but got ${quoteRune(first)}`);
}

function scanWord(reader: Reader, start: number, rest: string): Token {
  for (const character of rest) {
    if (!reader.accept(code(character))) throw reader.failure(`invalid float: '${reader.since(start)}'`);
  }
  return token(reader, "float", start);
}

function refuseBase(reader: Reader, start: number): void {
  const next = String.fromCodePoint(reader.peek());
  if (next !== "b" && next !== "o" && next !== "x") return;
  throw reader.failure(`cannot use sign with non-decimal numbers: '${reader.since(start)}${next}'`);
}

/** `inf` or `nan` whose first letter has been read; `undefined` leaves the reader where it gave up, one letter back. */
export function scanInfOrNan(reader: Reader, start: number): Token | undefined {
  let last = start;
  const take = (character: string): boolean => {
    const before = reader.position;
    const taken = reader.accept(code(character));
    if (taken) last = before;
    return taken;
  };
  // Either ending is tried after either letter, and after what the first try took.
  if ((take("n") && take("f")) || (take("a") && take("n"))) return token(reader, "float", start);
  reader.reset({ position: last, line: reader.line });
  return undefined;
}

const LETTER = /^\p{L}$/u;

export function isLetter(character: number): boolean {
  return LETTER.test(String.fromCodePoint(character));
}

/** `true` or `false`. */
export function scanBool(reader: Reader): Token {
  const start = reader.position;
  reader.skip(isLetter);
  const word = reader.since(start);
  if (word === "true" || word === "false") return token(reader, "bool", start);
  throw reader.failure(`expected value but found ${quote(word)} instead`);
}
