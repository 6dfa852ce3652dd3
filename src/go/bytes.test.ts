import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { byteLength, byteSlice, compareStrings, fromBytes, toBytes } from "./bytes.ts";

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc
    .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xff))
    .map((list) => Uint8Array.from(list)),
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
);

test("any bytes survive being a string", () => {
  fc.assert(fc.property(bytes, (given) => expect([...toBytes(fromBytes(given))]).toEqual([...given])));
});

test("length, slices and order are those of the bytes", () => {
  fc.assert(
    fc.property(bytes, bytes, fc.nat(12), (a, b, at) => {
      const cut = Math.min(at, a.length);
      expect(byteLength(fromBytes(a))).toBe(a.length);
      expect([...toBytes(byteSlice(fromBytes(a), 0, cut))]).toEqual([...a.subarray(0, cut)]);
      expect(compareStrings(fromBytes(a), fromBytes(b))).toBe(Math.sign(Buffer.compare(a, b)));
    }),
  );
});

test("broken UTF-8 is kept byte by byte", () => {
  const check = (given: number[], expected: string): void => expect(fromBytes(Uint8Array.from(given))).toBe(expected);
  check([0xc3, 0xa9], "é");
  check([0xc3], "\udcc3");
  check([0xed, 0xa0, 0x80], "\udced\udca0\udc80");
  check([0xf0, 0x9f, 0x98], "\udcf0\udc9f\udc98");
  check([0xc0, 0x80, 0x41], "\udcc0\udc80A");
});
