import { describe, expect, test } from "bun:test";
import { func, Int, int64, Slice, Struct, stringSlice, TypedNil, type Value } from "../go/index.ts";
import { marshal, marshalPretty, marshalTraced } from "./index.ts";

const map = (entries: Record<string, Value>): Value => new Map(Object.entries(entries));

describe("marshal", () => {
  const check = (value: Value, expected: string): void => {
    test(JSON.stringify(expected), () => expect(marshal(value)).toBe(expected));
  };
  check(null, "null\n");
  check(undefined, "null\n");
  check("", '""\n');
  check(new Map(), "{}\n");
  check(map({ a10: "x", a9: "y", B: [true, null] }), 'B:\n- true\n- null\na9: "y"\na10: x\n');
  check(
    [1e6, 1.5, 123456789.5, 1e21, -0, 2 ** 63],
    "- 1000000\n- 1.5\n- 1.234567895e+08\n- 1e+21\n- 0\n- 9223372036854776000\n",
  );
  check(
    ["n", "1e3", "12:30", "2001-01-01", "=", "<<", "- x", "a: b", "# c"],
    '- "n"\n- "1e3"\n- "12:30"\n- "2001-01-01"\n- =\n- <<\n- \'- x\'\n- \'a: b\'\n- \'# c\'\n',
  );
  check(map({ t: "a\nb\n", u: "c\n\n", v: " d\n" }), "t: |\n  a\n  b\nu: |+\n  c\n\nv: |2\n   d\n");
  check("😀\ttab", '"\\U0001F600\\ttab"\n');
  check("word ".repeat(20).trim(), `${"word ".repeat(17).trim()}\n  ${"word ".repeat(3).trim()}\n`);
  check(stringSlice(["a", "b"]), "- a\n- b\n");
  check([int64(5n), new Int(2n ** 64n - 1n, "uint64"), new TypedNil("*x")], "- 5\n- 18446744073709551615\n- null\n");
  check(new Struct("x", new Map([["Name", "n"]])), 'Name: "n"\n');
  check("a\u0085b", "a b\n");
  check(new Slice("[]uint8", [new Int(104n, "uint8"), new Int(105n, "uint8")]), "aGk=\n");

  test("what JSON refuses", () => {
    expect(() => marshal(Number.NaN)).toThrow("error marshaling into JSON: json: unsupported value: NaN");
    expect(() => marshal(func("f", "", () => null))).toThrow("json: unsupported type: func()");
    expect(() => marshal("\u007f")).toThrow("yaml: control characters are not allowed");
  });
});

describe("marshalPretty", () => {
  test("lists are indented, floats stay floats, lines are not broken", () => {
    const value = map({ list: ["x", 1e6, ["y"]], long: "word ".repeat(30).trim() });
    expect(marshalPretty(value)).toBe(`list:\n  - x\n  - 1e+06\n  - - "y"\nlong: ${"word ".repeat(30).trim()}\n`);
  });
});

describe("marshalTraced", () => {
  test("says which piece of the text each entry became", () => {
    const list: Value = [1, "two words"];
    const value = new Map<string, Value>([
      ["b", list],
      ["a", "x"],
    ]);
    const { text, leaves } = marshalTraced(value);
    const pieces = leaves.map(({ start, end, container, key }) => [
      container === list ? "list" : "map",
      key,
      text.slice(start, end),
    ]);
    expect(pieces).toEqual([
      ["map", "a", "x"],
      ["list", 0, "1"],
      ["list", 1, "two words"],
      ["map", "b", "- 1\n- two words"],
    ]);
  });
});
