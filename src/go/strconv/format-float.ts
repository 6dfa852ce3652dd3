/**
 * Go's `strconv.FormatFloat`: shortest digits (precision -1) or exactly rounded ones, in the forms e, E, f, g, G, b, x, X.
 * JavaScript has the shortest digits; its toFixed and toExponential round halves up, where Go rounds them to even.
 */
export function formatFloat(given: number, format: string, precision = -1, bits: 32 | 64 = 64): string {
  const value = bits === 32 ? Math.fround(given) : given;
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (!Number.isFinite(value)) return sign === "" ? "+Inf" : "-Inf";
  const magnitude = Math.abs(value);
  switch (format) {
    case "b":
      return sign + formatBinary(magnitude, bits);
    case "x":
    case "X":
      return sign + formatHexadecimal(magnitude, format, precision);
    default:
      return sign + formatDecimal(magnitude, { format, precision, bits });
  }
}

/** Decimal digits without trailing zeros, meaning 0.d1d2d3... times 10 to the `point`. Zero has none. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

interface DecimalForm {
  readonly format: string;
  readonly precision: number;
  readonly bits: 32 | 64;
}

function formatDecimal(value: number, { format, precision, bits }: DecimalForm): string {
  const shortest = precision < 0;
  const lower = format.toLowerCase();
  const decimal = shortest ? shortestDecimal(value, bits) : roundedDecimal(value, lower, precision);
  switch (lower) {
    case "e":
      return exponential(decimal, shortest ? Math.max(decimal.digits.length - 1, 0) : precision, format);
    case "f":
      return fixed(decimal, shortest ? Math.max(decimal.digits.length - decimal.point, 0) : precision);
    case "g":
      return general(decimal, { format, precision, bits });
    default:
      return `%${format}`;
  }
}

function general(decimal: Decimal, { format, precision }: DecimalForm): string {
  const shortest = precision < 0;
  const count = decimal.digits.length;
  let threshold = precision === 0 ? 1 : precision;
  if (threshold > count && count >= decimal.point) threshold = count;
  if (shortest) threshold = 6;
  const exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= threshold) {
    const wanted = shortest || precision > count ? count : Math.max(precision, 1);
    return exponential(decimal, Math.max(wanted - 1, 0), format === "G" ? "E" : "e");
  }
  return fixed(decimal, Math.max(count - decimal.point, 0));
}

function exponential({ digits, point }: Decimal, precision: number, letter: string): string {
  const first = digits[0] ?? "0";
  const rest = precision > 0 ? `.${digits.slice(1, precision + 1).padEnd(precision, "0")}` : "";
  const exponent = digits === "" ? 0 : point - 1;
  const sign = exponent < 0 ? "-" : "+";
  return `${first}${rest}${letter}${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function fixed({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (precision <= 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : "0".repeat(-point) + digits;
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, "0")}`;
}

function shortestDecimal(value: number, bits: 32 | 64): Decimal {
  if (value === 0) return { digits: "", point: 0 };
  return bits === 32 ? shortest32(value) : fromExponential(value.toExponential());
}

/** The fewest digits that read back as the same float32; nine always do. */
function shortest32(single: number): Decimal {
  const exact = exactDecimal(single);
  for (let digits = 1; digits < 9; digits++) {
    const rounded = round(exact, digits);
    if (Math.fround(Number(`0.${rounded.digits}e${rounded.point}`)) === single) return rounded;
  }
  return round(exact, 9);
}

function fromExponential(text: string): Decimal {
  const at = text.indexOf("e");
  const digits = text.slice(0, at).replace(".", "").replace(/0+$/, "");
  return { digits, point: Number(text.slice(at + 1)) + 1 };
}

/** The exact value rounded, halves to even, to what the format shows. */
function roundedDecimal(value: number, format: string, precision: number): Decimal {
  if (value === 0) return { digits: "", point: 0 };
  const { digits, point } = exactDecimal(value);
  const keep = format === "f" ? point + precision : format === "e" ? precision + 1 : Math.max(precision, 1);
  return round({ digits, point }, keep);
}

function round({ digits, point }: Decimal, keep: number): Decimal {
  if (keep < 0) return { digits: "", point: 0 };
  if (keep >= digits.length) return { digits, point };
  const kept = digits.slice(0, keep);
  if (!roundsUp(digits, keep)) {
    const trimmed = kept.replace(/0+$/, "");
    return trimmed === "" ? { digits: "", point: 0 } : { digits: trimmed, point };
  }
  const raised = (BigInt(kept === "" ? "0" : kept) + 1n).toString().padStart(keep, "0");
  return { digits: raised.replace(/0+$/, ""), point: point + raised.length - keep };
}

function roundsUp(digits: string, keep: number): boolean {
  const next = digits.charCodeAt(keep) - 48;
  if (next !== 5 || keep + 1 < digits.length) return next >= 5;
  return keep > 0 && digits.charCodeAt(keep - 1) % 2 === 1;
}

/** Every digit of a float64: it is a fraction over a power of two, which is a fraction over a power of ten. */
function exactDecimal(value: number): Decimal {
  const { mantissa, exponent } = splitFloat(value);
  const [all, shift] =
    exponent >= 0 ? [mantissa << BigInt(exponent), 0] : [mantissa * 5n ** BigInt(-exponent), exponent];
  const text = all.toString();
  return { digits: text.replace(/0+$/, ""), point: text.length + shift };
}

const view = new DataView(new ArrayBuffer(8));

/** `value` as `mantissa * 2^exponent`, the mantissa with its hidden bit. */
function splitFloat(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, value);
  const raw = view.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xf_ffff_ffff_ffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10_0000_0000_0000n, exponent: biased - 1075 };
}

function formatBinary(value: number, bits: 32 | 64): string {
  const { mantissa, exponent } = bits === 32 ? splitSingle(value) : splitFloat(value);
  return `${mantissa}p${exponent >= 0 ? "+" : ""}${exponent}`;
}

function splitSingle(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat32(0, value);
  const raw = view.getUint32(0);
  const biased = (raw >>> 23) & 0xff;
  const fraction = BigInt(raw & 0x7f_ffff);
  return biased === 0
    ? { mantissa: fraction, exponent: -149 }
    : { mantissa: fraction | 0x80_0000n, exponent: biased - 150 };
}

/** `0x1.8p+01`: a leading 1, `precision` hexadecimal digits (all of them when negative), a power of two. */
function formatHexadecimal(value: number, letter: string, precision: number): string {
  let { mantissa, exponent } = splitFloat(value);
  if (value === 0) exponent = 0;
  else {
    const missing = 53 - mantissa.toString(2).length;
    mantissa <<= BigInt(missing);
    exponent += 52 - missing;
  }
  if (precision >= 0 && precision < 13) {
    const shift = BigInt(4 * (13 - precision));
    const rest = mantissa & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    mantissa >>= shift;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    mantissa <<= shift;
    if (mantissa >> 53n !== 0n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const all = (mantissa & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, "0");
  const fraction = precision < 0 ? all.replace(/0+$/, "") : all.slice(0, precision).padEnd(precision, "0");
  const sign = exponent < 0 ? "-" : "+";
  const power = String(Math.abs(exponent)).padStart(2, "0");
  const text = `0x${mantissa >> 52n}${fraction === "" ? "" : `.${fraction}`}p${sign}${power}`;
  return letter === "X" ? text.toUpperCase() : text;
}
