/** Costs and sizes between a least and a most, which are counted up to 2^64 and no further (cel-go 0.26 checker/cost.go). */
export interface Range {
  readonly min: bigint;
  readonly max: bigint;
}

export const MOST = 2n ** 64n - 1n;

export const fixed = (value: bigint): Range => ({ min: value, max: value });
export const ZERO = fixed(0n);
export const ONE = fixed(1n);
export const UNKNOWN: Range = { min: 0n, max: MOST };

const capped = (value: bigint): bigint => (value > MOST ? MOST : value);

export function plus(...all: readonly Range[]): Range {
  return all.reduce((a, b) => ({ min: capped(a.min + b.min), max: capped(a.max + b.max) }), ZERO);
}

export function product(a: Range, b: Range): Range {
  return { min: capped(a.min * b.min), max: capped(a.max * b.max) };
}

/** Rounded up. */
export function scaled({ min, max }: Range, factor: number): Range {
  return { min: scaledOne(min, factor), max: scaledOne(max, factor) };
}

function scaledOne(value: bigint, factor: number): bigint {
  const result = Math.ceil(Number(value) * factor);
  return result >= 2 ** 64 ? MOST : BigInt(result);
}

export function union(a: Range, b: Range): Range {
  return { min: a.min < b.min ? a.min : b.min, max: a.max > b.max ? a.max : b.max };
}
