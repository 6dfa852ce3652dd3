/** Quantities in their canonical form (apimachinery api/resource, Quantity.CanonicalizeBytes 0.36). */

const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)([eE][+-]?\d+|Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)?$/;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DIGITS_MAX = 60;

export const QUANTITY_PROBLEM =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Undefined where the text is no quantity. */
export function canonicalQuantity(text: string): string | undefined {
  const match = QUANTITY.exec(text);
  if (match === null || text.length > DIGITS_MAX) return undefined;
  const [, sign = "", digits = "", suffix = ""] = match;
  const minus = sign === "-" ? "-" : "";
  const binary = BINARY.indexOf(suffix);
  if (binary > 0) {
    const bytes = scaled(digits, 0) * 1024n ** BigInt(binary);
    // A fraction of a binary unit is given in the next lower one that has none.
    if (bytes % NANO === 0n) return minus + inBinary(bytes / NANO);
    return minus + inDecimal(bytes);
  }
  const isExponent = /^[eE][+-]?\d/.test(suffix);
  const exponent = isExponent ? Number(suffix.slice(1)) : (DECIMAL.indexOf(suffix) - 3) * 3;
  if (Math.abs(exponent) > DIGITS_MAX) return undefined;
  const nanos = scaled(digits, exponent);
  if (isExponent) return minus + inExponents(nanos);
  return nanos === 0n ? "0" : minus + inDecimal(nanos);
}

const NANO = 1_000_000_000n;

/** Lists of resources know nothing smaller than a thousandth (SetDefaults_ResourceList). */
const MILLI = 1_000_000n;

/** In billionths; what is smaller than a thousandth is rounded up. */
function scaled(digits: string, exponent: number): bigint {
  const [whole = "", fraction = ""] = digits.split(".");
  const power = 9 + exponent - fraction.length;
  const number = BigInt(whole + fraction);
  const nanos = power >= 0 ? number * 10n ** BigInt(power) : dividedUp(number, 10n ** BigInt(-power));
  return dividedUp(nanos, MILLI) * MILLI;
}

function dividedUp(number: bigint, by: bigint): bigint {
  return (number + by - 1n) / by;
}

function inBinary(bytes: bigint): string {
  let [number, unit] = [bytes, 0];
  while (unit < BINARY.length - 1 && number !== 0n && number % 1024n === 0n)
    [number, unit] = [number / 1024n, unit + 1];
  return `${number}${BINARY[unit]}`;
}

function inDecimal(nanos: bigint): string {
  let [number, unit] = [nanos, 0];
  while (unit < DECIMAL.length - 1 && number !== 0n && number % 1000n === 0n)
    [number, unit] = [number / 1000n, unit + 1];
  return `${number}${DECIMAL[unit]}`;
}

function inExponents(nanos: bigint): string {
  let [number, exponent] = [nanos, -9];
  while (number !== 0n && number % 1000n === 0n) [number, exponent] = [number / 1000n, exponent + 3];
  return exponent === 0 ? `${number}` : `${number}e${exponent}`;
}

/** In billionths, with nothing rounded but what is smaller; undefined where the text is no quantity. */
function nanosOf(text: string): bigint | undefined {
  const match = QUANTITY.exec(text);
  if (match === null || text.length > DIGITS_MAX) return undefined;
  const [, sign = "", digits = "", suffix = ""] = match;
  const binary = BINARY.indexOf(suffix);
  const exponent = /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL.indexOf(suffix) - 3) * 3;
  if (binary <= 0 && Math.abs(exponent) > DIGITS_MAX) return undefined;
  const nanos = binary > 0 ? scaled(digits, 0) * 1024n ** BigInt(binary) : scaled(digits, exponent);
  return sign === "-" ? -nanos : nanos;
}

/** As a number, for comparing; undefined where the text is no quantity. */
export function quantityValue(text: string): number | undefined {
  const nanos = nanosOf(text);
  return nanos === undefined ? undefined : Number(nanos) / Number(NANO);
}

/** How much it is, for comparing; 0 for what is no quantity. */
export function amountOf(text: string): number {
  return quantityValue(text) ?? 0;
}

/** In the form of the first that is not zero, as Go adds them up. */
export function quantitySum(texts: readonly string[]): string {
  const sum = texts.reduce((all, text) => all + (nanosOf(text) ?? 0n), 0n);
  if (sum === 0n) return "0";
  const first = texts.find((text) => (nanosOf(text) ?? 0n) !== 0n) ?? "0";
  const minus = sum < 0n ? "-" : "";
  const size = sum < 0n ? -sum : sum;
  return minus + (/[KMGTPE]i$/.test(first) && size % NANO === 0n ? inBinary(size / NANO) : inDecimal(size));
}
