import { parseNumber } from "../values/number-text.ts";
import { number, type Value } from "../values/value.ts";
import { problem } from "./diagnostic.ts";
import type { Token } from "./token.ts";

export function numberValue({ text, range }: Token): Value {
  const value = parseNumber(text);
  if (value === undefined)
    throw problem("Invalid number literal", "Failed to recognize the value of this number literal.", range);
  return number(value);
}
