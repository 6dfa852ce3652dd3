import { describe, expect, test } from "bun:test";
import { format, hostname, parse, port, resolve } from "./index.ts";

describe("parse and print", () => {
  const check = (text: string, printed = text): void => {
    test(text, () => expect(format(parse(text))).toBe(printed));
  };
  check("http://h/a%2Fb");
  check("HTTP://H/X", "http://H/X");
  check("http:///x");
  check("a b", "a%20b");
  check("mailto:x");
  check("./a:b");
  check("http://user:p@ss@h/", "http://user:p%40ss@h/");
  check("foo://h:1:2/");
});

describe("refusals", () => {
  const check = (text: string, message: string): void => {
    test(text, () => expect(() => parse(text)).toThrow(message));
  };
  check("%zz", 'parse "%zz": invalid URL escape "%zz"');
  check("http://a b/", 'parse "http://a b/": invalid character " " in host name');
  check("http://h:x/", 'parse "http://h:x/": invalid port ":x" after host');
  check(":x", 'parse ":x": missing protocol scheme');
  check(":x#f", 'parse ":x": missing protocol scheme');
  check("a#%zz", 'parse "a#%zz": invalid URL escape "%zz"');
  check("1a://x", 'parse "1a://x": first path segment in URL cannot contain colon');
});

describe("resolve", () => {
  const check = (base: string, reference: string, result: string): void => {
    test(`${base} + ${reference}`, () => expect(format(resolve(parse(base), parse(reference)))).toBe(result));
  };
  check("http://h/a/b", "../../../x", "http://h/x");
  check("http://h/a/b/", "x", "http://h/a/b/x");
  check("http://h/a/b", "//o/x", "http://o/x");
  check("https://u:p@h:8/x/?q=1", "y", "https://u:p@h:8/x/y");
});

test("host name and port", () => {
  expect([hostname(parse("http://[::1]:80/x")), port(parse("http://[::1]:80/x"))]).toEqual(["::1", "80"]);
});
