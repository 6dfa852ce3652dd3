import { formatFloat, quote } from "../go/strconv/index.ts";
import { compareStrings } from "../go/index.ts";

/** A value as go-yaml v2 holds it in `interface{}`. */
export type Raw = null | boolean | number | bigint | string | readonly Raw[] | RawMap;

export class RawMap extends Map<Raw, Raw> {
  constructor(
    readonly type: "map[string]interface {}" | "map[interface {}]interface {}" = "map[interface {}]interface {}",
  ) {
    super();
  }
}

/** What Go's `%#v` prints for it. */
export function goSyntax(value: Raw): string {
  return value === null ? "<nil>" : syntax(value);
}

function syntax(value: Raw): string {
  if (value === null) return "interface {}(nil)";
  switch (typeof value) {
    case "boolean":
      return String(value);
    case "bigint":
      return value < 2n ** 63n ? value.toString() : `0x${value.toString(16)}`;
    case "number":
      return formatFloat(value, "g", -1, 64);
    case "string":
      return quote(value);
  }
  if (Array.isArray(value)) return `[]interface {}{${value.map(syntax).join(", ")}}`;
  return mapSyntax(value as RawMap);
}

function mapSyntax(map: RawMap): string {
  const entries = [...map].map(([key, item]) => ({ key, text: `${syntax(key)}:${syntax(item)}` }));
  entries.sort((a, b) => compareRaw(a.key, b.key));
  return `${map.type}{${entries.map((entry) => entry.text).join(", ")}}`;
}

/** fmt's order of map keys: nil first, then by type and value. */
function compareRaw(a: Raw, b: Raw): number {
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (typeof a !== typeof b) return RANK.indexOf(typeof a) - RANK.indexOf(typeof b);
  return (a as bigint) < (b as bigint) ? -1 : (a as bigint) > (b as bigint) ? 1 : 0;
}

const RANK: readonly string[] = ["object", "boolean", "bigint", "number", "string"];
