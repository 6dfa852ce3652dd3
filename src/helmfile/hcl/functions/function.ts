/** How functions are declared and called (cty 1.19, function/function.go). */
import { GoError } from "../../../go/index.ts";
import { DYNAMIC, type Type } from "../values/type.ts";
import { type BigFloat } from "../values/big-float.ts";
import { isKnown, isNull, numberOf, unknown, type Value } from "../values/value.ts";

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** What else than known values the function itself takes: `null`, unknown values, values of no known type. */
  readonly takes?: readonly ("null" | "unknown" | "dynamic")[];
}

export interface Function {
  readonly params: readonly Parameter[];
  /** For any number of arguments behind those. */
  readonly rest?: Parameter;
  readonly returns: Type | ((args: readonly Value[]) => Type);
  /** Throws `GoError`, an `ArgumentError` where one argument is to blame. */
  readonly call: (args: readonly Value[], type: Type) => Value;
}

export type FunctionTable = Readonly<Record<string, Function>>;

/** The argument at that place is wrong. */
export class ArgumentError extends GoError {
  constructor(
    readonly index: number,
    message: string,
  ) {
    super(message);
  }
}

/** Blames an argument for what goes wrong. */
export function blaming<Result>(index: number, compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    if (error instanceof GoError) throw new ArgumentError(index, error.message);
    throw error;
  }
}

/** What Go calls a panic, without its stack. */
export function panic(message: string): GoError {
  return new GoError(`panic in function implementation: ${message}`);
}

export function parameter(name: string, type: Type = DYNAMIC, ...takes: ("null" | "unknown" | "dynamic")[]): Parameter {
  return { name, type, takes };
}

/** The arguments were converted to the types of the parameters. Throws `GoError`. */
export function callFunction({ params, rest, returns, call }: Function, args: readonly Value[]): Value {
  const takes = (i: number, what: "null" | "unknown" | "dynamic"): boolean =>
    (params[i] ?? rest)?.takes?.includes(what) === true;
  for (const [i, arg] of args.entries()) {
    if (isNull(arg) && !takes(i, "null")) throw new ArgumentError(i, "argument must not be null");
    if (arg.type.kind === "dynamic" && !takes(i, "dynamic")) return unknown(DYNAMIC);
  }
  const type = typeof returns === "function" ? returns(args) : returns;
  if (args.some((arg, i) => !isKnown(arg) && !takes(i, "unknown"))) return unknown(type);
  return call(args, type);
}

/** Every parameter has its argument when a function is called; one that is asked for beyond them may be anything. */
export function typeOf(value: Value | undefined): Type {
  return value?.type ?? DYNAMIC;
}

const INT_MAX = 2n ** 63n - 1n;
const INT_MIN = -(2n ** 63n);

/** A whole number of Go's `int`. Throws `GoError` with `wrap` before the reason. */
export function intArgument(value: Value, fail: (reason: string) => GoError = (reason) => new GoError(reason)): bigint {
  const given = numberOf(value);
  const whole = given.isInteger && given.exponent < 64 ? given.truncated() : undefined;
  if (whole !== undefined && whole >= INT_MIN && whole <= INT_MAX) return whole;
  throw fail(`value must be a whole number, between ${INT_MIN} and ${INT_MAX}`);
}

const DOUBLE_MAX = BigInt(Number.MAX_VALUE);

export function doubleArgument(value: Value): number {
  const given: BigFloat = numberOf(value);
  const near = given.toNumber();
  if (Number.isFinite(near) || given.infinite) return near;
  throw new GoError(`value must be between -${DOUBLE_MAX}.000000 and ${DOUBLE_MAX}.000000 inclusive`);
}
