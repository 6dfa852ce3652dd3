/** Numbers from and to text, as Go's big.ParseFloat and Float.Text have them (Go 1.26, math/big). */
import { GoError } from "../../../go/index.ts";
import { BigFloat, bitLength, LITERAL_BITS, shiftLeft } from "./big-float.ts";
import { divide } from "./arithmetic.ts";

const NUMBER = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:([eEpP])([+-]?\d+))?$/;
const INFINITY = /^([+-]?)[iI]nf$/;

/** A decimal number with 512 bits; undefined where the text is none. */
export function parseNumber(text: string): BigFloat | undefined {
  const infinite = INFINITY.exec(text);
  if (infinite !== null) return BigFloat.infinity(infinite[1] === "-", LITERAL_BITS);
  const found = NUMBER.exec(text);
  if (found === null) return undefined;
  const [, sign = "", whole = "", fraction = found[4] ?? "", , mark = "e", power = "0"] = found;
  const negative = sign === "-";
  const magnitude = BigInt(whole + fraction);
  const exponent = Number(power);
  if (!Number.isSafeInteger(exponent)) return undefined;
  if (/p/i.test(mark)) return fromDecimal({ negative, magnitude, ten: -fraction.length, two: exponent });
  return fromDecimal({ negative, magnitude, ten: exponent - fraction.length, two: 0 });
}

interface Scaled {
  readonly negative: boolean;
  readonly magnitude: bigint;
  readonly ten: number;
  readonly two: number;
}

/** Powers of ten this large are beyond every exponent. */
const TEN_MAX = 1e9;

function fromDecimal({ negative, magnitude, ten, two }: Scaled): BigFloat {
  const zero = { negative, magnitude: 0n, exponent: 0 };
  if (magnitude === 0n || ten < -TEN_MAX) return BigFloat.rounded(zero, LITERAL_BITS);
  if (ten > TEN_MAX) return BigFloat.infinity(negative, LITERAL_BITS);
  const exponent = ten + two;
  if (ten === 0) return BigFloat.rounded({ negative, magnitude, exponent }, LITERAL_BITS);
  const power = powerOfFive(Math.abs(ten));
  if (ten > 0) {
    const product = { negative, magnitude: magnitude * power.magnitude, exponent: exponent + power.exponent };
    return BigFloat.rounded(product, LITERAL_BITS);
  }
  const dividend = BigFloat.rounded({ negative, magnitude, exponent }, LITERAL_BITS + 64 + bitLength(magnitude));
  return divide(dividend, power).withBits(LITERAL_BITS);
}

/** Exact while that is short, with 64 bits to spare beyond. */
function powerOfFive(power: number): BigFloat {
  const bits = LITERAL_BITS + 64;
  let result = BigFloat.rounded({ negative: false, magnitude: 1n, exponent: 0 }, bits);
  let square = BigFloat.rounded({ negative: false, magnitude: 5n, exponent: 0 }, bits);
  const times = (a: BigFloat, b: BigFloat): BigFloat =>
    BigFloat.rounded(
      { negative: false, magnitude: a.magnitude * b.magnitude, exponent: a.exponent + b.exponent },
      bits,
    );
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/** Digits without zeros at either end, and where the point stands: `0.digits * 10 ** point`. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** `Text('f', -1)`: the shortest text that is this number again, without an exponent. */
export function numberText(value: BigFloat): string {
  const sign = value.negative ? "-" : "";
  if (value.infinite) return value.negative ? "-Inf" : "+Inf";
  if (value.isInteger && value.exponent + bitLength(value.magnitude) <= value.bits)
    return sign + shiftLeft(value.magnitude, value.exponent).toString();
  return sign + plainText(shortest(value));
}

/** As many digits as there are, at least one before the point. */
export function plainText({ digits, point }: Decimal): string {
  if (digits === "") return "0";
  if (point >= digits.length) return digits.padEnd(point, "0");
  if (point > 0) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  return `0.${"0".repeat(-point)}${digits}`;
}

/** `Text('g', -1)`: with an exponent below 1e-4 and from 1e+06 on. */
export function generalText(value: BigFloat): string {
  if (value.infinite) return numberText(value);
  const { digits, point } = shortest(value);
  const sign = value.negative ? "-" : "";
  const exponent = digits === "" ? 0 : point - 1;
  if (exponent >= -4 && exponent < SHORT_DIGITS) return sign + plainText({ digits, point });
  return sign + exponentText(digits, exponent);
}

/** Shortest texts take an exponent as if they had this many digits. */
const SHORT_DIGITS = 6;

export function exponentText(digits: string, exponent: number): string {
  const rest = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits[0] ?? "0"}${rest}e${exponent < 0 ? "-" : "+"}${power}`;
}

/** More digits than this are refused: nobody reads them, and they take minutes. */
const DIGITS_MAX = 200_000;

/** All digits of `magnitude * 2 ** exponent`. */
export function exactDecimal(magnitude: bigint, exponent: number): Decimal {
  if (magnitude === 0n) return { digits: "", point: 0 };
  if (Math.abs(exponent) > DIGITS_MAX) throw new GoError("number is too large");
  const places = Math.max(0, -exponent);
  const whole = exponent >= 0 ? magnitude << BigInt(exponent) : magnitude * 5n ** BigInt(places);
  const digits = whole.toString();
  return { digits: digits.replace(/0+$/, ""), point: digits.length - places };
}

/** The fewest digits that lie nearer to this number than to its neighbours. */
export function shortest(value: BigFloat): Decimal {
  const exact = exactDecimal(value.magnitude, value.exponent);
  if (value.magnitude === 0n) return exact;
  const shift = value.bits + 1 - bitLength(value.magnitude);
  const half = value.magnitude << BigInt(shift);
  const exponent = value.exponent - shift;
  const lower = exactDecimal(half - 1n, exponent).digits;
  const upper = exactDecimal(half + 1n, exponent).digits;
  const inclusive = (half & 2n) === 0n;
  for (let i = 0; i < exact.digits.length; i++) {
    const [down, middle, up] = [lower[i] ?? "0", exact.digits[i] ?? "0", upper[i] ?? "0"];
    const mayCut = down !== middle || (inclusive && i + 1 === lower.length);
    const mayRaise = middle !== up && (inclusive || Number(middle) + 1 < Number(up) || i + 1 < upper.length);
    if (mayCut && mayRaise) return roundDecimal(exact, i + 1);
    if (mayCut) return { digits: exact.digits.slice(0, i + 1).replace(/0+$/, ""), point: exact.point };
    if (mayRaise) return raised(exact, i + 1);
  }
  return exact;
}

/** To that many digits, half to even. */
export function roundDecimal(decimal: Decimal, count: number): Decimal {
  if (count < 0) return { digits: "", point: 0 };
  if (count >= decimal.digits.length) return decimal;
  const next = decimal.digits[count] ?? "0";
  const isHalf = next === "5" && count + 1 === decimal.digits.length;
  const isOdd = count > 0 && Number(decimal.digits[count - 1]) % 2 === 1;
  const up = isHalf ? isOdd : next >= "5";
  if (up) return raised(decimal, count);
  const digits = decimal.digits.slice(0, count).replace(/0+$/, "");
  return { digits, point: digits === "" ? 0 : decimal.point };
}

function raised({ digits, point }: Decimal, count: number): Decimal {
  const nines = /9*$/.exec(digits.slice(0, count))?.[0].length ?? 0;
  const kept = digits.slice(0, count - nines);
  if (kept === "") return { digits: "1", point: point + 1 };
  return { digits: kept.slice(0, -1) + String(Number(kept.at(-1)) + 1), point };
}
