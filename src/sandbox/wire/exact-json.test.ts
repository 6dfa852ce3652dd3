import { expect, test } from "bun:test";
import { isObject, type JsonValue } from "../../kube/index.ts";
import { earlierIn, numberText } from "./as-written.ts";
import { hasOddNumbers, readExactly } from "./exact-json.ts";

test.each([
  ['{"a":1,"b":[-2,30],"c":"1.5"}', false],
  ['{"a":123456789012345}', false],
  ['{"a":1234567890123456}', true],
  ["[1.0]", true],
  ['{"a": 1e3}', true],
])("%s has odd numbers: %p", (text, has) => {
  expect(hasOddNumbers(text)).toBe(has);
});

test.each<[string, JsonValue]>([
  ['{"a":[9007199254740993,"\\u00e9\\"",null,{}],"b":[]}', { a: [9007199254740993n, 'é"', null, {}], b: [] }],
  [' { "a" : true , "b" : -9223372036854775808 } ', { a: true, b: -9223372036854775808n }],
  ["[18446744073709551615, 1.50]", [2 ** 64, 1.5]],
])("%s is read exactly", (text, value) => {
  expect(readExactly(text)?.value).toEqual(value);
});

test("how numbers are written is remembered", () => {
  const read = readExactly('{"a":1.0,"b":[2,18446744073709551615]}')?.value;
  if (!isObject(read) || !Array.isArray(read["b"])) throw new Error("it is read");
  expect(numberText(1, read, "a")).toBe("1.0");
  expect(numberText(2, read["b"], 0)).toBe("2");
  expect(numberText(2 ** 64, read["b"], 1)).toBe("18446744073709551615");
});

test("no key is more than a key", () => {
  const read = readExactly('{"__proto__":{"a":1.0}}')?.value;
  expect(JSON.stringify(read)).toBe('{"__proto__":{"a":1}}');
});

test("what was given first is remembered", () => {
  const read = readExactly('{"a":"x","b":1,"a":{"c":2},"a":3}')?.value;
  if (!isObject(read)) throw new Error("it is read");
  expect(read).toEqual({ a: 3, b: 1 });
  expect(earlierIn(read)).toEqual([
    ["a", "x"],
    ["a", { c: 2 }],
  ]);
});

test("a number that nothing holds is told of, and what is too deep is left alone", () => {
  expect(readExactly("[1e400]")?.tooLarge).toBe("1e400");
  expect(readExactly("[".repeat(20_000) + "]".repeat(20_000))).toBeUndefined();
});
