import { formatFloat, isPrint } from "../strconv/index.ts";
import { pad, padWithSpaces, padding, type Flags } from "./flags.ts";

export interface IntegerForm {
  readonly base: number;
  readonly verb: string;
}

/** An integer in a base, with sign, prefix, leading zeros and padding. */
export function formatInteger(value: bigint, { base, verb }: IntegerForm, flags: Flags): string {
  const negative = value < 0n;
  const magnitude = negative ? -value : value;
  let wanted = 0;
  if (flags.precision !== undefined) {
    wanted = flags.precision;
    if (wanted === 0 && magnitude === 0n) return " ".repeat(flags.width ?? 0);
  } else if (flags.zero && !flags.minus && flags.width !== undefined) {
    wanted = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
  }
  let digits = magnitude.toString(base);
  if (verb === "X") digits = digits.toUpperCase();
  digits = digits.padStart(wanted, "0");
  const sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  return padWithSpaces(sign + prefix(digits, { base, verb }, flags) + digits, flags);
}

function prefix(digits: string, { base, verb }: IntegerForm, flags: Flags): string {
  if (verb === "O") return flags.sharp && digits[0] !== "0" ? "0o0" : "0o";
  if (!flags.sharp) return "";
  switch (base) {
    case 2:
      return "0b";
    case 8:
      return digits[0] === "0" ? "" : "0";
    case 16:
      return verb === "X" ? "0X" : "0x";
    default:
      return "";
  }
}

/** `%U`: `U+0041`, with `#` also `U+0041 'A'`. */
export function formatUnicode(value: bigint, flags: Flags): string {
  const unsigned = BigInt.asUintN(64, value);
  const digits = unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), "0");
  const rune = unsigned <= 0x10ffffn ? Number(unsigned) : -1;
  const shown = flags.sharp && rune >= 0 && isPrint(rune) ? ` '${String.fromCodePoint(rune)}'` : "";
  return padWithSpaces(`U+${digits}${shown}`, flags);
}

/** The character `%c` and `%q` show for an integer. */
export function toRune(value: bigint): number {
  const unsigned = BigInt.asUintN(64, value);
  const rune = unsigned > 0x10ffffn ? 0xfffd : Number(unsigned);
  return rune >= 0xd800 && rune <= 0xdfff ? 0xfffd : rune;
}

export interface FloatForm {
  readonly verb: string;
  readonly precision: number;
}

export function formatFloatVerb(value: number, form: FloatForm, flags: Flags): string {
  const precision = flags.precision ?? form.precision;
  const text = formatFloat(value, form.verb, precision);
  const unsigned = /^[-+]/.test(text) ? text.slice(1) : text;
  let sign = text[0] === "-" ? "-" : "+";
  if (flags.space && sign === "+" && !flags.plus) sign = " ";
  if (!Number.isFinite(value)) return formatSpecial(unsigned, sign, flags);
  const shown = flags.sharp && form.verb !== "b" ? keepZeros(unsigned, { verb: form.verb, precision }) : unsigned;
  if (!flags.plus && sign === "+") return pad(shown, flags);
  const length = shown.length + 1;
  if (flags.zero && !flags.minus && flags.width !== undefined && flags.width > length) {
    return sign + padding(flags.width - length, flags) + shown;
  }
  return pad(sign + shown, flags);
}

function formatSpecial(word: string, sign: string, flags: Flags): string {
  const bare = word === "NaN" && !flags.space && !flags.plus;
  return padWithSpaces(bare ? word : sign + word, flags);
}

/** `%#g`: a decimal point always, and the trailing zeros up to the precision. */
function keepZeros(text: string, { verb, precision }: FloatForm): string {
  const hexadecimal = verb === "x" || verb === "X";
  const at = text.search(hexadecimal ? /[pP]/ : /[eE]/);
  const number = at < 0 ? text : text.slice(0, at);
  const tail = at < 0 ? "" : text.slice(at);
  let missing = verb === "g" || verb === "G" || verb === "x" ? (precision === -1 ? 6 : precision) : 0;
  missing -= significant(number);
  const point = number.includes(".") ? "" : ".";
  if (point !== "" && number === "0") missing--;
  return number + point + "0".repeat(Math.max(missing, 0)) + tail;
}

/** Go counts every character from the first that is neither `0` nor `.`: the x of a hexadecimal prefix too. */
function significant(number: string): number {
  const bare = number.replace(".", "");
  const first = bare.search(/[^0]/);
  return first < 0 ? 0 : bare.length - first;
}
