import { describe, expect, test } from "bun:test";
import { formatTable } from "./table.ts";

function check(rows: readonly (readonly string[])[], expected: string, columnWidthMax?: number): void {
  expect(formatTable(rows, columnWidthMax === undefined ? {} : { columnWidthMax })).toBe(expected);
}

describe("tables", () => {
  test("pad every column, the last one too", () =>
    check(
      [
        ["NAME", "V"],
        ["a", "1.0"],
      ],
      "NAME\tV  \na   \t1.0",
    ));
  test("count what a terminal shows", () => check([["ab"], ["日"], ["é"]], "ab\n日\né "));
  test("cut long cells", () => check([["NAME"], ["abcdefghij"]], "NAME   \nabcd...", 7));
  test("never cut a cell to nothing", () => check([["abcdef"]], "a...", 3));
  test("give a row the height of its cells", () =>
    check(
      [
        ["a\nb", "x"],
        ["wide", "y"],
      ],
      "a   \tx\nb   \t \nwide\ty",
    ));
  test("cut a cell whose lines together are too wide", () => check([["a\nb"]], "a..."));
  test("may be empty", () => check([], ""));
});
