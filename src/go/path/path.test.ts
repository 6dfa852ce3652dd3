import { describe, expect, test } from "bun:test";
import { absolute, base, clean, dir, ext, join } from "./index.ts";

describe("paths as Go's package path has them", () => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    // path, clean, base, dir, ext
    ["", ".", ".", ".", ""],
    ["/", "/", "/", "/", ""],
    ["a/b.c", "a/b.c", "b.c", "a", ".c"],
    ["/a//b/../c/", "/a/c", "c", "/a/c", ""],
    ["../../a", "../../a", "a", "../..", ""],
    ["/../a", "/a", "a", "/", ""],
    ["a/..", ".", "..", "a", "."],
    [".b.tar.gz", ".b.tar.gz", ".b.tar.gz", ".", ".gz"],
  ];
  for (const [path, cleaned, last, parent, ending] of cases) {
    test(JSON.stringify(path), () => {
      expect([clean(path), base(path), dir(path), ext(path)]).toEqual([cleaned, last, parent, ending]);
    });
  }
  test("joined", () => {
    expect(join("a", "", "/b", "../c")).toBe("a/c");
    expect(join("", "")).toBe("");
    expect(absolute("./x", "/w")).toBe("/w/x");
    expect(absolute("/x/../y", "/w")).toBe("/y");
  });
});
