import { NumError } from "./error.ts";
import { underscoresOk } from "./underscores.ts";

const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const HEXADECIMAL = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?[0-9]+)$/;
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i;

/** Go's `strconv.ParseFloat(s, bits)`: decimal, hexadecimal with a `p` exponent, `Inf` and `NaN`. */
export function parseFloat(text: string, bits: 32 | 64 = 64): number {
  const value = parse64(text);
  return bits === 64 ? value : inRange(Math.fround(value), text);
}

function parse64(text: string): number {
  if (!text.includes("_")) return parsePlain(text, text);
  if (!underscoresOk(text)) throw new NumError("ParseFloat", text, "syntax");
  return parsePlain(text.replaceAll("_", ""), text);
}

function parsePlain(number: string, text: string): number {
  if (DECIMAL.test(number)) return inRange(Number(number), text);
  const special = SPECIAL.exec(number);
  if (special !== null) return parseSpecial(special[1] ?? "", special[2] ?? "", text);
  const hexadecimal = HEXADECIMAL.exec(number);
  if (hexadecimal === null) throw new NumError("ParseFloat", text, "syntax");
  const [, sign = "", whole = "", fraction = "", exponent = ""] = hexadecimal;
  const digits = whole + fraction;
  if (digits === "") throw new NumError("ParseFloat", text, "syntax");
  const magnitude = scale(BigInt(`0x${digits}`), Number(exponent) - 4 * fraction.length);
  return inRange(sign === "-" ? -magnitude : magnitude, text);
}

function parseSpecial(sign: string, word: string, text: string): number {
  if (word.toLowerCase() === "nan") {
    if (sign !== "") throw new NumError("ParseFloat", text, "syntax");
    return Number.NaN;
  }
  return sign === "-" ? -Infinity : Infinity;
}

function inRange(value: number, text: string): number {
  if (Number.isFinite(value) || SPECIAL.test(text)) return value;
  throw new NumError("ParseFloat", text, "range", value);
}

/** `mantissa * 2^exponent` rounded to nearest even, as one rounding. */
function scale(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (bits + exponent > 1024) return Infinity;
  if (bits + exponent < -1074) return 0;
  // What can be kept: 53 bits, fewer where the result is subnormal.
  const drop = Math.max(bits - 53, -1074 - exponent, 0);
  if (drop === 0) return multiplyByPower(Number(mantissa), exponent);
  const shift = BigInt(drop);
  let kept = mantissa >> shift;
  const rest = mantissa - (kept << shift);
  const half = 1n << (shift - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return multiplyByPower(Number(kept), exponent + drop);
}

/** Exact as long as the result is: steps stay inside the range of a float64. */
function multiplyByPower(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  for (; left > 1000; left -= 1000) result *= 2 ** 1000;
  for (; left < -1000; left += 1000) result *= 2 ** -1000;
  return result * 2 ** left;
}
