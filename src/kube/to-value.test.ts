import { expect, test } from "bun:test";
import { sprintf } from "../go/fmt/index.ts";
import { parseJson } from "./json.ts";
import { toValue } from "./to-value.ts";

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
