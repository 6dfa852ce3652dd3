import { describe, expect, test } from "bun:test";
import { gunzip, GunzipLimitError } from "./gunzip.ts";

const pack = (text: string): Uint8Array => Bun.gzipSync(new TextEncoder().encode(text));
const textOf = (...parts: Uint8Array[]): string =>
  new TextDecoder().decode(gunzip(Buffer.concat(parts), { bytesMax: 1000 }));

describe("behind the first stream", () => {
  test("others are read", () =>
    expect(textOf(pack("one "), pack("two, "), pack(""), pack("three"))).toBe("one two, three"));
  test("zeros are not", () => expect(textOf(pack("one"), new Uint8Array(512))).toBe("one"));
  test("anything else is not", () =>
    expect(textOf(pack("one"), new TextEncoder().encode("something else"))).toBe("one"));
  test("what is cut off is not", () => expect(textOf(pack("one"), pack("two").subarray(0, 15))).toBe("one"));
  test("there may not be millions", () => {
    const empty = Buffer.concat(Array.from({ length: 20_000 }, () => pack("")));
    expect(() => textOf(pack("x"), empty)).toThrow("gzip: more than 20000 streams");
  });
  test("all count", () => {
    const half = pack("x".repeat(600));
    expect(() => textOf(half, half, pack(""))).toThrow(GunzipLimitError);
  });
});

describe("what looks like noise", () => {
  /** About as long packed as unpacked. */
  const noise = (length: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i += 65_536) crypto.getRandomValues(bytes.subarray(i, i + 65_536));
    return bytes;
  };
  test("is unpacked", () => {
    const bytes = noise(900_000);
    expect(Buffer.compare(gunzip(Bun.gzipSync(bytes), { bytesMax: 10_000_000 }), bytes)).toBe(0);
  });
  test("is held to the limit", () =>
    expect(() => gunzip(Bun.gzipSync(noise(900_000)), { bytesMax: 899_999 })).toThrow(GunzipLimitError));
});
