import { describe, expect, test } from "bun:test";
import { isTimestamp, resolvePlain } from "./resolve.ts";

const check = (dialect: "v2" | "v3", text: string, expected: unknown): void => {
  test(`${dialect} ${text}`, () => expect(resolvePlain(text, dialect)).toBe(expected as never));
};

describe("plain scalars", () => {
  for (const dialect of ["v2", "v3"] as const) {
    check(dialect, "", null);
    check(dialect, "~", null);
    check(dialect, "TRUE", true);
    check(dialect, "tRUE", "tRUE");
    check(dialect, "<<", "<<");
    check(dialect, "-0", 0n);
    check(dialect, "0777", 511n);
    check(dialect, "08", 8);
    check(dialect, "1_000", 1000n);
    check(dialect, "_1", "_1");
    check(dialect, "0x_1F", 31n);
    check(dialect, "0b-101", -5n);
    check(dialect, "0o17", 15n);
    check(dialect, "18446744073709551615", 18446744073709551615n);
    check(dialect, "18446744073709551616", 2 ** 64);
    check(dialect, "+18446744073709551615", 2 ** 64);
    check(dialect, "-9223372036854775809", -(2 ** 63));
    check(dialect, "1.", 1);
    check(dialect, ".5_0", 0.5);
    check(dialect, "._5", "._5");
    check(dialect, "1e400", "1e400");
    check(dialect, "-.INF", -Infinity);
    check(dialect, "1.2.3", "1.2.3");
    check(dialect, "1:30", "1:30");
  }
  check("v2", "yes", true);
  check("v3", "yes", "yes");
  check("v2", "0o-17", "0o-17");
  check("v3", "0o-17", -15n);
});

describe("timestamps", () => {
  const is = (text: string, expected: boolean): void => {
    test(text, () => expect(isTimestamp(text)).toBe(expected));
  };
  is("2001-1-2", true);
  is("2001-02-29", false);
  is("2000-02-29", true);
  is("2001-12-14t21:59:43.10-05:00", true);
  is("2001-12-14 21:59:43", true);
  is("2001-12-14 21:59:43Z", false);
  is("2001-12-14T24:00:00Z", false);
  is("02001-12-14", false);
});
