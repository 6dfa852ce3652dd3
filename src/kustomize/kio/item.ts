/** Objects as `cfg` and `fn` handle them: whole documents, with the annotations that say where they come from (kyaml kio, 0.21). */
import { clearAnnotation, clearEmptyAnnotations, setAnnotation } from "../node/annotation.ts";
import { metadataMap, readMeta } from "../node/metadata.ts";
import type { Node } from "../node/node.ts";

export const PATH = "internal.config.kubernetes.io/path";
export const INDEX = "internal.config.kubernetes.io/index";
export const ID = "internal.config.kubernetes.io/id";
export const SEQUENCE_INDENT = "internal.config.kubernetes.io/seqindent";
export const LEGACY_PATH = "config.kubernetes.io/path";
export const LEGACY_INDEX = "config.kubernetes.io/index";
export const LEGACY_ID = "config.k8s.io/id";

/** The object in a document; documents keep their own comments. */
export function objectOf(item: Node): Node {
  return item.kind === "document" ? (item.content[0] ?? item) : item;
}

export function annotationOf(item: Node, name: string): string | undefined {
  return metadataMap(objectOf(item), "annotations").get(name);
}

export function annotate(item: Node, name: string, value: string): void {
  setAnnotation(objectOf(item), name, value);
}

export function unannotate(item: Node, names: readonly string[]): void {
  const object = objectOf(item);
  for (const name of names) clearAnnotation(object, name);
  clearEmptyAnnotations(object);
}

/** Gives old and new names of the reader's annotations the same values. */
export function copyLegacyAnnotations(item: Node): void {
  try {
    readMeta(objectOf(item));
  } catch {
    return;
  }
  for (const [legacy, name] of [
    [LEGACY_PATH, PATH],
    [LEGACY_INDEX, INDEX],
    [LEGACY_ID, ID],
  ] as const) {
    const [old, now] = [annotationOf(item, legacy) ?? "", annotationOf(item, name) ?? ""];
    if (now !== "" && old === "") annotate(item, legacy, now);
    else if (now === "" && old !== "") annotate(item, name, old);
  }
}
