/**
 * Numbers as cty has them: Go's big.Float (Go 1.26, math/big), binary with as many bits as a number brings along,
 * rounded to the nearest, ties to even. Literals and texts have 512 bits, counted things 64, float64 results 53.
 */
import { GoError } from "../../../go/index.ts";

export const LITERAL_BITS = 512;
const INTEGER_BITS = 64;
const DOUBLE_BITS = 53;

/** Beyond these a big.Float is infinite or zero. */
const EXPONENT_MAX = 2 ** 31 - 1;
const EXPONENT_MIN = -(2 ** 31);

/** What a number is made of; `magnitude * 2 ** exponent`. */
interface Parts {
  readonly negative: boolean;
  readonly magnitude: bigint;
  readonly exponent: number;
}

/** An operation that has no result: what Go panics with as ErrNaN. */
export class NotANumber extends Error {}

export class BigFloat implements Parts {
  readonly negative: boolean;
  readonly magnitude: bigint;
  readonly exponent: number;

  private constructor(
    { negative, magnitude, exponent }: Parts,
    readonly bits: number,
    readonly infinite = false,
  ) {
    this.negative = negative;
    this.magnitude = magnitude;
    this.exponent = exponent;
  }

  /** The nearest number of that many bits; `sticky`: a little more than `parts` say. */
  static rounded({ negative, magnitude, exponent }: Parts, bits: number, sticky = false): BigFloat {
    if (magnitude === 0n) return BigFloat.#zero(negative, bits);
    const excess = bitLength(magnitude) - bits;
    const near =
      excess > 0
        ? { magnitude: roundOff(magnitude, excess, sticky), exponent: exponent + excess }
        : { magnitude, exponent };
    const trimmed = withoutTrailingZeros(near.magnitude);
    const place = near.exponent + trimmed.zeros;
    const size = place + bitLength(trimmed.magnitude);
    if (size > EXPONENT_MAX) return BigFloat.infinity(negative, bits);
    if (size < EXPONENT_MIN) return BigFloat.#zero(negative, bits);
    return new BigFloat({ negative, magnitude: trimmed.magnitude, exponent: place }, bits);
  }

  static infinity(negative: boolean, bits = 0): BigFloat {
    return new BigFloat({ negative, magnitude: 0n, exponent: 0 }, bits, true);
  }

  static #zero(negative: boolean, bits: number): BigFloat {
    return new BigFloat({ negative, magnitude: 0n, exponent: 0 }, bits);
  }

  /** `SetInt64`, or `SetInt` where it needs more bits. */
  static integer(value: number | bigint): BigFloat {
    const whole = BigInt(value);
    const magnitude = whole < 0n ? -whole : whole;
    const bits = Math.max(INTEGER_BITS, bitLength(magnitude));
    return BigFloat.rounded({ negative: whole < 0n, magnitude, exponent: 0 }, bits);
  }

  /** `SetFloat64`. Throws `NotANumber`. */
  static double(value: number): BigFloat {
    if (Number.isNaN(value)) throw new NotANumber();
    if (!Number.isFinite(value)) return BigFloat.infinity(value < 0, DOUBLE_BITS);
    const negative = value < 0 || Object.is(value, -0);
    let magnitude = Math.abs(value);
    let exponent = 0;
    while (!Number.isInteger(magnitude)) {
      magnitude *= 2;
      exponent--;
    }
    return BigFloat.rounded({ negative, magnitude: BigInt(magnitude), exponent }, DOUBLE_BITS);
  }

  get isZero(): boolean {
    return this.magnitude === 0n && !this.infinite;
  }

  /** -1, 0 or 1. */
  get sign(): number {
    return this.isZero ? 0 : this.negative ? -1 : 1;
  }

  get isInteger(): boolean {
    return !this.infinite && (this.magnitude === 0n || this.exponent >= 0);
  }

  withBits(bits: number): BigFloat {
    if (this.infinite) return BigFloat.infinity(this.negative, bits);
    return BigFloat.rounded(this, bits);
  }

  negated(): BigFloat {
    return new BigFloat({ ...this, negative: !this.negative }, this.bits, this.infinite);
  }

  absolute(): BigFloat {
    return this.negative ? this.negated() : this;
  }

  /** Without what stands behind the point. Infinity has no such part. */
  truncated(): bigint {
    const magnitude =
      this.exponent >= 0 ? shiftLeft(this.magnitude, this.exponent) : this.magnitude >> BigInt(-this.exponent);
    return this.negative ? -magnitude : magnitude;
  }

  /** The nearest float64, infinite where it is too large. */
  toNumber(): number {
    if (this.infinite) return this.negative ? -Infinity : Infinity;
    const size = this.exponent + bitLength(this.magnitude);
    if (size > 1024) return this.negative ? -Infinity : Infinity;
    if (this.magnitude === 0n || size < -1074) return this.negative ? -0 : 0;
    const bits = Math.min(DOUBLE_BITS, size + 1074);
    const near = bits > 0 ? BigFloat.rounded(this, bits) : BigFloat.rounded(this, 1);
    const value = scaled(Number(near.magnitude), near.exponent);
    return this.negative ? -value : value;
  }

  compare(other: BigFloat): number {
    const signs = this.sign - other.sign;
    if (signs !== 0) return Math.sign(signs);
    if (this.infinite || other.infinite) return this.sign * (Number(this.infinite) - Number(other.infinite));
    const place = this.exponent + bitLength(this.magnitude) - other.exponent - bitLength(other.magnitude);
    if (this.isZero || place !== 0) return this.isZero ? 0 : this.sign * Math.sign(place);
    const [a, b] = aligned(this, other);
    return this.sign * (a < b ? -1 : a > b ? 1 : 0);
  }
}

export function bitLength(magnitude: bigint): number {
  return magnitude === 0n ? 0 : magnitude < 2n ** 32n ? 32 - Math.clz32(Number(magnitude)) : longBitLength(magnitude);
}

function longBitLength(magnitude: bigint): number {
  const hex = magnitude.toString(16);
  return hex.length * 4 - (Math.clz32(parseInt(hex[0] ?? "0", 16)) - 28);
}

/** More bits than this are refused: such a number would fill the memory. */
const SHIFT_MAX = 2 ** 25;

export function shiftLeft(magnitude: bigint, places: number): bigint {
  if (places > SHIFT_MAX) throw new GoError("number is too large");
  return magnitude << BigInt(places);
}

/** Half a unit and more is rounded up, exactly half to the even neighbour. */
function roundOff(magnitude: bigint, places: number, sticky: boolean): bigint {
  const shift = BigInt(places);
  const kept = magnitude >> shift;
  const rest = magnitude & ((1n << shift) - 1n);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (sticky || (kept & 1n) === 1n));
  return up ? kept + 1n : kept;
}

function withoutTrailingZeros(magnitude: bigint): { readonly magnitude: bigint; readonly zeros: number } {
  let [rest, zeros] = [magnitude, 0];
  for (let step = 1024; step >= 1; step /= 2) {
    const mask = (1n << BigInt(step)) - 1n;
    while ((rest & mask) === 0n) {
      rest >>= BigInt(step);
      zeros += step;
    }
  }
  return { magnitude: rest, zeros };
}

/** `value * 2 ** exponent` in two steps, so that neither overflows before the result does. */
function scaled(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

function aligned(a: Parts, b: Parts): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [shiftLeft(a.magnitude, a.exponent - exponent), shiftLeft(b.magnitude, b.exponent - exponent)];
}
