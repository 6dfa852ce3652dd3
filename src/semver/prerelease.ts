/** The order of pre-releases: part by part, numbers before words. */
import { compareStrings } from "../go/index.ts";

const NUMBER = /^[0-9]+$/;
const UINT64_MAX = 2n ** 64n - 1n;

export function comparePrerelease(a: string, b: string): -1 | 0 | 1 {
  const aParts = a.split(".");
  const bParts = b.split(".");
  const length = Math.max(aParts.length, bParts.length);
  for (let i = 0; i < length; i++) {
    const order = compareParts(aParts[i] ?? "", bParts[i] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  if (a === "") return -1;
  if (b === "") return 1;
  const aNumber = numberOf(a);
  const bNumber = numberOf(b);
  if (aNumber === undefined) return bNumber === undefined ? wordOrder(a, b) : 1;
  if (bNumber === undefined) return -1;
  // Numbers that are equal but not the same text cannot both be valid; upstream calls the first one smaller.
  return aNumber > bNumber ? 1 : -1;
}

function wordOrder(a: string, b: string): -1 | 1 {
  return compareStrings(a, b) > 0 ? 1 : -1;
}

/** A number that does not fit 64 bits is compared as a word. */
function numberOf(text: string): bigint | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = BigInt(text);
  return value > UINT64_MAX ? undefined : value;
}
