import { describe, expect, test } from "bun:test";
import { match } from "./match.ts";
import { parseRules } from "./rules.ts";

describe("match", () => {
  const cases: [pattern: string, name: string, want: boolean | "bad"][] = [
    ["abc", "abc", true],
    ["*", "abc", true],
    ["*", "a/b", false],
    ["*c", "abc", true],
    ["a*/b", "abc/b", true],
    ["a*/b", "a/c/b", false],
    ["a*b*c*d*e*/f", "axbxcxdxe/f", true],
    ["a*b*c*d*e*/f", "axbxcxdxexxx/fff", false],
    ["a*b?c*x", "abxbbxdbxebxczzx", true],
    ["ab[c]", "abc", true],
    ["ab[b-d]", "abc", true],
    ["ab[^c]", "abc", false],
    ["a\\*b", "a*b", true],
    ["a?b", "a☺b", true],
    ["a[^a]b", "a☺b", true],
    ["[a-ζ]*", "α", true],
    ["[\\]a]", "]", true],
    ["[]a]", "]", "bad"],
    ["[-]", "-", "bad"],
    ["[x-]", "x", "bad"],
    ["a[", "a", "bad"],
    ["a[", "ab", "bad"],
    ["x*[", "abc", false],
    ["*x", "xxx", true],
  ];
  for (const [pattern, name, want] of cases) {
    test(`${pattern} ~ ${name}`, () => {
      if (want === "bad") expect(() => match(pattern, name)).toThrow("syntax error in pattern");
      else expect(match(pattern, name)).toBe(want);
    });
  }
});

describe("helmignore", () => {
  const cases: [rules: string, path: string, directory: boolean, want: boolean][] = [
    ["*.txt", "a/b.txt", false, true],
    ["/a.txt", "a.txt", false, true],
    ["/a.txt", "b/a.txt", false, false],
    ["a/*.txt", "a/b.txt", false, true],
    ["a/*.txt", "x/a/b.txt", false, false],
    ["docs/", "docs", true, true],
    ["docs/", "docs", false, false],
    ["!keep", "other", false, true],
    ["!keep", "keep", false, false],
    ["# c\n\n  b  ", "b", false, true],
    ["", "templates/.x", false, true],
    ["", "templates/x", false, false],
    ["\ufeffa", "a", false, true],
  ];
  for (const [rules, path, directory, want] of cases) {
    test(`${JSON.stringify(rules)} on ${path}`, () => {
      expect(parseRules(rules).ignores(path, { directory })).toBe(want);
    });
  }

  test("double star is refused", () => {
    expect(() => parseRules("a/**/b")).toThrow("double-star (**) syntax is not supported");
  });
});
