/** Sets: each value once, in an order of its own (cty 1.19, set_internals.go). */
import { compareStrings } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { BigFloat } from "./big-float.ts";
import { equal } from "./equal.ts";
import { exponentText, plainText, roundDecimal, exactDecimal } from "./number-text.ts";
import { setOf, type Type } from "./type.ts";
import { collection, commonElement, elementsOf, isKnown, isNull, type Value } from "./value.ts";

export function set(values: readonly Value[], whenEmpty: Type): Value {
  const element = values.length === 0 ? whenEmpty : (commonElement(values) ?? whenEmpty);
  const typed = elementsOf(collection(setOf(element), values));
  return collection(setOf(element), [...distinct(typed)].sort(compare));
}

/** Each value at its first place. */
export function distinct(values: readonly Value[]): readonly Value[] {
  const buckets = new Map<string, Value[]>();
  return values.filter((value) => {
    const hash = hashText(value);
    const bucket = buckets.get(hash) ?? [];
    if (bucket.some((one) => equal(value, one) === true)) return false;
    buckets.set(hash, [...bucket, value]);
    return true;
  });
}

export function contains(values: readonly Value[], value: Value): boolean {
  return values.some((one) => equal(one, value) === true);
}

/** Unknown values stand last, before them nulls. */
function compare(a: Value, b: Value): number {
  if (isNull(a) || isNull(b)) return Number(isNull(a)) - Number(isNull(b));
  if (!isKnown(a) || !isKnown(b)) return Number(!isKnown(a)) - Number(!isKnown(b));
  if (typeof a.data === "string" && typeof b.data === "string") return compareStrings(a.data, b.data);
  if (a.data instanceof BigFloat && b.data instanceof BigFloat) return a.data.compare(b.data);
  if (typeof a.data === "boolean") return Number(a.data) - Number(b.data === true);
  return compareStrings(hashText(a), hashText(b));
}

/** A text that is the same for equal values; structures stand in its order. */
function hashText(value: Value): string {
  const { data } = value;
  if (!isKnown(value)) return "?";
  if (data === null) return "~";
  if (data instanceof BigFloat) return tenDigits(data);
  if (typeof data === "boolean") return data ? "T" : "F";
  if (typeof data === "string") return quote(data);
  return hashComposite(value);
}

function hashComposite({ type, data }: Value): string {
  if (type.kind === "map" && data instanceof Map)
    return `{${[...(data as ReadonlyMap<string, Value>)].map(([key, one]) => `${quote(key)}:${hashText(one)};`).join("")}}`;
  const inner = elementsOf({ type, data })
    .map((one) => `${hashText(one)};`)
    .join("");
  return type.kind === "list" || type.kind === "set" ? `[${inner}]` : `<${inner}>`;
}

const HASH_DIGITS = 10;

/** `Text('g', 10)`. */
function tenDigits(value: BigFloat): string {
  if (value.infinite) return value.negative ? "-Inf" : "+Inf";
  const decimal = roundDecimal(exactDecimal(value.magnitude, value.exponent), HASH_DIGITS);
  const exponent = decimal.digits === "" ? -1 : decimal.point - 1;
  const plain = exponent >= -4 && exponent < HASH_DIGITS;
  return (value.negative ? "-" : "") + (plain ? plainText(decimal) : exponentText(decimal.digits, exponent));
}
