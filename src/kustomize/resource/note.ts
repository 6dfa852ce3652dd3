/** What Kustomize remembers of an object, written as an annotation of it. */
import { setAnnotation } from "../node/annotation.ts";
import type { Node } from "../node/node.ts";

export const INTERNAL = "internal.config.kubernetes.io/";

/** Takes the place of an earlier note of this name, else becomes the last annotation. */
export function note(object: Node, name: string, text: string): void {
  setAnnotation(object, INTERNAL + name, text);
}
