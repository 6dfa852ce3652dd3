/** The file that an object without one would be written to (kyaml kio/kioutil, 0.21). */
import { join } from "../../go/path/index.ts";
import { metadataMap, readMeta } from "../node/metadata.ts";
import type { Node } from "../node/node.ts";
import {
  annotate,
  annotationOf,
  copyLegacyAnnotations,
  INDEX,
  LEGACY_INDEX,
  LEGACY_PATH,
  objectOf,
  PATH,
} from "./item.ts";

export function defaultPath(item: Node, folder: string): void {
  copyLegacyAnnotations(item);
  if (metadataMap(objectOf(item), "annotations").has(PATH)) return;
  const { kind, name, namespace } = readMeta(objectOf(item));
  const path = join(folder, namespace, `${kind.toLowerCase()}_${name}.yaml`);
  annotate(item, PATH, path);
  annotate(item, LEGACY_PATH, path);
}

/** Paths, and for those without one an index after the largest of their file. */
export function defaultPathsAndIndexes(items: readonly Node[]): void {
  const counts = new Map<string, number>();
  for (const item of items) {
    copyLegacyAnnotations(item);
    const path = annotationOf(item, PATH);
    const index = Number.parseInt(annotationOf(item, INDEX) ?? "", 10);
    if (path !== undefined && index > (counts.get(path) ?? 0)) counts.set(path, index);
    defaultPath(item, "");
  }
  for (const item of items) {
    if (annotationOf(item, INDEX) !== undefined) continue;
    const path = annotationOf(item, PATH) ?? "";
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    annotate(item, INDEX, String(count));
    annotate(item, LEGACY_INDEX, String(count));
  }
}
