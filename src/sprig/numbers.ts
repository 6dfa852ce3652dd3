/** Sprig v3.3.0's conversions to numbers, and its sequences of numbers (numeric.go). */
import { func, Int, int, int64, Slice, type Value } from "../go/index.ts";
import { sprint } from "../go/fmt/index.ts";
import { toFloat64, toInt64 } from "./cast.ts";
import { functionMap } from "./function-map.ts";
import { checkSequenceLength } from "./limits.ts";

const ANY = "interface {}";

export const numberFunctions = functionMap([
  func("int", ANY, (value: Value) => int(toInt64(value))),
  func("int64", ANY, (value: Value) => int64(toInt64(value))),
  func("float64", ANY, toFloat64),
  func("atoi", "string", atoi),
  func("toDecimal", ANY, toDecimal),
  func("until", "int", (count: number) => ints(untilStep(0, count, count < 0 ? -1 : 1))),
  func("untilStep", "int, int, int", (start: number, stop: number, step: number) => ints(untilStep(start, stop, step))),
  func("seq", "...int", seq),
]);

const INT64_MAX = 2n ** 63n - 1n;

/** `strconv.Atoi` without its error: a number that is too large is the largest one. */
function atoi(text: string): Int {
  if (!/^[+-]?[0-9]+$/.test(text)) return int(0);
  const value = BigInt(text.replace(/^\+/, ""));
  if (value > INT64_MAX) return int(INT64_MAX);
  return int(value < -INT64_MAX - 1n ? -INT64_MAX - 1n : value);
}

/** Reads an octal number. */
function toDecimal(value: Value): Int {
  const text = sprint([value]);
  const digits = /^([+-]?)([0-7]+)$/.exec(text);
  if (digits === null) return int64(0);
  const magnitude = BigInt(`0o${digits[2]}`);
  const result = digits[1] === "-" ? -magnitude : magnitude;
  return int64(result > INT64_MAX || result < -INT64_MAX - 1n ? 0 : result);
}

function ints(numbers: readonly number[]): Slice {
  return new Slice("[]int", numbers.map(int));
}

function untilStep(start: number, stop: number, step: number): number[] {
  const length = Math.ceil((stop - start) / step);
  // A step of zero or in the wrong direction gives nothing.
  if (step === 0 || !(length > 0)) return [];
  checkSequenceLength(length);
  return Array.from({ length }, (_, i) => start + i * step);
}

/** As the seq command: `seq 3`, `seq 1 3`, `seq 1 2 9`, the end included. */
function seq(...params: number[]): string {
  return sequence(params).join(" ");
}

function sequence(params: readonly number[]): number[] {
  const [first = 0, second = 0, third = 0] = params;
  switch (params.length) {
    case 1:
      return inclusive(1, first, direction(1, first));
    case 2:
      return inclusive(first, second, direction(first, second));
    case 3:
      if (third < first && second > 0) return [];
      return inclusive(first, third, second);
    default:
      return [];
  }
}

function inclusive(start: number, end: number, step: number): number[] {
  return untilStep(start, end + direction(start, end), step);
}

function direction(start: number, end: number): number {
  return end < start ? -1 : 1;
}
