/** Sprig v3.3.0's defaults, tests and flow control (defaults.go, functions.go). The JSON functions stand in a chapter of their own. */
import { func, GoError, type List, type Value } from "../go/index.ts";
import { isEmpty } from "./empty.ts";
import { functionMap } from "./function-map.ts";

const ANY = "interface {}";

export const defaultFunctions = functionMap([
  func("default", `${ANY}, ...${ANY}`, (fallback: Value, ...given: List) => (isEmpty(given[0]) ? fallback : given[0])),
  func("empty", ANY, isEmpty),
  func("coalesce", `...${ANY}`, (...values: List) => values.find((value) => !isEmpty(value)) ?? null),
  func("all", `...${ANY}`, (...values: List) => values.every((value) => !isEmpty(value))),
  func("any", `...${ANY}`, (...values: List) => values.some((value) => !isEmpty(value))),
  func("ternary", `${ANY}, ${ANY}, bool`, (yes: Value, no: Value, test: boolean) => (test ? yes : no)),
  func("fail", "string", fail),
]);

function fail(message: string): Value {
  throw new GoError(message);
}
