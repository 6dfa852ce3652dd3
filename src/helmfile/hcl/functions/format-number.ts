/** Numbers by the verbs of Go's fmt, as big.Int and big.Float format themselves (Go 1.26, math/big intconv.go, ftoa.go). */
import type { BigFloat } from "../values/big-float.ts";
import { type Decimal, exactDecimal, exponentText, plainText, roundDecimal, shortest } from "../values/number-text.ts";

export interface NumberVerb {
  readonly mode: string;
  readonly flags: string;
  /** Undefined where none is given. */
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

function signOf(negative: boolean, flags: string): string {
  return negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, d: 10, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };

export function formatInteger(value: bigint, { mode, flags, width = 0, precision }: NumberVerb): string {
  const sign = signOf(value < 0n, flags);
  const prefix = flags.includes("#") ? (PREFIXES[mode] ?? "") : "";
  const lower = (value < 0n ? -value : value).toString(BASES[mode] ?? 10);
  const digits = (mode === "X" ? lower.toUpperCase() : lower).padStart(precision ?? 0, "0");
  if (precision === 0 && value === 0n) return "";
  const text = sign + prefix + digits;
  if (flags.includes("-")) return text.padEnd(width, " ");
  if (!flags.includes("0") || precision !== undefined) return text.padStart(width, " ");
  return sign + prefix + "0".repeat(Math.max(0, width - text.length)) + digits;
}

export function formatFloat(value: BigFloat, verb: NumberVerb): string {
  const { flags, width = 0 } = verb;
  const sign = value.infinite && !value.negative ? (flags.includes(" ") ? " " : "+") : signOf(value.negative, flags);
  const text = value.infinite ? "Inf" : floatText(value, verb);
  if (flags.includes("0") && !value.infinite)
    return sign + "0".repeat(Math.max(0, width - sign.length - text.length)) + text;
  return flags.includes("-") ? (sign + text).padEnd(width, " ") : (sign + text).padStart(width, " ");
}

/** Digits behind the point where no precision is given. */
const PRECISION = 6;

function floatText(value: BigFloat, { mode, precision }: NumberVerb): string {
  const exact = exactDecimal(value.magnitude, value.exponent);
  if (mode === "f") return fixed(exact, precision ?? PRECISION);
  if (mode === "e" || mode === "E") return scientific(exact, precision ?? PRECISION, mode);
  return precision === undefined
    ? general(shortest(value), undefined, mode)
    : general(exact, precision === 0 ? 1 : precision, mode);
}

function fixed(exact: Decimal, precision: number): string {
  const decimal = roundDecimal(exact, exact.point + precision);
  const [whole = "0", fraction = ""] = plainText(decimal).split(".");
  return precision === 0 ? whole : `${whole}.${fraction.padEnd(precision, "0")}`;
}

function scientific(exact: Decimal, precision: number, mode: string): string {
  const { digits, point } = roundDecimal(exact, precision + 1);
  const text = exponentText(digits.padEnd(precision + 1, "0"), digits === "" ? 0 : point - 1);
  return mode === "E" || mode === "G" ? text.replace("e", "E") : text;
}

/** With an exponent where that is below -4, or not below the precision. */
function general(exact: Decimal, precision: number | undefined, mode: string): string {
  const decimal = precision === undefined ? exact : roundDecimal(exact, precision);
  const { digits, point } = decimal;
  const short = precision === undefined || (precision > digits.length && digits.length >= point);
  const limit = precision === undefined ? PRECISION : short ? digits.length : precision;
  const exponent = point - 1;
  if (digits !== "" && (exponent < -4 || exponent >= limit)) return scientific(decimal, digits.length - 1, mode);
  return plainText(decimal);
}
