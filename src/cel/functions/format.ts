/** `"%s is %d".format([…])` (cel-go 0.26 ext/formatting.go, en_US). */
import { formatFloat, quote } from "../../go/strconv/index.ts";
import { compareStrings } from "../values/equal.ts";
import { CelList } from "../values/list.ts";
import { CelMap } from "../values/map.ts";
import { Duration, Timestamp } from "../values/time.ts";
import { typeOfValue } from "../values/type-of.ts";
import { Uint } from "../values/uint.ts";
import { CelError, TypeValue, type Value } from "../values/value.ts";

const PRECISION = 6;
const PRECISION_MAX = 1000;

const wrapped = (what: string, why: string): CelError => new CelError(`${what}: ${why}`);
const unusable = (what: string, value: Value): CelError =>
  wrapped("error during formatting", `${what}, was given ${typeOfValue(value).name}`);

export function formatted(format: string, args: CelList): string {
  let result = "";
  let used = 0;
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== "%") result += format[i];
    else if (format[i + 1] === "%") result += format[i++];
    else {
      if (used >= args.size) throw new CelError(`index ${used} out of range`);
      if (i + 1 >= format.length) throw new CelError("unexpected end of string");
      const { verb, precision, length } = clauseOf(format.slice(i + 1));
      result += inForm(args.at(used++), verb, precision);
      i += length;
    }
  }
  return result;
}

export interface Clause {
  readonly verb: string;
  readonly precision: number;
  readonly length: number;
}

/** Behind the `%`. */
export function clauseOf(text: string): Clause {
  const [all = "", digits] = /^(?:\.(\d*))?/.exec(text) ?? [];
  const refuse = (why: string): CelError => wrapped("could not parse formatting clause", why);
  if (digits === "") {
    const why = `error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax`;
    throw refuse(`error while parsing precision: ${why}`);
  }
  const verb = text[all.length];
  if (verb === undefined) throw refuse("error while parsing precision: could not find end of precision specifier");
  if (!"sdfebxXo".includes(verb)) throw refuse(`unrecognized formatting clause "${verb}"`);
  return { verb, precision: Math.min(Number(digits ?? PRECISION), PRECISION_MAX), length: all.length + 1 };
}

function inForm(value: Value, verb: string, precision: number): string {
  switch (verb) {
    case "s":
      return asText(value);
    case "d":
      return decimal(value, "decimal clause can only be used on integers");
    case "f":
      return grouped(formatFloat(real(value, "fixed-point"), "f", precision));
    case "e":
      return scientific(real(value, "scientific"), precision);
    case "b":
      if (typeof value === "boolean") return value ? "1" : "0";
      return whole(value, "only integers and bools can be formatted as binary").toString(2);
    case "o":
      return whole(value, "octal clause can only be used on integers").toString(8);
    default:
      return verb === "X" ? hexadecimal(value).toUpperCase() : hexadecimal(value);
  }
}

function whole(value: Value, what: string): bigint {
  if (typeof value === "bigint") return value;
  if (value instanceof Uint) return value.value;
  throw unusable(what, value);
}

const decimal = (value: Value, what: string): string => whole(value, what).toString();

function real(value: Value, clause: string): number {
  if (typeof value === "number") return value;
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
  throw unusable(`${clause} clause can only be used on doubles`, value);
}

/** In English thousands are told apart. */
function grouped(text: string): string {
  if (text === "+Inf") return "∞";
  if (text === "-Inf") return "-∞";
  return text.replace(/\d+/, (digits) => digits.replaceAll(/\B(?=(\d{3})+$)/g, ","));
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `1.500000×10⁰³`, as English prints it. A precision is taken for a width. */
function scientific(value: number, width: number): string {
  if (!Number.isFinite(value)) return grouped(formatFloat(value, "f"));
  const [mantissa = "", exponent = ""] = formatFloat(value, "e", PRECISION).split("e");
  const digits = exponent.slice(1).replaceAll(/\d/g, (digit) => RAISED[Number(digit)] ?? "");
  return `${mantissa}×10${exponent.startsWith("-") ? "⁻" : ""}${digits}`.padStart(width);
}

function hexadecimal(value: Value): string {
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  if (bytes instanceof Uint8Array) return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return whole(value, "only integers, byte buffers, and strings can be formatted as hex").toString(16);
}

const TEXTS =
  "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps";

function asText(value: Value): string {
  if (value instanceof CelList) return `[${[...value].map(asLiteral).join(", ")}]`;
  if (value instanceof CelMap) return mapText(value);
  if (typeof value === "number") return formatFloat(value, "g");
  if (value instanceof TypeValue) return value.type.name;
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value === null || typeof value !== "object" || value instanceof Timestamp || value instanceof Duration)
    return String(value);
  throw unusable(TEXTS, value);
}

function mapText(map: CelMap): string {
  const entries = [...map.keys()].map((key) => {
    const shown = asText(key);
    return { shown: typeof key === "string" ? quote(shown) : shown, value: asLiteral(map.get(key)) };
  });
  entries.sort((a, b) => compareStrings(a.shown, b.shown));
  return `{${entries.map(({ shown, value }) => `${shown}:${value}`).join(", ")}}`;
}

/** Within a list or map values are what one would write. */
function asLiteral(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (value instanceof Uint8Array) return `b${quote(asText(value))}`;
  if (value instanceof Timestamp) return `timestamp(${quote(String(value))})`;
  if (value instanceof Duration) return `duration(${quote(String(value))})`;
  if (typeof value === "number")
    return Number.isFinite(value) ? formatFloat(value, "f", PRECISION) : quote(formatFloat(value, "f"));
  return asText(value);
}
