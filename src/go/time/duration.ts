/**
 * Go's time.Duration (Go 1.26 time.go, format.go): nanoseconds in 64 bits, held as a bigint.
 */
import { toBytes } from "../bytes.ts";
import { GoError } from "../value.ts";

export const MICROSECOND = 1000n;
export const MILLISECOND = 1000n * MICROSECOND;
export const SECOND = 1000n * MILLISECOND;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;

export const DURATION_MAX = 2n ** 63n - 1n;
export const DURATION_MIN = -(2n ** 63n);

/** `1h2m3.5s`, `1.5ms`, `0s`: the largest units below a second get no leading zero units. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const sign = nanoseconds < 0n ? "-" : "";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return sign + (size < SECOND ? formatBelowSecond(size) : formatFromSecond(size));
}

function formatBelowSecond(size: bigint): string {
  if (size < MICROSECOND) return `${size}ns`;
  return size < MILLISECOND ? `${decimal(size, 3)}µs` : `${decimal(size, 6)}ms`;
}

function formatFromSecond(size: bigint): string {
  const seconds = `${decimal(size % MINUTE, 9)}s`;
  const minutes = size / MINUTE;
  if (minutes === 0n) return seconds;
  const hours = minutes / 60n;
  return hours === 0n ? `${minutes}m${seconds}` : `${hours}h${minutes % 60n}m${seconds}`;
}

/** `value / 10^digits` without trailing zeros. */
function decimal(value: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const fraction = (value % scale).toString().padStart(digits, "0").replace(/0+$/, "");
  return fraction === "" ? `${value / scale}` : `${value / scale}.${fraction}`;
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", MICROSECOND],
  ["\u00b5s", MICROSECOND],
  ["\u03bcs", MICROSECOND],
  ["ms", MILLISECOND],
  ["s", SECOND],
  ["m", MINUTE],
  ["h", HOUR],
]);

const TERM = /([0-9]*)(?:(\.)([0-9]*))?([^.0-9]*)/y;
const OVERFLOW = 2n ** 63n;

/** Parses `1h30m`, `-1.5s`, `300ms`. Throws GoError with Go's text. */
export function parseDuration(text: string): bigint {
  const negative = text.startsWith("-");
  const start = negative || text.startsWith("+") ? 1 : 0;
  if (text.slice(start) === "0") return 0n;
  if (text.length === start) throw invalid(text);
  let total = 0n;
  TERM.lastIndex = start;
  while (TERM.lastIndex < text.length) {
    total += parseTerm(text, TERM.exec(text));
    if (total > OVERFLOW) throw invalid(text);
  }
  if (!negative && total > DURATION_MAX) throw invalid(text);
  return negative ? -total : total;
}

function parseTerm(text: string, term: RegExpExecArray | null): bigint {
  const [, whole = "", , fraction = "", unit = ""] = term ?? [];
  if (whole === "" && fraction === "") throw invalid(text);
  const count = integer(whole);
  if (count > OVERFLOW) throw invalid(text);
  if (unit === "") throw new GoError(`time: missing unit in duration ${quoteBytes(text)}`);
  const size = UNITS.get(unit);
  if (size === undefined) {
    throw new GoError(`time: unknown unit ${quoteBytes(unit)} in duration ${quoteBytes(text)}`);
  }
  if (count > OVERFLOW / size) throw invalid(text);
  const value = count * size + fractionOf(fraction, size);
  if (value > OVERFLOW) throw invalid(text);
  return value;
}

/** Digits as a number; more than 64 bits hold are one too many, however long. */
function integer(digits: string): bigint {
  const significant = digits.replace(/^0+/, "");
  if (significant === "") return 0n;
  return significant.length > 19 ? OVERFLOW + 1n : BigInt(significant);
}

/** Go counts the fraction in float64 and stops taking digits when 64 bits are full (leadingFraction). */
function fractionOf(digits: string, size: bigint): bigint {
  if (digits === "") return 0n;
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > DURATION_MAX / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > OVERFLOW) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}

function invalid(text: string): GoError {
  return new GoError(`time: invalid duration ${quoteBytes(text)}`);
}

/** The quoting of package time: bytes outside printable ASCII as `\xNN`. */
export function quoteBytes(text: string): string {
  let quoted = "";
  for (const byte of toBytes(text)) {
    if (byte < 0x20 || byte >= 0x80) quoted += `\\x${byte.toString(16).padStart(2, "0")}`;
    else if (byte === 0x22 || byte === 0x5c) quoted += `\\${String.fromCharCode(byte)}`;
    else quoted += String.fromCharCode(byte);
  }
  return `"${quoted}"`;
}

/** Towards zero to a multiple of `unit`; unchanged when `unit` is not positive. */
export function truncateDuration(value: bigint, unit: bigint): bigint {
  return unit <= 0n ? value : value - (value % unit);
}

/** To the nearest multiple of `unit`, halves away from zero, held at the ends of 64 bits. */
export function roundDuration(value: bigint, unit: bigint): bigint {
  if (unit <= 0n) return value;
  const rest = value < 0n ? -(value % unit) : value % unit;
  const down = rest + rest < unit;
  if (value < 0n) return down ? value + rest : clamp(value - unit + rest);
  return down ? value - rest : clamp(value + unit - rest);
}

function clamp(value: bigint): bigint {
  if (value > DURATION_MAX) return DURATION_MAX;
  return value < DURATION_MIN ? DURATION_MIN : value;
}

/** Whole units and the rest apart, as Go divides, so that the float64 is the same. */
export function durationIn(value: bigint, unit: bigint): number {
  return Number(value / unit) + Number(value % unit) / Number(unit);
}
