/** Nodes for plain values, as kyaml makes them by writing and reading again (kyaml yaml.FromMap, 0.21). */
import { formatFloat } from "../../go/strconv/index.ts";
import { Int, isMap, listItems, type Value } from "../../go/index.ts";
import { resolveScalar } from "../../yaml/index.ts";
import { NodeStyles, Tags, emptyNode, scalarNode, type Node } from "./node.ts";

/** Texts that YAML 1.1 readers would not take for text; the writer quotes them. */
const OLD_BOOL = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Numbers are float64 here: a million is written `1e+06`, as Go's JSON and YAML give it. */
export function nodeOf(value: Value): Node {
  if (value === null || value === undefined) return scalarNode("null", Tags.null);
  if (typeof value === "string") return textNode(value);
  if (typeof value === "boolean") return scalarNode(String(value), Tags.bool);
  if (typeof value === "number") return plainNode(formatFloat(value, "g", -1, 64));
  if (value instanceof Int) return plainNode(formatFloat(value.toNumber(), "g", -1, 64));
  if (isMap(value)) return nodeOfMap(value);
  const items = listItems(value);
  if (items === undefined) return scalarNode("null", Tags.null);
  const list = emptyNode("sequence", Tags.list);
  list.content = items.map(nodeOf);
  if (items.length === 0) list.style = NodeStyles.flow;
  return list;
}

function nodeOfMap(value: ReadonlyMap<string, Value>): Node {
  const map = emptyNode("mapping", Tags.map);
  for (const key of [...value.keys()].sort()) map.content.push(textNode(key), nodeOf(value.get(key)));
  if (value.size === 0) map.style = NodeStyles.flow;
  return map;
}

function plainNode(text: string): Node {
  return scalarNode(text, resolveScalar(text).tag);
}

function textNode(value: string): Node {
  const node = scalarNode(value, Tags.string);
  if (value.includes("\n")) node.style = NodeStyles.literal;
  else if (value === "" || isAmbiguous(value)) node.style = NodeStyles.doubleQuoted;
  return node;
}

function isAmbiguous(value: string): boolean {
  return resolveScalar(value).tag !== Tags.string || OLD_BOOL.test(value) || SEXAGESIMAL.test(value);
}
