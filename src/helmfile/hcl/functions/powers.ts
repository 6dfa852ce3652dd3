/** Logarithms and powers to the last bit of Go's (Go 1.26, math/log.go, pow.go), where that does not depend on the processor. */

/** `2 ** exponent * fraction`, the fraction from 0.5 up to 1. */
interface Halved {
  readonly fraction: number;
  readonly exponent: number;
}

/** `math.Frexp` of a number that is neither zero nor infinite. */
function halved(value: number): Halved {
  let exponent = Math.floor(Math.log2(Math.abs(value))) + 1;
  let fraction = scaled(value, -exponent);
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent--;
  }
  return { fraction, exponent };
}

/** `value * 2 ** exponent`, rounded once. */
function scaled(value: number, exponent: number): number {
  const step = Math.max(-1000, Math.min(1000, exponent));
  return step === exponent ? value * 2 ** step : scaled(value * 2 ** step, exponent - step);
}

/** ln 2 in two parts: the first times any exponent is exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** The series that FreeBSD's logarithm has for what its first two terms leave, odd and even powers apart. */
const ODD = [6.66666666666673513e-1, 2.857142874366239149e-1, 1.818357216161805012e-1, 1.479819860511658591e-1];
const EVEN = [3.999999999940941908e-1, 2.222219843214978396e-1, 1.531383769920937332e-1];

function series(coefficients: readonly number[], at: number): number {
  return coefficients.reduceRight((sum, coefficient) => coefficient + at * sum, 0);
}

export function logarithm(value: number): number {
  if (!(value > 0) || value === Infinity) return Math.log(value);
  const { fraction, exponent } = halved(value);
  const isLow = fraction < Math.SQRT1_2;
  const rest = (isLow ? fraction * 2 : fraction) - 1;
  const doublings = isLow ? exponent - 1 : exponent;
  const ratio = rest / (2 + rest);
  const square = ratio * ratio;
  const fourth = square * square;
  const tail = square * series(ODD, fourth) + fourth * series(EVEN, fourth);
  const half = 0.5 * rest * rest;
  return doublings * LN2_HIGH - (half - (ratio * (half + tail) + doublings * LN2_LOW) - rest);
}

/** The whole part of the exponent by squaring, its fraction by the exponential function. */
export function power(base: number, exponent: number): number {
  const size = Math.abs(exponent);
  if (isSpecial(base, exponent)) return base === 1 ? 1 : base ** exponent;
  if (size === 0.5) return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
  let whole = Math.trunc(size);
  let fraction = size - whole;
  if (fraction !== 0 && base < 0) return Number.NaN;
  if (fraction > 0.5) {
    fraction--;
    whole++;
  }
  const start = fraction === 0 ? 1 : Math.exp(fraction * logarithm(base));
  const { fraction: product, exponent: places } = squared(base, whole, start);
  return exponent < 0 ? scaled(1 / product, -places) : scaled(product, places);
}

/** Whole exponents this large leave nothing to compute. */
const WHOLE_MAX = 2 ** 53;

function isSpecial(base: number, exponent: number): boolean {
  const isPlain = Number.isFinite(base) && Number.isFinite(exponent) && Math.abs(exponent) < WHOLE_MAX;
  return !isPlain || base === 0 || base === 1 || exponent === 0 || exponent === 1;
}

/** Beyond these the result is zero or infinite. */
const PLACES_MAX = 4096;

function squared(base: number, whole: number, start: number): Halved {
  let product = start;
  let places = 0;
  let { fraction, exponent } = halved(base);
  for (let rest = whole; rest > 0 && Math.abs(exponent) <= PLACES_MAX; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      product *= fraction;
      places += exponent;
    }
    fraction *= fraction;
    exponent *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      exponent--;
    }
  }
  if (Math.abs(exponent) > PLACES_MAX && whole > 0) places += exponent;
  return { fraction: product, exponent: places };
}
