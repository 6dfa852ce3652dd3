/** Sprig's `split`, `splitn` and `splitList` over Go's strings.Split and SplitN. */
import { atFullLength } from "./capacity.ts";
import { func, stringSlice, TypedMap, type Value } from "../go/index.ts";

export const splitFunctions = [
  func("split", "string, string", (separator: string, text: string) => numbered(split(separator, text))),
  func("splitn", "string, int, string", (separator: string, count: number, text: string) =>
    numbered(splitAtMost(separator, text, count)),
  ),
  func("splitList", "string, string", (separator: string, text: string) => list(split(separator, text))),
];

function list(parts: string[]): Value {
  atFullLength(parts);
  return stringSlice(parts);
}

/** `strings.Split`: an empty separator splits between characters. */
function split(separator: string, text: string): string[] {
  return separator === "" ? [...text] : text.split(separator);
}

/** `strings.SplitN`: at most `count` parts, the last being all the rest; all parts when it is negative. */
function splitAtMost(separator: string, text: string, count: number): string[] {
  const parts = split(separator, text);
  if (count < 0 || parts.length <= count) return parts;
  if (count === 0) return [];
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function numbered(parts: readonly string[]): Value {
  return new TypedMap(
    "map[string]string",
    parts.map((part, i) => [`_${i}`, part] as const),
    "",
  );
}
