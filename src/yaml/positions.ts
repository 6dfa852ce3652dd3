import type { Position } from "../base/index.ts";
import { NodeReader } from "./compose.ts";
import type { Node } from "./node.ts";
import { resolvePlain } from "./resolve.ts";

/** Where an entry stands: `["spec", "ports", 0, "name"]`. A map's entry is found at its key, a list's at the item. */
export type Path = readonly (string | number)[];

/**
 * Places of the entries of a text's first document, for diagnostics. Aliases lead to their anchors. Throws `YamlError` where
 * the text is no YAML; gives `undefined` for what is not there.
 */
export function positions(text: string, file: string): (path: Path) => Position | undefined {
  const root = new NodeReader(text, "v2").next()?.content[0];
  return (path) => {
    let place = root;
    let value = root;
    for (const key of path) {
      [place, value] = value === undefined ? [] : entryOf(targetOf(value), key);
    }
    return place === undefined ? undefined : { file, line: place.line, column: place.column };
  };
}

function targetOf(node: Node): Node {
  return node.alias ?? node;
}

/** The node that names an entry, and the one that is its value. The last of several equal keys counts. */
function entryOf({ kind, content }: Node, key: string | number): [place?: Node | undefined, value?: Node | undefined] {
  if (kind === "sequence") return [content[Number(key)], content[Number(key)]];
  if (kind !== "mapping") return [];
  for (let i = content.length - 2; i >= 0; i -= 2) {
    if (keyText(content[i]) === String(key)) return [content[i], content[i + 1]];
  }
  return [];
}

function keyText(node: Node | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  return node.style === 0 && node.tag === "" ? String(resolvePlain(node.value, "v2")) : node.value;
}
