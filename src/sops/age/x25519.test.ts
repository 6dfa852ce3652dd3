import { expect, test } from "bun:test";
import { BASE_POINT, x25519 } from "./x25519.ts";

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (data: Uint8Array): string => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// RFC 7748, 5.2 and 6.1
const VECTORS = [
  [
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
    "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
    "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
  ],
  [
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
    "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
    "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
  ],
] as const;

test("vectors of RFC 7748", () => {
  for (const [scalar, point, result] of VECTORS) {
    expect(hex(x25519(bytes(scalar), bytes(point)))).toBe(result);
  }
});

test("a thousand times over", () => {
  let [k, u]: [Uint8Array, Uint8Array] = [BASE_POINT, BASE_POINT];
  for (let i = 0; i < 1; i++) [k, u] = [x25519(k, u), k];
  expect(hex(k)).toBe("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
  for (let i = 1; i < 1000; i++) [k, u] = [x25519(k, u), k];
  expect(hex(k)).toBe("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
});
