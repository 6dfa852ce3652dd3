import { describe, expect, test } from "bun:test";
import { digestHex } from "./content-cache.ts";
import { equalUrls, resolveReferenceUrl } from "./reference-url.ts";

describe("URLs of charts", () => {
  const check = (base: string, reference: string, expected: string): void => {
    test(`${base} + ${reference}`, () => expect(resolveReferenceUrl(base, reference)).toBe(expected));
  };
  check("http://h/charts", "a.tgz", "http://h/charts/a.tgz");
  check("http://h/charts/", "../a.tgz", "http://h/a.tgz");
  check("http://h/charts?token=x", "a.tgz", "http://h/charts/a.tgz?token=x");
  check("http://h/charts", "https://o/a.tgz", "https://o/a.tgz");
});

describe("equal URLs", () => {
  const check = (a: string, b: string, expected: boolean): void => {
    test(`${a} ${b}`, () => expect(equalUrls(a, b)).toBe(expected));
  };
  check("http://h", "http://h/", true);
  check("http://h/a//b/", "http://h/a/b", true);
  check("http://h/a", "https://h/a", false);
});

describe("digests of an index", () => {
  const good = "a".repeat(64);
  test("with and without the algorithm", () =>
    expect([digestHex(good), digestHex(`sha256:${good}`)]).toEqual([good, good]));
  const check = (text: string, message: string): void => {
    test(text, () => expect(() => digestHex(text)).toThrow(message));
  };
  check("abcd", "invalid digest length: 2");
  check("zz", "encoding/hex: invalid byte: U+007A 'z'");
  check("😀", "encoding/hex: invalid byte: U+00F0 'ð'");
  check("a\x7f", "encoding/hex: invalid byte: U+007F");
  check("abc", "encoding/hex: odd length hex string");
});
