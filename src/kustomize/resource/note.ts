/** What Kustomize remembers of an object, written as an annotation of it (kyaml fns.go: SetAnnotation, 0.21). */
import { setField } from "../node/field.ts";
import { lookup } from "../node/lookup.ts";
import { NodeStyles, stringNode, type Node } from "../node/node.ts";

export const INTERNAL = "internal.config.kubernetes.io/";

/** Takes the place of an earlier note of this name, else becomes the last annotation. */
export function note(object: Node, name: string, text: string): void {
  const annotations = lookup(object, ["metadata", "annotations"], "mapping");
  const value = stringNode(text);
  value.style = NodeStyles.singleQuoted;
  if (annotations !== undefined) setField(annotations, INTERNAL + name, value);
}
