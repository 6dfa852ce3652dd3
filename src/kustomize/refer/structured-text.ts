/** Replacing inside a text that is itself YAML or JSON, such as a ConfigMap's entry (api 0.21, filters/replacement). */
import { marshal, marshalIndent } from "../../go/json/index.ts";
import { lookup } from "../node/lookup.ts";
import { matchAll } from "../node/match.ts";
import { become, type ContentKind, type Node } from "../node/node.ts";
import { documentIn, emitNode } from "../node/text.ts";
import { valueOf } from "../node/to-value.ts";

export interface TextChange {
  readonly value: Node;
  readonly create: ContentKind | undefined;
}

/** Changes the text that the path goes into and returns whether there was one; the object stays as it is otherwise. */
export function setInText(object: Node, path: readonly string[], change: TextChange): boolean {
  if (path.length < 2) return false;
  try {
    return trySetInText(object, path, change);
  } catch {
    return false;
  }
}

function trySetInText(object: Node, path: readonly string[], { value, create }: TextChange): boolean {
  const found = textAt(object, path);
  if (found === undefined) return false;
  const { node, rest, document } = found;
  const fields = matchAll(document, rest, create);
  if (fields.length === 0) return false;
  for (const field of fields) {
    if (field.kind === "scalar") field.value = value.value;
    else become(field, value);
  }
  node.value = serialize(document, node.value);
  return true;
}

interface FoundText {
  readonly node: Node;
  readonly rest: readonly string[];
  readonly document: Node;
}

/** The first scalar on the way that can be parsed. */
function textAt(object: Node, path: readonly string[]): FoundText | undefined {
  for (let length = 1; length < path.length; length++) {
    const node = lookupOrNone(object, path.slice(0, length));
    if (node?.kind !== "scalar") continue;
    try {
      const document = documentIn(node.value);
      if (document !== undefined) return { node, rest: path.slice(length), document };
    } catch {
      continue;
    }
  }
  return undefined;
}

function lookupOrNone(object: Node, path: readonly string[]): Node | undefined {
  try {
    return lookup(object, path);
  } catch {
    return undefined;
  }
}

/** In the form the text had: JSON on one line, JSON over lines, or YAML. */
function serialize(document: Node, original: string): string {
  const first = original.trim()[0];
  if (first !== "{" && first !== "[") return emitNode(document).trim();
  const value = valueOf(document);
  if (original.includes("\n") && original.includes("  ")) return marshalIndent(value, { prefix: "", indent: "  " });
  return marshal(value);
}
