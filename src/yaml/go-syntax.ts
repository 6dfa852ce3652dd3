import { formatFloat, quote } from "../go/strconv/index.ts";
import { compareStrings } from "../go/index.ts";
import type { Node } from "./node.ts";

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

/** fmt's order of map keys: nil first, then by type, in the order in which the linker happens to place the types. */
function compareRaw(a: Raw, b: Raw): number {
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  const difference = rankOf(a) - rankOf(b);
  if (difference !== 0) return difference;
  return Number(a) < Number(b) ? -1 : 1;
}

function rankOf(key: Raw): number {
  switch (typeof key) {
    case "string":
      return 1;
    case "bigint":
      return key < 2n ** 63n ? 3 : 2;
    case "number":
      return 4;
    case "boolean":
      return 5;
    default:
      return 0;
  }
}

export interface RawOptions {
  readonly scalar: (node: Node) => Raw;
  /** Whether all keys are strings: v3 makes another type of such a map. */
  readonly isStringMap: (node: Node) => boolean;
}

/** The node as go-yaml holds it, for error messages that print it. */
export function rawValue(node: Node, options: RawOptions): Raw {
  switch (node.kind) {
    case "alias":
      return node.alias === undefined ? null : rawValue(node.alias, options);
    case "sequence":
      return node.content.map((item) => rawValue(item, options));
    case "mapping":
      return rawMap(node, options);
    default:
      return options.scalar(node);
  }
}

function rawMap(node: Node, options: RawOptions): RawMap {
  const map = new RawMap(options.isStringMap(node) ? "map[string]interface {}" : "map[interface {}]interface {}");
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    const [key, value] = node.content.slice(i, i + 2);
    if (key !== undefined && value !== undefined) map.set(rawValue(key, options), rawValue(value, options));
  }
  return map;
}
