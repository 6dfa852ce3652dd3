/** What cty does with numbers (cty 1.19, value_ops.go, over math/big). Throws `NotANumber` where there is no result. */
import { BigFloat, bitLength, LITERAL_BITS, NotANumber, shiftLeft } from "./big-float.ts";

function bitsOf(a: BigFloat, b: BigFloat): number {
  return Math.max(a.bits, b.bits);
}

export function add(a: BigFloat, b: BigFloat): BigFloat {
  if (a.infinite && b.infinite && a.negative !== b.negative) throw new NotANumber();
  if (a.infinite) return a;
  if (b.infinite) return b;
  if (a.isZero && b.isZero) return BigFloat.rounded({ ...a, negative: a.negative && b.negative }, bitsOf(a, b));
  if (a.isZero || b.isZero) return (a.isZero ? b : a).withBits(bitsOf(a, b));
  return sum(a, b);
}

/** A number far below the last bit of another only says which way that is rounded. */
function sum(a: BigFloat, b: BigFloat): BigFloat {
  const [large, small] = sizeOf(a) >= sizeOf(b) ? [a, b] : [b, a];
  const bits = bitsOf(a, b);
  const far = sizeOf(large) - sizeOf(small) > bits + bitLength(large.magnitude) + 2;
  const least = far ? { magnitude: 1n, exponent: large.exponent - bits - 2 } : small;
  const exponent = Math.min(large.exponent, least.exponent);
  const signed = (negative: boolean, one: { magnitude: bigint; exponent: number }): bigint =>
    shiftLeft(negative ? -one.magnitude : one.magnitude, one.exponent - exponent);
  const total = signed(large.negative, large) + signed(small.negative, least);
  return BigFloat.rounded({ negative: total < 0n, magnitude: total < 0n ? -total : total, exponent }, bits);
}

function sizeOf(a: BigFloat): number {
  return a.exponent + bitLength(a.magnitude);
}

export function subtract(a: BigFloat, b: BigFloat): BigFloat {
  return add(a, b.negated());
}

/** A product keeps the bits it needs, up to 512. */
export function multiply(a: BigFloat, b: BigFloat): BigFloat {
  const product = rawProduct(a, b, LITERAL_BITS);
  return product.withBits(Math.max(bitsOf(a, b), bitLength(product.magnitude)));
}

function rawProduct(a: BigFloat, b: BigFloat, bits: number): BigFloat {
  const negative = a.negative !== b.negative;
  if ((a.infinite && b.isZero) || (b.infinite && a.isZero)) throw new NotANumber();
  if (a.infinite || b.infinite) return BigFloat.infinity(negative, bits);
  return BigFloat.rounded({ negative, magnitude: a.magnitude * b.magnitude, exponent: a.exponent + b.exponent }, bits);
}

export function divide(a: BigFloat, b: BigFloat): BigFloat {
  const negative = a.negative !== b.negative;
  const bits = bitsOf(a, b);
  if ((a.isZero && b.isZero) || (a.infinite && b.infinite)) throw new NotANumber();
  if (a.infinite || b.isZero) return BigFloat.infinity(negative, bits);
  if (a.isZero || b.infinite) return BigFloat.rounded({ negative, magnitude: 0n, exponent: 0 }, bits);
  const shift = Math.max(0, bits + 2 + bitLength(b.magnitude) - bitLength(a.magnitude));
  const dividend = a.magnitude << BigInt(shift);
  const magnitude = dividend / b.magnitude;
  const sticky = magnitude * b.magnitude !== dividend;
  return BigFloat.rounded({ negative, magnitude, exponent: a.exponent - b.exponent - shift }, bits, sticky);
}

/** Towards zero, as the remainder's sign is the first number's. */
export function modulo(a: BigFloat, b: BigFloat): BigFloat {
  if (a.infinite || b.infinite) return multiply(a, b);
  if (b.isZero) return a;
  const whole = divide(a, b).truncated();
  const times = BigFloat.rounded({ negative: whole < 0n, magnitude: whole < 0n ? -whole : whole, exponent: 0 }, a.bits);
  return subtract(a, rawProduct(b, times, a.bits)).withBits(a.bits);
}
