/** Texts, numbers, times and bytes as Go's types read them. */
import { GoError } from "../../go/index.ts";
import { parseTime, RFC3339, UTC } from "../../go/time/index.ts";
import { isInteger, isNumber, type JsonValue } from "../../kube/index.ts";
import type { ScalarType } from "../schema/schema.ts";
import { DecodeError, elementName, GO_TYPES, mismatch, type At } from "./decode-place.ts";
import { canonicalQuantity, QUANTITY_PROBLEM } from "./quantity.ts";
import { numberText } from "../wire/as-written.ts";

export function scalar(value: JsonValue, type: ScalarType, at: At): JsonValue {
  switch (type) {
    case "bytes":
      if (typeof value === "string") return base64(value);
      break;
    case "string":
      if (typeof value === "string") return value;
      break;
    case "time":
    case "micro-time":
      if (typeof value === "string") return checkedTime(value, LAYOUTS[type]);
      break;
    case "int32":
    case "int64":
      if (isNumber(value)) return wholeNumber(value, type, at);
      break;
    case "number":
      if (isNumber(value)) return Number(value);
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "int-or-string":
      if (typeof value === "string") return value;
      if (isNumber(value)) return wholeNumber(value, "int32", at);
      break;
    case "quantity": {
      if (typeof value !== "string" && !isNumber(value)) break;
      const text = canonicalQuantity(isNumber(value) ? numberText(value, at.holder, at.part) : value);
      if (text === undefined) throw new DecodeError(QUANTITY_PROBLEM);
      return text;
    }
  }
  throw mismatch(value, at, (type === "string" ? elementName(at) : undefined) ?? GO_TYPES[type] ?? type);
}

/** Of Go's integers only digits are read. */
function wholeNumber(value: number | bigint, type: "int32" | "int64", at: At): JsonValue {
  const text = numberText(value, at.holder, at.part);
  const isFitting = isInteger(value) && (type === "int64" || (typeof value === "number" && value === (value | 0)));
  if (isFitting && (text === "-0" || text === String(value))) return value;
  throw mismatch(value, at, type, `number ${text}`);
}

const LAYOUTS = { time: RFC3339, "micro-time": "2006-01-02T15:04:05.000000Z07:00" };

/** What nearly every time looks like. */
const PLAIN = /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

function checkedTime(text: string, layout: string): string {
  if (layout === LAYOUTS.time && PLAIN.test(text)) return text;
  try {
    parseTime(layout, text, { fallback: UTC, local: UTC });
    return text;
  } catch (error) {
    throw error instanceof GoError ? new DecodeError(error.message) : error;
  }
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** As Go's decoder reads it: line ends are passed over, anything else is told of with its place. */
function base64(text: string): string {
  const bad = /[^A-Za-z0-9+/=\r\n]/.exec(text);
  const clean = text.replaceAll(/[\r\n]/g, "");
  if (bad === null && clean.length % 4 === 0 && BASE64.test(clean)) return clean;
  throw new DecodeError(`illegal base64 data at input byte ${bad?.index ?? Math.floor(clean.length / 4) * 4}`);
}

/** Undefined where it is base64. */
export function base64Problem(text: string): string | undefined {
  try {
    base64(text);
    return undefined;
  } catch (error) {
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
}
