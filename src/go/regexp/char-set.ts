/** A set of characters as JavaScript source, and as a test of single characters. */
import type { CharSet } from "./node.ts";

/**
 * Source for a RegExp with the `u` flag, and `i` where the set folds case. Under `i` JavaScript folds the complement of a
 * property (`\P{Lu}` matches everything), Go the property: so what is negated stands in brackets of its own.
 */
export function charSetSource({ items, negated }: CharSet): string {
  const plain = items.filter((item) => !item.negated);
  const inverted = items.filter((item) => item.negated);
  const inside = plain.map((item) => item.source).join("");
  if (inverted.length === 0) return negated ? `[^${inside}]` : `[${inside}]`;
  const parts = inverted.map((item) => `[^${item.source}]`);
  if (plain.length > 0) parts.unshift(`[${inside}]`);
  const any = parts.length === 1 ? (parts[0] ?? "") : `(?:${parts.join("|")})`;
  return negated ? `(?!${any})[^]` : any;
}

export type CharTest = (code: number) => boolean;

const ASCII_SIZE = 128;

/** Tests single characters; what it finds out about ASCII it remembers. */
export function charTest(set: CharSet): CharTest {
  const regExp = new RegExp(`^${charSetSource(set)}$`, set.fold ? "iu" : "u");
  const known: (boolean | undefined)[] = Array.from({ length: ASCII_SIZE });
  return (code) => {
    if (code >= ASCII_SIZE) return regExp.test(String.fromCodePoint(code));
    return (known[code] ??= regExp.test(String.fromCharCode(code)));
  };
}
