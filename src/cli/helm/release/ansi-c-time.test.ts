import { expect, test } from "bun:test";
import { ansiC } from "./ansi-c-time.ts";

test("times as Go prints them by its layout ANSIC", () => {
  const check = (time: string, expected: string) => expect(ansiC(time)).toBe(expected);
  check("", "Mon Jan  1 00:00:00 0001");
  check("0001-01-01T00:00:00.000000001Z", "Mon Jan  1 00:00:00 0001");
  check("2026-01-02T03:04:05.678+05:30", "Fri Jan  2 03:04:05 2026");
  check("9999-12-31T23:59:59Z", "Fri Dec 31 23:59:59 9999");
});
