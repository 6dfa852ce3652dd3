/** Sprig v3.3.0's arithmetic (numeric.go and its entries in functions.go): int64 wraps around, and what is no number is zero. */
import { func, GoError, int, int64, type List, type Value } from "../go/index.ts";
import { toFloat64, toInt64 } from "./cast.ts";
import { add, divide, fromFloat, multiply, subtract, toFloat, type Decimal } from "./decimal.ts";
import { functionMap } from "./function-map.ts";
import { pow10 } from "./pow10.ts";

const ANY = "interface {}";
const PAIR = `${ANY}, ${ANY}`;
const ONE_OR_MORE = `${ANY}, ...${ANY}`;

export const mathFunctions = functionMap([
  func("add1", ANY, (value: Value) => int64(toInt64(value) + 1n)),
  func("add", `...${ANY}`, (...values: List) => int64(values.reduce((sum: bigint, value) => sum + toInt64(value), 0n))),
  func("sub", PAIR, (a: Value, b: Value) => int64(toInt64(a) - toInt64(b))),
  func("mul", ONE_OR_MORE, product),
  func("div", PAIR, (a: Value, b: Value) => int64(toInt64(a) / divisor(b))),
  func("mod", PAIR, (a: Value, b: Value) => int64(toInt64(a) % divisor(b))),
  func("max", ONE_OR_MORE, max),
  func("biggest", ONE_OR_MORE, max),
  func("min", ONE_OR_MORE, min),
  func("maxf", ONE_OR_MORE, (...values: List) => values.map(toFloat64).reduce(larger)),
  func("minf", ONE_OR_MORE, (...values: List) => values.map(toFloat64).reduce(smaller)),
  func("floor", ANY, (value: Value) => Math.floor(toFloat64(value))),
  func("ceil", ANY, (value: Value) => Math.ceil(toFloat64(value))),
  func("round", `${ANY}, int, ...float64`, round),
  func("add1f", ANY, (value: Value) => fold(add, [value, int(1)])),
  func("addf", `...${ANY}`, (...values: List) => fold(add, [0, ...values])),
  func("subf", ONE_OR_MORE, (...values: List) => fold(subtract, values)),
  func("mulf", ONE_OR_MORE, (...values: List) => fold(multiply, values)),
  func("divf", ONE_OR_MORE, (...values: List) => fold(divide, values)),
]);

function product(...values: List): Value {
  return int64(values.reduce((result: bigint, value) => BigInt.asIntN(64, result * toInt64(value)), 1n));
}

function divisor(value: Value): bigint {
  const n = toInt64(value);
  if (n === 0n) throw new GoError("runtime error: integer divide by zero");
  return n;
}

function max(...values: List): Value {
  return int64(values.map(toInt64).reduce((a, b) => (b > a ? b : a)));
}

function min(...values: List): Value {
  return int64(values.map(toInt64).reduce((a, b) => (b < a ? b : a)));
}

/** `math.Max`: an infinity wins even over NaN. */
function larger(a: number, b: number): number {
  return a === Infinity || b === Infinity ? Infinity : Math.max(a, b);
}

function smaller(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);
}

/** Rounds up when the digits after the last place are `threshold` or more, so -2.5 becomes -2. */
function round(value: Value, places: number, threshold = 0.5): number {
  const power = pow10(places);
  const scaled = power * toFloat64(value);
  const fraction = Number.isFinite(scaled) ? scaled - Math.trunc(scaled) : NaN;
  return (fraction >= threshold ? Math.ceil(scaled) : Math.floor(scaled)) / power;
}

function fold(operation: (a: Decimal, b: Decimal) => Decimal, [first, ...others]: List): number {
  let result = fromFloat(toFloat64(first));
  for (const other of others) result = operation(result, fromFloat(toFloat64(other)));
  return toFloat(result);
}
