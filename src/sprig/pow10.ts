/**
 * Go's `math.Pow(10, n)` for whole n. Its repeated squaring rounds otherwise than JavaScript's `**` for large n,
 * and `round` shows the difference.
 */
const EXPONENT_LIMIT = 1 << 12;

/** 10 = 0.625 × 2^4, as frexp splits it. */
const TEN_FRACTION = 0.625;
const TEN_EXPONENT = 4;

export function pow10(n: number): number {
  let result = 1;
  let resultExponent = 0;
  let fraction = TEN_FRACTION;
  let exponent = TEN_EXPONENT;
  for (let bits = Math.abs(n); bits >= 1; bits = Math.floor(bits / 2)) {
    if (exponent > EXPONENT_LIMIT) {
      resultExponent += exponent;
      break;
    }
    if (bits % 2 === 1) {
      result *= fraction;
      resultExponent += exponent;
    }
    fraction *= fraction;
    exponent *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      exponent--;
    }
  }
  return n < 0 ? loadExponent(1 / result, -resultExponent) : loadExponent(result, resultExponent);
}

/** `math.Ldexp`: fraction × 2^exponent, rounded once. */
function loadExponent(fraction: number, exponent: number): number {
  const half = Math.max(Math.min(Math.trunc(exponent / 2), 1000), -1000);
  return exponent < -1000 ? loadSmall(fraction, exponent) : fraction * 2 ** half * 2 ** (exponent - half);
}

/** Below the normal numbers two exact steps come first, so that only the last one rounds. */
function loadSmall(fraction: number, exponent: number): number {
  const last = Math.max(exponent + 1000, -1074);
  return fraction * 2 ** -500 * 2 ** -500 * 2 ** last;
}
