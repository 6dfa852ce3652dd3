/**
 * What a plain scalar means: YAML 1.1 as go.yaml.in/yaml v2.4.4 and v3.0.3 narrow it (resolve.go). v3 takes only
 * true and false for booleans. Timestamps are told apart only where their tag is asked for: as values they stay text.
 */
import type { Dialect } from "./errors.ts";

export type Resolved = null | boolean | number | bigint | string;

/** Integers are bigint, every other number is a float. */
const WORDS: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Infinity] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, -Infinity] as const),
]);

const WORDS_V2: ReadonlyMap<string, null | boolean | number> = new Map([
  ...WORDS,
  ...["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "off", "Off", "OFF"].map((word) => [word, false] as const),
]);

/** The longest word above: longer text is not looked up. */
const WORD_LENGTH_MAX = 5;

/** What the first character lets a scalar be. */
const Hint = { text: 0, word: 1, number: 2, point: 3 } as const;
const hints = new Uint8Array(128);
for (const character of "yYnNtTfFoO~") hints[character.charCodeAt(0)] = Hint.word;
for (const character of "+-0123456789") hints[character.charCodeAt(0)] = Hint.number;
hints[".".charCodeAt(0)] = Hint.point;

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string, dialect: Dialect): Resolved {
  const first = text.charCodeAt(0);
  if (first > 127) return text;
  const hint = text === "" ? Hint.word : hints[first];
  if (hint === Hint.text) return text;
  if (text.length <= WORD_LENGTH_MAX) {
    const word = (dialect === "v2" ? WORDS_V2 : WORDS).get(text);
    if (word !== undefined) return word;
  }
  if (hint === Hint.number) return resolveNumber(text, dialect) ?? text;
  if (hint === Hint.point) return resolvePointed(text) ?? text;
  return text;
}

const SMALL_INTEGER = /^-?(?:0|[1-9][0-9]{0,14})$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** A whole number that needs no more care than `Number`. */
export function isSmallInteger(text: string): boolean {
  return SMALL_INTEGER.test(text);
}

function resolveNumber(text: string, dialect: Dialect): bigint | number | undefined {
  if (SMALL_INTEGER.test(text)) return BigInt(text);
  const last = text.charCodeAt(text.length - 1);
  if (last > 102 || text.includes(" ") || text.indexOf(".") !== text.lastIndexOf(".")) return undefined;
  const plain = text.replaceAll("_", "");
  const integer =
    parseInteger(plain) ?? parseSignedBinary(plain) ?? (dialect === "v3" ? parseSignedOctal(plain) : undefined);
  if (integer !== undefined) return integer;
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** A number that begins with a point; Go lets `_` stand between its digits. */
const POINTED = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

function resolvePointed(text: string): number | undefined {
  if (!POINTED.test(text)) return undefined;
  const value = Number(text.replaceAll("_", ""));
  return Number.isFinite(value) ? value : undefined;
}

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))$/;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/** Go's ParseInt with base 0, then ParseUint, which takes no sign. */
function parseInteger(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const digits = hexadecimal !== undefined ? `0x${hexadecimal}` : binary !== undefined ? `0b${binary}` : "";
  const magnitude = BigInt(digits === "" ? (octal === undefined ? (decimal ?? "0") : `0o${octal}`) : digits);
  return inRange(magnitude, sign ?? "");
}

function inRange(magnitude: bigint, sign: string): bigint | undefined {
  if (sign === "-") return -magnitude < INT64_MIN ? undefined : -magnitude;
  return magnitude <= (sign === "" ? UINT64_MAX : INT64_MAX) ? magnitude : undefined;
}

/** `0b-101`, which Go reads as -5: the prefix is cut off before the sign is looked at. */
function parseSignedBinary(text: string): bigint | undefined {
  const match = /^0b([-+])([01]+)$/.exec(text);
  return match === null ? undefined : inRange(BigInt(`0b${match[2]}`), match[1] ?? "");
}

function parseSignedOctal(text: string): bigint | undefined {
  const match = /^0o([-+])([0-7]+)$/.exec(text);
  return match === null ? undefined : inRange(BigInt(`0o${match[2]}`), match[1] ?? "");
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d)))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/;

/** Whether the text is a timestamp as go-yaml takes them. */
export function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const part = (i: number): number => Number(match[i] ?? 0);
  const [month, day] = [part(2), part(3)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(part(1), month)) return false;
  if (part(4) > 23 || part(5) > 59 || part(6) > 59 || part(7) > 24 || part(8) > 60) return false;
  return part(9) <= 23 && part(10) <= 59 && part(11) <= 59;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
