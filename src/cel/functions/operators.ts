/** Arithmetic, comparison, membership (cel-go 0.26 common/types, common/stdlib). */
import { compare, equal, isNumber } from "../values/equal.ts";
import { ArrayList, CelList, GrowingList } from "../values/list.ts";
import { CelMap } from "../values/map.ts";
import { Duration, Timestamp, timestampOf } from "../values/time.ts";
import { Uint } from "../values/uint.ts";
import { CelError, noSuchOverload, type Value } from "../values/value.ts";

type Operator = (args: readonly Value[]) => Value;

const binary =
  (run: (a: Value, b: Value) => Value | undefined): Operator =>
  ([a = null, b = null]) => {
    const result = run(a, b);
    if (result === undefined) throw noSuchOverload();
    return result;
  };

const ordered =
  (holds: (order: number) => boolean): Operator =>
  ([a = null, b = null]) => {
    const order = compare(a, b);
    if (order !== undefined) return holds(order);
    throw noSuchOverload();
  };

export function add(a: Value, b: Value): Value | undefined {
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (a instanceof CelList && b instanceof CelList) return joined(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Uint8Array.from([...a, ...b]);
  if (a instanceof Duration && b instanceof Duration) return spanOf(a.nanoseconds + b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Duration) return timestampOf(a.nanoseconds + b.nanoseconds, a.offset);
  if (a instanceof Duration && b instanceof Timestamp) return timestampOf(a.nanoseconds + b.nanoseconds, b.offset);
  return calculate(a, b, { whole: (x, y) => x + y, real: (x, y) => x + y });
}

function spanOf(nanoseconds: bigint): Duration {
  return new Duration(intOf(nanoseconds));
}

/** A list that a loop collects grows where it stands: nobody else has it. */
function joined(a: CelList, b: CelList): CelList {
  if (!(a instanceof GrowingList) || !(b instanceof ArrayList)) return a.plus(b);
  a.growing.push(...b.elements);
  return a;
}

function subtract(a: Value, b: Value): Value | undefined {
  if (a instanceof Duration && b instanceof Duration) return spanOf(a.nanoseconds - b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Duration) return timestampOf(a.nanoseconds - b.nanoseconds, a.offset);
  if (a instanceof Timestamp && b instanceof Timestamp) return spanOf(a.nanoseconds - b.nanoseconds);
  return calculate(a, b, { whole: (x, y) => x - y, real: (x, y) => x - y });
}

interface Calculation {
  readonly whole: (a: bigint, b: bigint) => bigint;
  readonly real?: (a: number, b: number) => number;
}

/** Undefined where the operands are of different types. */
function calculate(a: Value, b: Value, { whole, real }: Calculation): Value | undefined {
  if (typeof a === "bigint" && typeof b === "bigint") return intOf(whole(a, b));
  if (a instanceof Uint && b instanceof Uint) return uintOf(whole(a.value, b.value));
  return typeof a === "number" && typeof b === "number" ? real?.(a, b) : undefined;
}

export function intOf(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new CelError("integer overflow");
  return value;
}

export function uintOf(value: bigint): Uint {
  if (BigInt.asUintN(64, value) !== value) throw new CelError("unsigned integer overflow");
  return new Uint(value);
}

function divided(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError("division by zero");
  return a / b;
}

const INT_MIN = -(2n ** 63n);

function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError("modulus by zero");
  if (b === -1n && a === INT_MIN) throw new CelError("integer overflow");
  return a % b;
}

function isIn(value: Value, range: Value): boolean | undefined {
  if (range instanceof CelMap) return range.has(value);
  if (!(range instanceof CelList)) return undefined;
  for (const one of range) if (equal(one, value)) return true;
  return false;
}

function negated(value: Value): Value {
  if (typeof value === "bigint") return intOf(-value);
  if (typeof value === "number") return -value;
  throw noSuchOverload();
}

/** A first operand that knows no such operation is told of by the operation's name. */
const named =
  (name: string, knows: (value: Value) => boolean, run: Operator): Operator =>
  (args) => {
    const first = args[0] ?? null;
    if (knows(first)) return run(args);
    throw isReceiver(first) ? noSuchOverload() : new CelError(`no such overload: ${name}`);
  };

const isReceiver = (value: Value): boolean =>
  typeof value === "string" || value instanceof Duration || value instanceof Timestamp;

const isSummable = (value: Value): boolean =>
  isNumber(value) ||
  typeof value === "string" ||
  value instanceof CelList ||
  value instanceof Uint8Array ||
  value instanceof Duration ||
  value instanceof Timestamp;
const isSubtractable = (value: Value): boolean =>
  isNumber(value) || value instanceof Duration || value instanceof Timestamp;
const isWhole = (value: Value): boolean => typeof value === "bigint" || value instanceof Uint;
const isOrdered = (value: Value): boolean =>
  isNumber(value) ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  value instanceof Uint8Array ||
  value instanceof Duration ||
  value instanceof Timestamp;

export const OPERATORS: Readonly<Record<string, Operator>> = {
  "_+_": named("_+_", isSummable, binary(add)),
  "_-_": named("_-_", isSubtractable, binary(subtract)),
  "_*_": named(
    "_*_",
    isNumber,
    binary((a, b) => calculate(a, b, { whole: (x, y) => x * y, real: (x, y) => x * y })),
  ),
  "_/_": named(
    "_/_",
    isNumber,
    binary((a, b) => calculate(a, b, { whole: divided, real: (x, y) => x / y })),
  ),
  "_%_": named(
    "_%_",
    isWhole,
    binary((a, b) => calculate(a, b, { whole: modulo })),
  ),
  "_<_": named(
    "_<_",
    isOrdered,
    ordered((order) => order < 0),
  ),
  "_<=_": named(
    "_<=_",
    isOrdered,
    ordered((order) => order <= 0),
  ),
  "_>_": named(
    "_>_",
    isOrdered,
    ordered((order) => order > 0),
  ),
  "_>=_": named(
    "_>=_",
    isOrdered,
    ordered((order) => order >= 0),
  ),
  "@in": binary(isIn),
  "-_": ([value = null]) => negated(value),
  "!_": ([value = null]) => {
    if (typeof value === "boolean") return !value;
    throw noSuchOverload();
  },
};
