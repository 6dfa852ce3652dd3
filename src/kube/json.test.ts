import { expect, test } from "bun:test";
import { mergePatch } from "./patch/json-merge.ts";
import { isInteger, isNumber, parseJson, writeJson } from "./json.ts";

const TEXT =
  '{"a":9007199254740993,"b":[-9223372036854775808,1.5,3],"c":{"d":"12345678901234567890"},"e":9007199254740991}';

test("integers of 64 bits are read and written as they stand", () => {
  expect(parseJson(TEXT)).toEqual({
    a: 9_007_199_254_740_993n,
    b: [-(2n ** 63n), 1.5, 3],
    c: { d: "12345678901234567890" },
    e: 9_007_199_254_740_991,
  });
  expect(writeJson(parseJson(TEXT))).toBe(TEXT);
});

test("wherever they stand", () => {
  for (const text of [
    "9007199254740993",
    "[9007199254740993]",
    "[1, 9007199254740993]",
    '{"a" : 9007199254740993}',
    '{"a":\n-9007199254740993}',
  ])
    expect(writeJson(parseJson(text))).toBe(text.replaceAll(/\s/g, ""));
});

test("what is larger, or no integer, is a number as in Go", () => {
  expect(parseJson("[9223372036854775808, 1234567890123456.75, 1e20]")).toEqual([
    2 ** 63,
    1_234_567_890_123_456.75,
    1e20,
  ]);
});

test("a difference in the last digit is one", () => {
  const [from, to] = ['{"a":9007199254740993}', '{"a":9007199254740995}'].map(
    (text) => parseJson(text) as { a: bigint },
  );
  expect(writeJson(mergePatch(from ?? {}, to ?? {}))).toBe('{"a":9007199254740995}');
  expect(mergePatch(from ?? {}, from ?? {})).toEqual({});
});

test("numbers are told apart as apimachinery has them", () => {
  const values = ["9007199254740993", "-3", "9223372036854775808", "1.5", '"1"', "null"].map(parseJson);
  expect(values.map(isNumber)).toEqual([true, true, true, true, false, false]);
  expect(values.map(isInteger)).toEqual([true, true, false, false, false, false]);
});

test("what is written may be changed on the way", () => {
  const replacer = (key: string, value: unknown): unknown => (key === "b" ? "c" : value);
  expect(writeJson({ a: 9_007_199_254_740_993n, b: 1 }, { replacer })).toBe('{"a":9007199254740993,"b":"c"}');
});

test("what no JSON can say is an error", () => {
  const ring: Record<string, unknown> = {};
  ring["ring"] = ring;
  expect(() => writeJson(ring)).toThrow(TypeError);
});
