import { expect, test } from "bun:test";
import { Int } from "../../go/index.ts";
import { Comment, Timestamp, TreeBranch, type TreeValue } from "../tree.ts";
import { valueText } from "./value-text.ts";

test("values where only text can stand", () => {
  const check = (value: TreeValue, text: string): void => expect(valueText(value)).toBe(text);
  check("x", "x");
  check(new Int(5n), "5");
  check(1.5, "1.5");
  check(3, "3.0");
  check(1e21, "1E+21");
  check(null, "<nil>");
  check(true, "true");
  check(new Timestamp("2020-01-02T03:04:05.6Z"), "2020-01-02T03:04:05Z");
  check([new Timestamp("2020-01-02T03:04:05Z")], "[2020-01-02 03:04:05 +0000 UTC]");
  check([new Timestamp("2020-01-02T03:04:05.6-05:00")], "[2020-01-02 03:04:05.6 -0500 -0500]");
  check(new TreeBranch([{ key: "a", value: ["b", new Comment("c")] }]), "[{a [b {c false}]}]");
});
