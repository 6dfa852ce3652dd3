/** Numbers compared exactly, as Go's big.Rat compares them: by their decimal text, not by their float64. */
import { formatFloat } from "../go/strconv/index.ts";
import { JsonNumber } from "./json.ts";

export type JsonNumeric = number | JsonNumber;

/** `digits * 10^exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Digits that a number may spell out; larger ones count as infinite, where Go would fill its memory. */
const EXPONENT_MAX = 10_000;

function decimalOf(value: JsonNumeric): Decimal {
  const text = value instanceof JsonNumber ? value.text : String(value);
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const power = Math.max(-EXPONENT_MAX, Math.min(EXPONENT_MAX, Number(exponent)));
  return { digits: BigInt(whole + fraction), exponent: power - fraction.length };
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

/** Negative, zero or positive. */
export function compareNumbers(a: JsonNumeric, b: JsonNumeric): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  const x = decimalOf(a);
  const y = decimalOf(b);
  const exponent = Math.min(x.exponent, y.exponent);
  const difference = scaled(x, exponent) - scaled(y, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isInteger(value: JsonNumeric): boolean {
  if (typeof value === "number") return Number.isInteger(value);
  return isMultiple(value, 1);
}

/** Whether `value / unit` is whole. `unit` is not zero. */
export function isMultiple(value: JsonNumeric, unit: JsonNumeric): boolean {
  if (
    typeof value === "number" &&
    typeof unit === "number" &&
    Number.isSafeInteger(value) &&
    Number.isSafeInteger(unit)
  ) {
    return value % unit === 0;
  }
  const x = decimalOf(value);
  const y = decimalOf(unit);
  const exponent = Math.min(x.exponent, y.exponent);
  return scaled(x, exponent) % scaled(y, exponent) === 0n;
}

/** As `%v` prints a number of a schema: by its text. */
export function numberText(value: JsonNumeric): string {
  return value instanceof JsonNumber ? value.text : String(value);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** As golang.org/x/text prints a float in English: `1,234.5`, `1.5×10²¹`. */
export function localizedFloat(value: JsonNumeric): string {
  const text = formatFloat(Number(numberText(value)), "g", -1, 64);
  const [mantissa = "", exponent] = text.split("e");
  const grouped = mantissa.replace(/^(-?\d+)/, (whole) => groupThousands(whole));
  return exponent === undefined ? grouped : `${grouped}×10${superscript(exponent)}`;
}

function superscript(exponent: string): string {
  return exponent
    .replace("+", "")
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
}

/** As golang.org/x/text prints an integer in English: `1,234`. */
export function localizedInt(value: number): string {
  return groupThousands(String(value));
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
}
