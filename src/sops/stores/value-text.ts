import { sprint } from "../../go/fmt/index.ts";
import { Int, type Value } from "../../go/index.ts";
import { formatFloat } from "../../go/strconv/index.ts";
import { parseTime, RFC3339_NANO, timeString, UTC } from "../../go/time/index.ts";
import { Comment, isList, Timestamp, TreeBranch, type TreeValue } from "../tree.ts";

/** A value where only text can stand (sops 3.13, stores.go, `ValToString`). */
export function valueText(value: TreeValue): string {
  if (typeof value === "number") return floatText(value);
  if (value instanceof Timestamp) return value.seconds;
  return printed(value);
}

/** A float keeps its point, so that it is not read as an integer. */
function floatText(value: number): string {
  const text = formatFloat(value, "G");
  return /[.E]/.test(text) ? text : formatFloat(value, "f", 1);
}

/** Go's `%v`. */
export function printed(value: TreeValue): string {
  if (typeof value === "string") return value;
  if (value instanceof Int) return value.value.toString();
  if (value instanceof Timestamp) return timeString(parseTime(RFC3339_NANO, value.text, { fallback: UTC, local: UTC }));
  if (value instanceof Comment) return `{${value.value} ${value.inline}}`;
  if (value instanceof TreeBranch)
    return `[${value.items.map((item) => `{${printed(item.key)} ${printed(item.value)}}`).join(" ")}]`;
  if (isList(value)) return `[${value.map(printed).join(" ")}]`;
  return sprint([value as Value]);
}
