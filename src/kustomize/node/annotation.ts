/** Setting one annotation as kyaml does: quoted, an empty map cleared first (kyaml yaml/kfns.go: AnnotationSetter, 0.21). */
import { clearField, field, setField } from "./field.ts";
import { lookup } from "./lookup.ts";
import { NodeStyles, stringNode, type Node } from "./node.ts";

export function setAnnotation(object: Node, name: string, value: string): void {
  clearEmptyAnnotations(object);
  const annotations = lookup(object, ["metadata", "annotations"], "mapping");
  const node = stringNode(value);
  node.style = NodeStyles.singleQuoted;
  if (annotations !== undefined) setField(annotations, name, node);
}

export function clearAnnotation(object: Node, name: string): void {
  const annotations = field(field(object, "metadata"), "annotations");
  if (annotations?.kind === "mapping") clearField(annotations, name);
}

/** Removes annotations, and then metadata, when they are empty. */
export function clearEmptyAnnotations(object: Node): void {
  const metadata = field(object, "metadata");
  const annotations = field(metadata, "annotations");
  if (metadata?.kind === "mapping" && annotations?.content.length === 0) clearField(metadata, "annotations");
  if (metadata?.content.length === 0) clearField(object, "metadata");
}
