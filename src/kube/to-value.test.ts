import { expect, test } from "bun:test";
import { sprintf } from "../go/fmt/index.ts";
import { parseJson } from "./json.ts";
import { answerValue, toValue } from "./to-value.ts";

/** What `%v` and `%T` of Go give for `json.Unmarshal` of k8s.io/apimachinery/pkg/util/json. */
const NUMBERS = [
  ["3", "3 int64"],
  ["-9007199254740993", "-9007199254740993 int64"],
  ["9223372036854775807", "9223372036854775807 int64"],
  ["9223372036854775808", "9.223372036854776e+18 float64"],
  ["18446744073709551615", "1.8446744073709552e+19 float64"],
  ["1.5", "1.5 float64"],
] as const;

test.each(NUMBERS)("%s of the API is %s", (text, seen) => {
  expect(sprintf("%v %[1]T", [toValue(parseJson(text))])).toBe(seen);
});

const ANSWERS = [
  ["[1.0,1,1.5]", "[1 1 1.5] [float64 int64 float64]"],
  ['{"a":[1e3,"x: 1.0"]}', "map[a:[1000 x: 1.0]] [float64 string]"],
] as const;

test.each(ANSWERS)("%s tells whole numbers that are no integers", (text, seen) => {
  const value = answerValue({ body: parseJson(text), text });
  const list = value instanceof Map ? value.get("a") : value;
  const types = Array.isArray(list) ? list.map((one) => sprintf("%T", [one])).join(" ") : "";
  expect(`${sprintf("%v", [value])} [${types}]`).toBe(seen);
});
