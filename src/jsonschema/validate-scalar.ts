import type { Application } from "./application.ts";
import { compareNumbers, isMultiple, type JsonNumeric, localizedFloat } from "./numbers.ts";
import { quote } from "./text.ts";

/** The keywords for strings. Lengths are counted in characters. */
export function validateString(validation: Application, text: string): void {
  const { minLength, maxLength, pattern, patternText = "" } = validation.schema;
  if (minLength !== undefined || maxLength !== undefined) {
    const length = characterCount(text);
    if (minLength !== undefined && length < minLength) validation.failLimit("minLength", length, minLength);
    if (maxLength !== undefined && length > maxLength) validation.failLimit("maxLength", length, maxLength);
  }
  if (pattern !== undefined && !pattern.test(text)) {
    validation.fail(() => `${quote(text)} does not match pattern ${quote(patternText)}`);
  }
}

/** Go counts runes. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

type NumberKeyword = "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf";

const ALLOWS: readonly (readonly [NumberKeyword, (value: JsonNumeric, limit: JsonNumeric) => boolean])[] = [
  ["minimum", (value, limit) => compareNumbers(value, limit) >= 0],
  ["maximum", (value, limit) => compareNumbers(value, limit) <= 0],
  ["exclusiveMinimum", (value, limit) => compareNumbers(value, limit) > 0],
  ["exclusiveMaximum", (value, limit) => compareNumbers(value, limit) < 0],
  ["multipleOf", isMultiple],
];

/** The keywords for numbers. */
export function validateNumber(validation: Application, value: JsonNumeric): void {
  for (const [keyword, allows] of ALLOWS) {
    const limit = validation.schema[keyword];
    if (limit === undefined || allows(value, limit)) continue;
    validation.fail(() => `${keyword}: got ${localizedFloat(value)}, want ${localizedFloat(limit)}`);
  }
}
