import { expect, test } from "bun:test";
import type { JsonValue } from "../../kube/index.ts";
import { keysOf } from "./duplicate-keys.ts";

function check(text: string, expected: string[]): void {
  expect([...keysOf(text, JSON.parse(text) as JsonValue).duplicates]).toEqual(expected);
}

test("nothing is given twice", () => {
  check('{"a":{"a":1},"b":[{"a":1},{"a":":"}]}', []);
  check('{"a":"\\"b\\":1"}', []);
});

test("each field that is given twice is named once, with its place", () => {
  check('{"a":1,"a":2,"a":3}', ["a"]);
  check('{"data":{"a":1,"b":2,"a":3}}', ["data.a"]);
  check('[{"op":1},{"op":1,"op":2}]', ["[1].op"]);
  check('{"x":[[{"k":1}],[{"k":1,"k":1}]],"y":{"x":1},"x":[]}', ["x[1][0].k", "x"]);
});

test("quotes and backslashes within texts, and blanks before colons", () => {
  check(String.raw`{"a":"\\","b":"\"a\":","a" : 1}`, ["a"]);
  check(String.raw`{"\"":1,"\"":2}`, ['"']);
});
