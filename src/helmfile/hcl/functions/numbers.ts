/** Functions of numbers (cty 1.19, function/stdlib/number.go). */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { add } from "../values/arithmetic.ts";
import { BigFloat, NotANumber } from "../values/big-float.ts";
import { listOf, nameOf, NUMBER } from "../values/type.ts";
import { integer, list, number, numberOf, textOf, type Value } from "../values/value.ts";
import {
  ArgumentError,
  doubleArgument,
  type Function,
  type FunctionTable,
  intArgument,
  panic,
  parameter,
} from "./function.ts";
import { logarithm, power } from "./powers.ts";

const NUM = parameter("num", NUMBER);
const NUM_OR_ANY = parameter("num", NUMBER, "dynamic");
const NUMBERS_OR_ANY = parameter("numbers", NUMBER, "dynamic");

function ofOne(compute: (value: BigFloat) => BigFloat, param = NUM): Function {
  return { params: [param], returns: NUMBER, call: ([value]) => number(compute(given(value))) };
}

function given(value: Value | undefined): BigFloat {
  return value === undefined ? BigFloat.integer(0) : numberOf(value);
}

function ofTwo(second: string, compute: (a: number, b: number) => number): Function {
  const double = (value: Value | undefined): number => (value === undefined ? 0 : doubleArgument(value));
  const call = ([a, b]: readonly Value[]): Value => number(fromDouble(compute(double(a), double(b))));
  return { params: [NUM, parameter(second, NUMBER)], returns: NUMBER, call };
}

function fromDouble(value: number): BigFloat {
  try {
    return BigFloat.double(value);
  } catch (error) {
    if (error instanceof NotANumber) throw panic("Float.SetFloat64(NaN)");
    throw error;
  }
}

export const NUMBERS: FunctionTable = {
  abs: ofOne((value) => value.absolute(), NUM_OR_ANY),
  ceil: ofOne((value) => rounded(value, 1n)),
  floor: ofOne((value) => rounded(value, -1n)),
  int: ofOne(whole, NUM_OR_ANY),
  log: ofTwo("base", (a, base) => logarithm(a) / logarithm(base)),
  max: { params: [], rest: NUMBERS_OR_ANY, returns: NUMBER, call: (args) => extreme(args, 1) },
  min: { params: [], rest: NUMBERS_OR_ANY, returns: NUMBER, call: (args) => extreme(args, -1) },
  parseint: { params: [parameter("number"), parameter("base", NUMBER)], returns: parsedType, call: parseInteger },
  pow: ofTwo("power", power),
  range: { params: [], rest: parameter("params", NUMBER), returns: listOf(NUMBER), call: range },
  signum: { params: [NUM], returns: NUMBER, call: ([value]) => integer(Number(signOf(value))) },
};

/** Up (1) or down (-1) to a whole number, with as many bits as before. */
function rounded(value: BigFloat, direction: 1n | -1n): BigFloat {
  if (value.isInteger || value.infinite) return value;
  const cut = value.truncated();
  const isBeyond = value.negative ? direction < 0n : direction > 0n;
  return BigFloat.integer(isBeyond ? cut + direction : cut).withBits(value.bits);
}

function whole(value: BigFloat): BigFloat {
  if (value.isInteger) return value;
  if (value.infinite) throw panic("runtime error: invalid memory address or nil pointer dereference");
  return BigFloat.integer(value.truncated());
}

function signOf(value: Value | undefined): number {
  const sign = value === undefined ? 0n : intArgument(value);
  return sign < 0n ? -1 : sign > 0n ? 1 : 0;
}

function extreme(args: readonly Value[], sign: 1 | -1): Value {
  if (args.length === 0) throw new GoError("must pass at least one number");
  let most = BigFloat.infinity(sign > 0);
  for (const arg of args) if (numberOf(arg).compare(most) === sign) most = numberOf(arg);
  return number(most);
}

function parsedType([text]: readonly Value[]) {
  if (text !== undefined && text.type.kind !== "string")
    throw new ArgumentError(0, `first argument must be a string, not ${nameOf(text.type)}`);
  return NUMBER;
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function parseInteger([text, base]: readonly Value[]): Value {
  if (text === undefined || base === undefined) return integer(0);
  const radix = Number(intArgument(base, (reason) => new ArgumentError(1, reason)));
  if (radix < 2 || radix > 62) throw new ArgumentError(1, "base must be a whole number between 2 and 62 inclusive");
  const value = integerIn(textOf(text), radix);
  if (value === undefined) throw new ArgumentError(0, `cannot parse ${quote(textOf(text))} as a base ${radix} integer`);
  return number(BigFloat.integer(value));
}

/** Up to base 36 capitals are digits as well. */
function integerIn(text: string, radix: number): bigint | undefined {
  const [, sign = "", digits = ""] = /^([+-]?)([0-9a-zA-Z]+)$/.exec(text) ?? [];
  const values = [...digits].map((digit) => DIGITS.indexOf(radix <= 36 ? digit.toLowerCase() : digit));
  if (digits === "" || values.some((value) => value >= radix)) return undefined;
  const magnitude = values.reduce((sum, value) => sum * BigInt(radix) + BigInt(value), 0n);
  return sign === "-" ? -magnitude : magnitude;
}

const RANGE_MAX = 1024;

function range(args: readonly Value[]): Value {
  if (args.length > 3) throw new GoError("must have one, two, or three arguments");
  const { start, end, step } = rangeBounds(args.map(numberOf));
  const values: Value[] = [];
  const direction = step.sign < 0 ? -1 : 1;
  for (let at = start; at.compare(end) * direction < 0; at = add(at, step)) {
    if (values.length >= RANGE_MAX)
      throw new GoError(
        "more than 1024 values were generated; either decrease the difference between start and end or use a smaller step",
      );
    values.push(number(at));
  }
  return list(values, NUMBER);
}

interface Bounds {
  readonly start: BigFloat;
  readonly end: BigFloat;
  readonly step: BigFloat;
}

function rangeBounds([first, second, third]: readonly BigFloat[]): Bounds {
  const zero = BigFloat.integer(0);
  if (first === undefined) throw new GoError("must have one, two, or three arguments");
  const [start, end] = second === undefined ? [zero, first] : [first, second];
  if (third === undefined) return { start, end, step: BigFloat.integer(end.compare(start) < 0 ? -1 : 1) };
  if (third.sign < 0 && end.compare(start) > 0)
    throw new ArgumentError(1, "end must be less than start when step is negative");
  if (third.sign >= 0 && end.compare(start) < 0)
    throw new ArgumentError(1, "end must be greater than start when step is positive");
  return { start, end, step: third };
}
