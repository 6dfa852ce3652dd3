/** How messages show strings and values. */
import { quote as goQuote } from "../go/strconv/index.ts";
import { JsonNumber, type Json } from "./json.ts";
import { numberText } from "./numbers.ts";

const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** In single quotes, escaped as Go escapes. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  // The closing quote takes part: after a backslash it loses it, as in Go.
  const escaped = goQuote(text).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.slice(1, -1)}'`;
}

export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(", ");
}

/** Lists and objects are only said to be values. */
export function display(value: Json): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" || value instanceof JsonNumber) return numberText(value);
  if (value === null) return "<nil>";
  return typeof value === "boolean" ? String(value) : "value";
}
