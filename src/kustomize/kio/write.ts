/** Writing objects as a text, also wrapped in a list (kyaml kio/byteio_writer.go, 0.21). */
import { marshalIndent } from "../../go/json/index.ts";
import { emitNodes } from "../../yaml/index.ts";
import { copyNode, emptyNode, mapNode, scalarNode, type Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";
import { annotationOf, INDEX, LEGACY_INDEX, LEGACY_PATH, objectOf, PATH, SEQUENCE_INDENT, unannotate } from "./item.ts";

export interface WriteOptions {
  /** Leaves the index annotations. */
  readonly keepAnnotations?: boolean;
  /** Annotations that go. */
  readonly clear?: readonly string[];
  /** Style bits for the top of each object. */
  readonly style?: number;
  readonly wrapping?: { readonly kind: string; readonly apiVersion: string };
  readonly functionConfig?: Node | undefined;
  readonly results?: Node | undefined;
}

/** The items stay as they are. */
export function writeText(items: readonly Node[], options: WriteOptions = {}): string {
  const copies = items.map(copyNode);
  const isJson = options.wrapping === undefined && copies.length === 1 && isJsonFile(copies[0] as Node);
  const kept = options.keepAnnotations === true ? [] : [INDEX, LEGACY_INDEX, SEQUENCE_INDENT];
  for (const copy of copies) {
    unannotate(copy, [...kept, ...(options.clear ?? [])]);
    if (options.style !== undefined && options.style !== 0) objectOf(copy).style = options.style;
  }
  if (isJson) return `${marshalIndent(valueOf(objectOf(copies[0] as Node)), { prefix: "", indent: "  " })}\n`;
  return emitNodes(options.wrapping === undefined ? copies : [wrapped(copies, options)]);
}

function isJsonFile(item: Node): boolean {
  const path = annotationOf(item, PATH) ?? annotationOf(item, LEGACY_PATH) ?? "";
  return path.endsWith(".json");
}

function wrapped(items: readonly Node[], { wrapping, style = 0, functionConfig, results }: WriteOptions): Node {
  const list = emptyNode("sequence");
  list.content = items.map(objectOf);
  const object = mapNode(
    scalarNode("apiVersion"),
    scalarNode(wrapping?.apiVersion ?? ""),
    scalarNode("kind"),
    scalarNode(wrapping?.kind ?? ""),
    scalarNode("items"),
    list,
  );
  object.style = style;
  if (functionConfig !== undefined) object.content.push(scalarNode("functionConfig"), objectOf(functionConfig));
  if (results !== undefined) object.content.push(scalarNode("results"), objectOf(results));
  return object;
}
