/** Comparing Kubernetes quantities: `100m`, `1.5Gi`, `2e3` (apimachinery resource.ParseQuantity). */
import { KustomizeError } from "../error.ts";

const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(m|k|M|G|T|P|E|n|u|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: readonly string[] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/** Digits after the point that are told apart. */
const SCALE = 30;
const EXPONENT_MAX = 1000;

/** Negative, zero or positive. Throws when one is not a quantity. */
export function compareQuantities(a: string, b: string): number {
  let left;
  try {
    left = parse(a);
  } catch (error) {
    throw new KustomizeError(`${a}: ${(error as Error).message}`, { cause: error });
  }
  const difference = left - parse(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The value times ten to the power of `SCALE`. */
function parse(text: string): bigint {
  const [, sign, digits = "", suffix = ""] = QUANTITY.exec(text) ?? [];
  if (digits === "") {
    throw new KustomizeError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  }
  const [whole = "", fraction = ""] = digits.split(".");
  const exponent = DECIMAL[suffix] ?? (/^[eE]./.test(suffix) ? Number(suffix.slice(1)) : 0);
  const power = SCALE - fraction.length + Math.max(-EXPONENT_MAX, Math.min(EXPONENT_MAX, exponent));
  const factor = 1024n ** BigInt(BINARY.indexOf(suffix) + 1);
  const mantissa = BigInt(whole + fraction) * factor;
  const value = power >= 0 ? mantissa * 10n ** BigInt(power) : mantissa / 10n ** BigInt(-power);
  return sign === "-" ? -value : value;
}
