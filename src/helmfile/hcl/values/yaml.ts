/** Values to YAML: texts in double quotes, or as they are where they have several lines (go-cty-yaml 1.2, encode.go). */
import { emitNodes, newNode, type Node, NodeStyles } from "../../../yaml/index.ts";
import { BigFloat } from "./big-float.ts";
import { numberText } from "./number-text.ts";
import { elementsOf, entriesOf, type Value } from "./value.ts";

const WIDTH = 80;

/** Of a wholly known value. */
export function yamlText(value: Value): string {
  const text = emitNodes([node(value)], { width: WIDTH });
  return isPlain(value) ? `${text}...\n` : text;
}

/** The end of a word that is a whole document is marked. */
function isPlain({ data }: Value): boolean {
  return data === null || typeof data === "boolean" || data instanceof BigFloat;
}

function node(value: Value): Node {
  const { data } = value;
  if (typeof data === "string") return textNode(data);
  if (Array.isArray(data)) return { ...newNode("sequence"), tag: "!!seq", content: elementsOf(value).map(node) };
  if (data instanceof Map && !(data instanceof BigFloat))
    return {
      ...newNode("mapping"),
      tag: "!!map",
      content: [...entriesOf(value)].flatMap(([key, one]) => [textNode(key), node(one)]),
    };
  return { ...newNode("scalar"), value: data instanceof BigFloat ? numberText(data) : String(data) };
}

/** A tab cannot stand in a block here. */
function textNode(text: string): Node {
  const style = text.includes("\n") && !text.includes("\t") ? NodeStyles.literal : NodeStyles.doubleQuoted;
  return { ...newNode("scalar"), tag: "!!str", style, value: text };
}
