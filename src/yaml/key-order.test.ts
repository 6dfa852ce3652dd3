import { expect, test } from "bun:test";
import { compareKeys } from "./key-order.ts";

const check = (dialect: "v2" | "v3", ...sorted: string[]): void => {
  test(`${dialect}: ${sorted.join(" ")}`, () => {
    expect(sorted.toReversed().sort((a, b) => compareKeys(a, b, dialect))).toEqual(sorted);
  });
};

check("v2", "", "a", "a1", "a2", "a10", "aa", "b");
check("v2", "1", "2", "10", "A", "B", "a", "é", "日");
check("v2", "-", "_", "1", "a", "a-b", "a.b", "a_b", "ab");
check("v2", "x1-a", "x1.a", "x10", "x10a", "x1a");
check("v2", "x9007199254740993", "x9007199254740994");
check("v3", "", "a", "a1", "a1b", "a2", "a10", "aa", "b");
