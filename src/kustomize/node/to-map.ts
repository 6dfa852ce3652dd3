/**
 * What a node means as it stands: its tag says what a scalar is, whatever its style (kyaml RNode.Map, 0.21). `valueOf` goes by way of
 * the text, where quotes say it.
 */
import { isMap, type Value } from "../../go/index.ts";
import { decodeNode } from "../../yaml/index.ts";
import { KustomizeError, messageOf } from "../error.ts";
import type { Node } from "./node.ts";
import { emitNode } from "./text.ts";

/** The keys of the outermost map are texts, whatever they were. Throws what cannot be decoded, with all of it. */
export function mapOf(node: Node): Value {
  try {
    const value = decodeNode(node);
    return isMap(value) ? new Map(value) : value;
  } catch (error) {
    throw new KustomizeError(`received error ${messageOf(error)} for the following resource:\n${emitNode(node)}`);
  }
}
