/** The text of a value, as Sprig v3.3.0 makes it for `toString`, `quote`, `join` and dictionary keys. */
import { bytesText, sprint } from "../go/fmt/index.ts";
import { Int, Slice, typeOf, type Value } from "../go/index.ts";
import { elements } from "./elements.ts";

/** Sprig's `strval`: `%v`, but bytes are text. */
export function strval(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Int && value.type === value.kind) return String(value.value);
  if (value instanceof Slice && value.type === "[]uint8") return bytesText(value);
  return sprint([value]);
}

/** Sprig's `strslice`: the texts of a list's elements, nil elements left out; anything else is a list of itself. */
export function strings(value: Value): string[] {
  const items = elements(value);
  if (items !== undefined) return textsOf(items, typeOf(value));
  return value === null || value === undefined ? [] : [strval(value)];
}

function textsOf(items: readonly Value[], type: string): string[] {
  if (type === "[]string") return items as string[];
  const texts: string[] = [];
  for (const item of items) if (item !== null && item !== undefined) texts.push(strval(item));
  return texts;
}
