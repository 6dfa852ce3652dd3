import { describe, expect, test } from "bun:test";
import {
  GoError,
  Int,
  Slice,
  Struct,
  TypedMap,
  TypedNil,
  func,
  int,
  int64,
  stringSlice,
  type Value,
} from "../value.ts";
import { sprint, sprintf, sprintln } from "./index.ts";

function check(format: string, args: Value[], expected: string): void {
  test(`${format} gives ${expected}`, () => {
    expect(sprintf(format, args)).toBe(expected);
  });
}

const duration = (nanoseconds: bigint): Int => new Int(nanoseconds, "int64", "time.Duration");
const bytes = new Slice(
  "[]uint8",
  [104, 105].map((byte) => new Int(BigInt(byte), "uint8")),
);
const point = new Map<string, Value>([
  ["X", int(1)],
  ["Y", "b"],
]);

describe("values", () => {
  check("%v", [1e6], "1e+06");
  check("%v %v %v", [true, null, int64(-7)], "true <nil> -7");
  check("%v", [["a", 1, null, ["x"]]], "[a 1 <nil> [x]]");
  check("%v", [new Map<string, Value>(Object.entries({ b: 1, a: [] }))], "map[a:[] b:1]");
  check("%v %+v", [new Struct("main.T", point), new Struct("*main.T", point)], "{1 b} &{X:1 Y:b}");
  check(
    "%#v",
    [["a", null, new Map([["k", 1.5]])]],
    `[]interface {}{"a", interface {}(nil), map[string]interface {}{"k":1.5}}`,
  );
  check("%T %T %T", [1, int(1), new TypedMap("common.Values")], "float64 int common.Values");
  check("%v %d", [duration(90_000_000_000n), duration(5n)], "1m30s 5");
  check("%s %x %v", [bytes, bytes, bytes], "hi 6869 [104 105]");
  check("%v %s", [new TypedNil("*main.T"), new TypedNil("map[string]string")], "<nil> map[]");
});

describe("flags", () => {
  check("%5d|%-5d|%05d|%+d", [int(42), int(42), int(-42), int(42)], "   42|42   |-0042|+42");
  check("%x %#X %#o %b %O", [int(255), int(255), int(8), int(5), int(8)], "ff 0XFF 010 101 0o10");
  check("%c %q %U %#U", [int(65), int(10), int(128512), int(233)], `A '\\n' U+1F600 U+00E9 'é'`);
  check("%8.2f|%-8.1e|%08.3f|%+.0f", [3.14159, 1234.5, -3.14159, 2.5], "    3.14|1.2e+03 |-003.142|+2");
  check("%q %#q %+q", ["a\n", "raw", "é"], '"a\\n" `raw` "\\u00e9"');
  check("%10.3s|%-6s|%x|% x", ["日本語x", "ab", "hi", "hi"], "       日本語|ab    |6869|68 69");
  check("%[2]s %[1]s %*d", ["a", "b", int(5)], "b a %!(BADWIDTH)5");
  check("%*d|%.*f", [int(4), int(7), int(1), 2.25], "   7|2.2");
  check("%6.2f%%", [12.345], " 12.35%");
});

describe("mistakes", () => {
  check("%d", [5], "%!d(float64=5)");
  check("%d %s", [int(1)], "1 %!s(MISSING)");
  check("x", [1, "a"], "x%!(EXTRA float64=1, string=a)");
  check("%z %!", [int(1)], "%!z(int=1) %!!(MISSING)");
  check("%", [], "%!(NOVERB)");
  check("%s", [["a", 1]], "[a %!s(float64=1)]");
  check("%d", [null], "%!d(<nil>)");
  check("%s", [failing()], "%!s(PANIC=String method: boom)");
});

test("sprint puts spaces between operands that are not strings", () => {
  expect(sprint([int(1), int(2), "a", int(3), null, true])).toBe("1 2a3 <nil> true");
  expect(sprintln(["a", "b", int(1)])).toBe("a b 1\n");
  expect(sprint([stringSlice(["x", "y"])])).toBe("[x y]");
});

function failing(): Struct {
  const string = func("String", "", () => {
    throw new GoError("boom");
  });
  return new Struct("main.T", new Map(), new Map([["String", string]]));
}
