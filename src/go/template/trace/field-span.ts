import type { Value } from "../../value.ts";
import { cut } from "./align.ts";
import type { Tag } from "./tag.ts";
import { union } from "./tag.ts";

/** The tag of the stretch of a YAML or JSON text that holds this entry, for values that `fromYaml` and the like read from it. */
export function fieldSpan(
  text: string,
  tag: Tag | undefined,
  { key, value }: { key: string | number; value: Value },
): Tag | undefined {
  const whole = union([tag]);
  if (tag?.segments === undefined || typeof key === "number") return whole;
  const field = findField(text, key);
  if (field < 0) return whole;
  const behind = field + key.length;
  const shown = typeof value === "string" ? (value.split("\n")[0] ?? "") : String(value);
  const isScalar = typeof value !== "object" || value === null;
  const at = isScalar && shown !== "" ? text.indexOf(shown, behind) : -1;
  if (at < 0) return whole;
  const pieces = cut(tag.segments, at, at + shown.length);
  return union(pieces) ?? whole;
}

function findField(text: string, key: string): number {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const next = text[at + key.length];
    if (next === ":" || ((next === '"' || next === "'") && text[at + key.length + 1] === ":")) return at;
  }
  return -1;
}
