import { expect, test } from "bun:test";
import { Int } from "../../go/index.ts";
import { TreeBranch } from "../tree.ts";
import { readJson } from "./read-json.ts";

test("keys in their order, twice where they stand twice", () => {
  const tree = readJson('{"b": 1, "a": [true, null, 1.5, "x"], "b": {}} and what follows');
  expect(tree.items).toEqual([
    { key: "b", value: new Int(1n) },
    { key: "a", value: [true, null, 1.5, "x"] },
    { key: "b", value: new TreeBranch([]) },
  ]);
});

test("a text of megabytes", () => {
  const text = `${"x".repeat(9_000_000)}"\\`;
  expect(readJson(JSON.stringify({ data: text })).items).toEqual([{ key: "data", value: text }]);
});

test("errors as Go's decoder has them", () => {
  const check = (text: string, message: string): void =>
    expect(() => readJson(text)).toThrow(`Could not unmarshal input data: ${message}`);
  check("\ufeff{}", "invalid character 'ï' looking for beginning of value");
  check("{'a'}", String.raw`invalid character '\''`);
  check('{"a" 1}', "invalid character '1' after object key");
  check('{"a": 1 "b"}', "invalid character '\"' after object key:value pair");
  check('{"a": [1,]}', "invalid character ']' looking for beginning of value");
  check('{"a": tru', "unexpected EOF");
});
