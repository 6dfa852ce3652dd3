/**
 * What a node means once it has been written and read again, which is how Kustomize gets at values: the tag it carries, the
 * style and the text decide together (kyaml RNode.MarshalJSON over go.yaml.in/yaml/v3).
 */
import { isMap, type GoMap, type Value } from "../../go/index.ts";
import { resolveScalar } from "../../yaml/index.ts";
import { KustomizeError } from "../error.ts";
import { NodeStyles, Tags, type Node } from "./node.ts";
import { rereadValue } from "./reread.ts";

const QUOTED = NodeStyles.doubleQuoted | NodeStyles.singleQuoted | NodeStyles.literal | NodeStyles.folded;

/** The value of an object. Throws what reading its text again would. */
export function valueOf(node: Node): Value {
  const inFlow = isFlow(node);
  try {
    return node.kind === "mapping" ? mapValue(node, { top: true, inFlow }) : anyValue(node, inFlow);
  } catch (error) {
    if (error !== NEEDS_REREADING) throw error;
  }
  const value = rereadValue(node);
  return isMap(value) ? new Map(value) : value;
}

/** Thrown where only the way through the text shows what becomes of a value, or how it fails. */
const NEEDS_REREADING = new Error("needs rereading");

function isFlow(node: Node): boolean {
  return (node.style & NodeStyles.flow) !== 0;
}

/** `inFlow`: whether braces or brackets are around it when it is written. */
function anyValue(node: Node, inFlow: boolean): Value {
  switch (node.kind) {
    case "mapping":
      return mapValue(node, { top: false, inFlow: inFlow || isFlow(node) });
    case "sequence":
      return node.content.map((element) => anyValue(element, inFlow || isFlow(node)));
    case "alias":
      return node.alias === undefined ? null : anyValue(node.alias, inFlow);
    case "document":
      return node.content[0] === undefined ? null : anyValue(node.content[0], inFlow);
    case "scalar":
      return scalarValue(node, inFlow);
  }
}

function mapValue(node: Node, { top, inFlow }: { top: boolean; inFlow: boolean }): Value {
  const result: GoMap = new Map();
  const { content } = node;
  for (let i = 0; i + 1 < content.length; i += 2) {
    const key = content[i] as Node;
    if (!top && !isTextKey(key)) throw new KustomizeError("json: unsupported type: map[interface {}]interface {}");
    if (result.has(key.value)) throw NEEDS_REREADING;
    result.set(key.value, anyValue(content[i + 1] as Node, inFlow));
  }
  return result;
}

function isTextKey(key: Node): boolean {
  return typeof scalarValue(key, false) === "string";
}

function scalarValue({ tag, value, style }: Node, inFlow: boolean): Value {
  if (mayChange(value, style)) throw NEEDS_REREADING;
  if (tag === Tags.string) return value;
  // The emitter puts quotes around nothing between braces, also when it was a null (emitterc.go, select_scalar_style).
  const quoted = (style & QUOTED) !== 0 || value.includes("\n") || (inFlow && value === "");
  if (tag === "") return quoted ? value : resolveScalar(value).value;
  const resolved = resolveScalar(value);
  // A tag that the text has by itself is written only where it was, so quotes make it a string after all.
  if (resolved.tag === tag) return quoted && (style & NodeStyles.tagged) === 0 ? value : resolved.value;
  if (tag === Tags.float && resolved.tag === Tags.int) return resolved.value;
  throw NEEDS_REREADING;
}

/** Folded texts gain lines when they are written and read again; texts over lines may begin with what a reader stumbles on. */
function mayChange(value: string, style: number): boolean {
  return (style & NodeStyles.folded) !== 0 || (value.includes("\n") && /^\s|[^\S\n]$/.test(value));
}
