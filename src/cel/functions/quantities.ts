/** Quantities as exact numbers (apiserver pkg/cel/library/quantity.go 0.36). */
import { objectType } from "../check/types.ts";
import { Opaque } from "../values/opaque.ts";
import { CelError, type Value } from "../values/value.ts";
import { instance, int, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

const BILLION = 1_000_000_000n;

/** In billionths: nothing smaller is kept. */
export class Quantity extends Opaque {
  readonly type = objectType("kubernetes.Quantity");

  constructor(readonly nanos: bigint) {
    super();
  }

  equals(other: Value): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }
}

const FORM = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const EXPONENT_MAX = 1000;

const PROBLEM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Undefined where the text is no quantity. */
export function parseQuantity(value: string): Quantity | undefined {
  const [, sign, digits = "", suffix = ""] = FORM.exec(value) ?? [];
  if (sign === undefined) return undefined;
  const [whole = "", fraction = ""] = digits.split(".");
  const binary = BINARY.indexOf(suffix);
  const exponent = /^[eE][+-]?\d/.test(suffix)
    ? Number(suffix.slice(1))
    : binary > 0
      ? 0
      : (DECIMAL.indexOf(suffix) - 3) * 3;
  if (Math.abs(exponent) > EXPONENT_MAX) return undefined;
  const number = BigInt(whole + fraction) * (binary > 0 ? 1024n ** BigInt(binary) : 1n);
  const power = 9 + exponent - fraction.length;
  // What is smaller than a billionth is rounded up.
  const nanos = power >= 0 ? number * 10n ** BigInt(power) : roundedUp(number, 10n ** BigInt(-power));
  return new Quantity(sign === "-" ? -nanos : nanos);
}

function roundedUp(number: bigint, by: bigint): bigint {
  return (number + by - 1n) / by;
}

function quantity(value: string): Quantity {
  const found = parseQuantity(value);
  if (found === undefined) throw new CelError(PROBLEM);
  return found;
}

const of = (args: readonly Value[], at: number): bigint => instance(args, at, Quantity).nanos;
const compared = (args: readonly Value[]): bigint => {
  const difference = of(args, 0) - of(args, 1);
  return difference === 0n ? 0n : difference < 0n ? -1n : 1n;
};

function asInteger(nanos: bigint): bigint | undefined {
  const whole = nanos / BILLION;
  return whole * BILLION === nanos && BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

export const QUANTITIES: Readonly<Record<string, Implementation>> = {
  string_to_quantity: (args) => quantity(text(args, 0)),
  is_quantity_string: (args) => parseQuantity(text(args, 0)) !== undefined,
  quantity_sign: (args) => (of(args, 0) === 0n ? 0n : of(args, 0) < 0n ? -1n : 1n),
  quantity_get_float: (args) => Number(of(args, 0)) / 1e9,
  quantity_is_integer: (args) => asInteger(of(args, 0)) !== undefined,
  quantity_get_int: (args) => {
    const whole = asInteger(of(args, 0));
    if (whole === undefined) throw new CelError("cannot convert value to integer");
    return whole;
  },
  quantity_is_greater_than: (args) => compared(args) > 0n,
  quantity_is_less_than: (args) => compared(args) < 0n,
  quantity_compare_to: compared,
  quantity_add: (args) => new Quantity(of(args, 0) + of(args, 1)),
  quantity_sub: (args) => new Quantity(of(args, 0) - of(args, 1)),
  quantity_add_int: (args) => new Quantity(of(args, 0) + int(args, 1) * BILLION),
  quantity_sub_int: (args) => new Quantity(of(args, 0) - int(args, 1) * BILLION),
};
