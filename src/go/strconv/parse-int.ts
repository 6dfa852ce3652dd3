import { NumError } from "./error.ts";
import { underscoresOk } from "./underscores.ts";

/** Go's `strconv.ParseInt(s, base, bits)`; base 0 reads the prefix (`0x`, `0o`, `0b`, `0`) and allows underscores. */
export function parseInt(text: string, base = 10, bits = 64): bigint {
  return parseSigned(text, { base, bits, operation: "ParseInt" });
}

/** Go's `strconv.Atoi`. */
export function atoi(text: string): bigint {
  return parseSigned(text, { base: 10, bits: 64, operation: "Atoi" });
}

/** Go's `strconv.ParseUint(s, base, bits)`. */
export function parseUint(text: string, base = 10, bits = 64): bigint {
  const most = (1n << BigInt(bits)) - 1n;
  const magnitude = parseMagnitude(text, base, most);
  if (magnitude === undefined) throw new NumError("ParseUint", text, "syntax", 0n);
  if (magnitude > most) throw new NumError("ParseUint", text, "range", most);
  return magnitude;
}

interface SignedForm {
  readonly base: number;
  readonly bits: number;
  readonly operation: string;
}

function parseSigned(text: string, form: SignedForm): bigint {
  const negative = text[0] === "-";
  const most = (1n << BigInt(form.bits)) - 1n;
  const magnitude = parseMagnitude(negative || text[0] === "+" ? text.slice(1) : text, form.base, most);
  if (magnitude === undefined) throw new NumError(form.operation, text, "syntax", 0n);
  const limit = 1n << BigInt(form.bits - 1);
  if (negative ? magnitude > limit : magnitude >= limit) {
    throw new NumError(form.operation, text, "range", negative ? -limit : limit - 1n);
  }
  return negative ? -magnitude : magnitude;
}

const PREFIXES: Readonly<Record<string, number>> = { x: 16, X: 16, o: 8, O: 8, b: 2, B: 2 };

/** Digits without a sign; `undefined` when they are not a number of that base. */
function parseMagnitude(text: string, base: number, most: bigint): bigint | undefined {
  if (base !== 0) return parseDigits(text, base, most);
  const prefix = text.length >= 3 && text[0] === "0" ? PREFIXES[text[1] ?? ""] : undefined;
  const start = prefix !== undefined ? 2 : text.length > 1 && text[0] === "0" ? 1 : 0;
  const found = prefix ?? (start === 1 ? 8 : 10);
  if (text === "0") return 0n;
  if (!text.includes("_")) return parseDigits(text.slice(start), found, most);
  const value = parseDigits(text.slice(start).replaceAll("_", ""), found, most);
  return underscoresOk(text) || (value ?? 0n) > most ? value : undefined;
}

const RADIX_PREFIX: Readonly<Record<number, string>> = { 16: "0x", 8: "0o", 2: "0b" };

/** Go stops at the digit that makes the number too large: what follows it is not looked at. */
function parseDigits(digits: string, base: number, most: bigint): bigint | undefined {
  let end = 0;
  while (end < digits.length && digitValue(digits.charCodeAt(end)) < base) end++;
  if (end === 0) return undefined;
  const value = digitsValue(digits.slice(0, end), base);
  return end === digits.length || value > most ? value : undefined;
}

function digitsValue(digits: string, base: number): bigint {
  const prefix = base === 10 ? "" : RADIX_PREFIX[base];
  if (prefix !== undefined) return BigInt(prefix + digits);
  let value = 0n;
  for (let i = 0; i < digits.length; i++) value = value * BigInt(base) + BigInt(digitValue(digits.charCodeAt(i)));
  return value;
}

function digitValue(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 122 ? letter - 87 : 99;
}
