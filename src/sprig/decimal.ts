/** Decimal arithmetic as shopspring/decimal v1.4.0 does it for `addf`, `subf`, `mulf` and `divf`. */
import { sprint } from "../go/fmt/index.ts";
import { GoError } from "../go/index.ts";

/** `coefficient` × 10^`exponent`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** `decimal.DivisionPrecision`. */
const QUOTIENT_DIGITS = 16;

const ZERO: Decimal = { coefficient: 0n, exponent: 0 };

/** The shortest decimal that reads back as this number. Throws for NaN and infinities. */
export function fromFloat(value: number): Decimal {
  if (value === 0) return ZERO;
  if (!Number.isFinite(value)) throw new GoError(`Cannot create a Decimal from ${sprint([value])}`);
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const fraction = mantissa.split(".")[1]?.length ?? 0;
  return { coefficient: BigInt(mantissa.replace(".", "")), exponent: Number(exponent) - fraction };
}

export function toFloat({ coefficient, exponent }: Decimal): number {
  // Go has no negative zero here.
  return coefficient === 0n ? 0 : Number(`${coefficient}e${exponent}`);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { coefficient: -b.coefficient, exponent: b.exponent });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

/** To sixteen places, half away from zero. */
export function divide(a: Decimal, b: Decimal): Decimal {
  if (b.coefficient === 0n) throw new GoError("decimal division by 0");
  const shift = a.exponent - b.exponent + QUOTIENT_DIGITS;
  const numerator = shift > 0 ? a.coefficient * power(shift) : a.coefficient;
  const denominator = shift < 0 ? b.coefficient * power(-shift) : b.coefficient;
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const roundsAway = 2n * absolute(remainder) >= absolute(denominator);
  const away = numerator < 0n === denominator < 0n ? 1n : -1n;
  return { coefficient: roundsAway ? quotient + away : quotient, exponent: -QUOTIENT_DIGITS };
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * power(exponent - to);
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}
