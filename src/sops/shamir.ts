/** Puts a secret together from its parts: Shamir's sharing over GF(2⁸), the field of AES (sops 3.13, shamir/shamir.go). */
import { GoError } from "../go/index.ts";

/** Each part ends in the place at which it was taken. Throws `GoError`. */
export function combine(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length < 2) throw new GoError("less than two parts cannot be used to reconstruct the secret");
  const length = parts[0]?.length ?? 0;
  if (length < 2) throw new GoError("parts must be at least two bytes");
  if (parts.some((part) => part.length !== length)) throw new GoError("all parts must be the same length");
  const places = parts.map((part) => part[length - 1] ?? 0);
  if (new Set(places).size < places.length) throw new GoError("duplicate part detected");
  const weights = places.map((place) => weightOf(place, places));
  return Uint8Array.from({ length: length - 1 }, (_, i) =>
    parts.reduce((sum, part, j) => sum ^ multiply(part[i] ?? 0, weights[j] ?? 0), 0),
  );
}

/** What Lagrange's polynomial of a place is at zero. */
function weightOf(place: number, places: readonly number[]): number {
  return places
    .filter((other) => other !== place)
    .reduce((weight, other) => multiply(weight, multiply(other, inverse(place ^ other))), 1);
}

/** Russian peasants' multiplication modulo x⁸ + x⁴ + x³ + x + 1. */
function multiply(a: number, b: number): number {
  let [product, factor] = [0, a];
  for (let rest = b; rest > 0; rest >>= 1) {
    if ((rest & 1) === 1) product ^= factor;
    factor = (factor << 1) ^ (factor >= 0x80 ? 0x11b : 0);
  }
  return product;
}

/** Its 254th power. */
function inverse(value: number): number {
  let [result, square] = [1, value];
  for (let exponent = 254; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) === 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}
